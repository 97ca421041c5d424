// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/dialogvariables.h"
#include "server/connectors/opensips/flows/sdp.h"
#include "tests/support/recording.h"
#include "tests/support/strict.h"

#include <QJsonArray>
#include <QSet>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

const QString audio = u"v=0\r\no=- 7 41 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                      "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n"_s;

void collect(const QJsonValue &value, QSet<QString> &found)
{
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray()) {
            collect(item, found);
        }
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().endsWith("sdp"_L1)) {
            found.insert(it->toString());
        }
        collect(*it, found);
    }
}

/// Every SDP that a recorded proxy listed.
QSet<QString> recordedSdps()
{
    QSet<QString> found;
    for (const QString &version : tests::recordedVersions()) {
        for (const QString &flow : tests::recordedFlows(version)) {
            const auto recording = tests::loadRecording(version, flow);
            for (const auto &entry : recording->only(tests::RecordedEntry::Kind::MiAnswer)) {
                collect(entry.outcome.value_or(QJsonValue()), found);
            }
        }
    }
    return found;
}

QStringList without(const QString &sdp, const QStringList &starts)
{
    QStringList lines;
    for (const QString &line : sdp.split(u"\r\n"_s)) {
        const bool skip =
            std::any_of(starts.begin(), starts.end(), [&](const QString &s) { return line.startsWith(s); });
        if (!skip) {
            lines.append(line);
        }
    }
    return lines;
}

} // namespace

class TestSdp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }
    void holdsWhatRealPhonesSay();
    void offers_data();
    void offers();
    void versionsRise_data();
    void versionsRise();
    void refuses_data();
    void refuses();
    void directions_data();
    void directions();
    void holdsOfADialog_data();
    void holdsOfADialog();
    void sdpOfALeg();
};

void TestSdp::holdsWhatRealPhonesSay()
{
    const QSet<QString> sdps = recordedSdps();
    QVERIFY(sdps.size() > 20);
    const QStringList changed{u"o="_s, u"a=inactive"_s, u"a=sendrecv"_s, u"a=sendonly"_s, u"a=recvonly"_s};
    for (const QString &sdp : sdps) {
        const auto held = holdOffer(sdp);
        QVERIFY2(held, qPrintable(sdp));
        QCOMPARE(heldDirection(*held), MediaDirection::Inactive);
        QVERIFY(!held->contains(u"sendrecv"_s));
        QCOMPARE(without(*held, changed), without(sdp, changed));

        const auto resumed = resumeOffer(sdp, *sdpVersion(*held));
        QVERIFY(resumed);
        QCOMPARE(heldDirection(*resumed), heldDirection(sdp));
        QCOMPARE(without(*resumed, {u"o="_s}), without(sdp, {u"o="_s}));
        QCOMPARE(laterVersion(*sdpVersion(*resumed), *sdpVersion(*held)), *sdpVersion(*resumed));
        QVERIFY(*sdpVersion(*resumed) != *sdpVersion(*held));
    }
}

void TestSdp::offers_data()
{
    QTest::addColumn<QString>("sdp");
    QTest::addColumn<QString>("hold");
    QTest::addColumn<QString>("resume");
    const QString head = u"v=0\r\no=- 7 %1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n"_s;
    const QString old = head.arg(u"41"_s);
    const QString risen = head.arg(u"42"_s);
    const QString m1 = u"m=audio 4000 RTP/AVP 0\r\n"_s;
    const QString m2 = u"m=video 4002 RTP/AVP 31\r\n"_s;
    const QString in = u"a=inactive\r\n"_s;

    QTest::newRow("no direction") << old + m1 << risen + m1 + in << risen + m1;
    QTest::newRow("session level") << old + u"a=sendrecv\r\n"_s + m1 + m2 << risen + in + m1 + in + m2 + in
                                   << risen + u"a=sendrecv\r\n"_s + m1 + m2;
    QTest::newRow("several streams, one of them sendonly")
        << old + m1 + u"a=sendonly\r\na=ptime:20\r\n"_s + m2 + u"b=AS:64\r\n"_s
        << risen + m1 + in + u"a=ptime:20\r\n"_s + m2 + u"b=AS:64\r\n"_s + in
        << risen + m1 + u"a=sendonly\r\na=ptime:20\r\n"_s + m2 + u"b=AS:64\r\n"_s;
    QTest::newRow("only one stream inactive: as designed")
        << old + m1 + m2 + in << risen + m1 + in + m2 + in << risen + m1 + m2 + in;
    QTest::newRow("all inactive: the hold is in it") << old + m1 + in + m2
            + in << risen + m1 + in + m2 + in << risen + m1 + u"a=sendrecv\r\n"_s + m2 + u"a=sendrecv\r\n"_s;
    QTest::newRow("inactive at session level")
        << old + in + m1 << risen + in + m1 + in << risen + u"a=sendrecv\r\n"_s + m1 + u"a=sendrecv\r\n"_s;
    QTest::newRow("an attribute that only starts alike")
        << old + m1 + u"a=sendrecvx\r\n"_s << risen + m1 + u"a=sendrecvx\r\n"_s + in
        << risen + m1 + u"a=sendrecvx\r\n"_s;
    QTest::newRow("bare LF, no end") << QString(old + m1 + u"a=x"_s).remove(u'\r')
                                     << risen + m1 + u"a=x\r\n"_s + in << risen + m1 + u"a=x\r\n"_s;
    QTest::newRow("other alphabets") << old + u"i=приветé\r\n"_s + m1 << risen + u"i=приветé\r\n"_s + m1 + in
                                     << risen + u"i=приветé\r\n"_s + m1;
    QTest::newRow("o= inside a stream is none")
        << old + m1 + u"o=x\r\n"_s << risen + m1 + u"o=x\r\n"_s + in << risen + m1 + u"o=x\r\n"_s;
}

void TestSdp::offers()
{
    QFETCH(QString, sdp);
    QTEST(holdOffer(sdp).value_or(u"refused"_s), "hold");
    QTEST(resumeOffer(sdp).value_or(u"refused"_s), "resume");
}

void TestSdp::versionsRise_data()
{
    QTest::addColumn<QString>("listed");
    QTest::addColumn<QString>("previous");
    QTest::addColumn<QString>("expected");
    QTest::newRow("first offer") << u"41"_s << QString() << u"42"_s;
    QTest::newRow("above our last one") << u"41"_s << u"43"_s << u"44"_s;
    QTest::newRow("the phone went past us") << u"50"_s << u"43"_s << u"51"_s;
    QTest::newRow("one digit more") << u"9"_s << u"9"_s << u"10"_s;
    QTest::newRow("longer is more") << u"100"_s << u"99"_s << u"101"_s;
    QTest::newRow("zero") << u"0"_s << u"0"_s << u"1"_s;
    QTest::newRow("leading zeros") << u"0008"_s << u"00009"_s << u"10"_s;
    QTest::newRow("2^63 - 1") << u"9223372036854775807"_s << QString() << u"9223372036854775808"_s;
    QTest::newRow("2^64 - 1") << u"18446744073709551615"_s << u"18446744073709551614"_s
                              << u"18446744073709551616"_s;
    QTest::newRow("absurd") << QString(40, u'9') << u"1"_s << u'1' + QString(40, u'0');
    QTest::newRow("a memory that is no number") << u"41"_s << u"99x"_s << u"42"_s;
}

void TestSdp::versionsRise()
{
    QFETCH(QString, listed);
    QFETCH(QString, previous);
    QString sdp = audio;
    sdp.replace(u"o=- 7 41 "_s, u"o=- 7 "_s + listed + u' ');
    for (const auto &offer : {holdOffer(sdp, previous), resumeOffer(sdp, previous)}) {
        QVERIFY(offer);
        QTEST(*sdpVersion(*offer), "expected");
    }
}

void TestSdp::refuses_data()
{
    QTest::addColumn<QString>("sdp");
    const auto changed = [](const QString &from, const QString &to) {
        return QString(audio).replace(from, to);
    };
    QTest::newRow("empty") << QString();
    QTest::newRow("no o=") << changed(u"o=- 7 41 IN IP4 192.0.2.1\r\n"_s, {});
    QTest::newRow("no m=") << changed(u"m=audio"_s, u"x=audio"_s);
    QTest::newRow("o= behind m= only") << u"v=0\r\nm=audio 1 RTP/AVP 0\r\no=- 7 41 IN IP4 192.0.2.1\r\n"_s;
    QTest::newRow("version is a word") << changed(u" 41 "_s, u" new "_s);
    QTest::newRow("version is negative") << changed(u" 41 "_s, u" -41 "_s);
    QTest::newRow("version is empty") << changed(u" 41 "_s, u"  "_s);
    QTest::newRow("other digits") << changed(u" 41 "_s, u" ٤١ "_s);
    QTest::newRow("o= is cut") << changed(u"o=- 7 41 IN IP4 192.0.2.1"_s, u"o=- 7 41"_s);
    QTest::newRow("an empty line") << changed(u"s=-\r\n"_s, u"s=-\r\n\r\n"_s);
    QTest::newRow("CR inside a line") << changed(u"s=-"_s, u"s=\r-"_s);
    QTest::newRow("NUL") << changed(u"s=-"_s, u"s="_s + QChar(0));
    QTest::newRow("too long") << audio + QString(u"a=x\r\n"_s).repeated(2000);
}

void TestSdp::refuses()
{
    QFETCH(QString, sdp);
    for (const auto &offer : {holdOffer(sdp), resumeOffer(sdp), sdpVersion(sdp)}) {
        QVERIFY(!offer);
        QCOMPARE(offer.error().code, Errc::InvalidParams);
    }
    QCOMPARE(heldDirection(sdp), std::nullopt);
}

void TestSdp::directions_data()
{
    using D = std::optional<MediaDirection>;
    QTest::addColumn<QString>("tail");
    QTest::addColumn<D>("expected");
    const QString m = u"m=audio 4000 RTP/AVP 0\r\n"_s;
    QTest::newRow("none said") << m << D();
    QTest::newRow("sendrecv") << m + u"a=sendrecv\r\n"_s << D();
    QTest::newRow("sendonly") << m + u"a=sendonly\r\n"_s << D(MediaDirection::SendOnly);
    QTest::newRow("recvonly") << m + u"a=recvonly\r\n"_s << D(MediaDirection::RecvOnly);
    QTest::newRow("inactive") << m + u"a=inactive\r\n"_s << D(MediaDirection::Inactive);
    QTest::newRow("session level") << u"a=sendonly\r\n"_s + m << D(MediaDirection::SendOnly);
    QTest::newRow("a stream's own word counts") << u"a=sendonly\r\n"_s + m + u"a=sendrecv\r\n"_s << D();
    QTest::newRow("one stream flows") << m + u"a=inactive\r\n"_s + m << D();
    QTest::newRow("a refused stream does not count")
        << m + u"a=sendonly\r\nm=video 0 RTP/AVP 31\r\n"_s << D(MediaDirection::SendOnly);
    QTest::newRow("each one way") << m + u"a=sendonly\r\n"_s + m + u"a=recvonly\r\n"_s << D();
    QTest::newRow("all refused") << u"m=audio 0 RTP/AVP 0\r\na=inactive\r\n"_s << D();
}

void TestSdp::directions()
{
    QFETCH(QString, tail);
    QFETCH(std::optional<MediaDirection>, expected);
    QCOMPARE(heldDirection(u"v=0\r\no=- 7 41 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n"_s + tail), expected);
}

void TestSdp::holdsOfADialog_data()
{
    using H = std::optional<HeldBy>;
    QTest::addColumn<Dialog>("dialog");
    QTest::addColumn<H>("caller");
    QTest::addColumn<H>("callee");
    const auto with = [](QHash<QString, QString> variables, const QString &callerSays = u"sendrecv"_s,
                          const QString &calleeSays = u"sendrecv"_s) {
        Dialog dialog;
        dialog.variables = std::move(variables);
        dialog.callerSdp = QString(audio).replace(u"sendrecv"_s, callerSays);
        dialog.callees = {DialogCallee{{}, {}, QString(audio).replace(u"sendrecv"_s, calleeSays), {}}};
        return dialog;
    };
    const H none;
    QTest::newRow("nothing") << with({}) << none << none;
    QTest::newRow("no SDP") << Dialog{} << none << none;
    QTest::newRow("ours") << with(
        {{u"cordboard_hold_caller"_s, u"held 12"_s}, {u"cordboard_hold_callee"_s, u"free 3"_s}})
                          << H(HeldBy::Cordboard) << none;
    QTest::newRow("unreadable") << with(
        {{u"cordboard_hold_caller"_s, u"held x"_s}, {u"cordboard_hold_callee"_s, u"12"_s}})
                                << none << none;
    QTest::newRow("3.x") << with({{u"call_hold_caller"_s, u"hold"_s}, {u"call_hold_callee"_s, QString()}})
                         << H(HeldBy::Proxy) << none;
    QTest::newRow("4.x") << with({{u"call_hold_caller"_s, u"0"_s}, {u"call_hold_callee"_s, u"12"_s}}) << none
                         << H(HeldBy::Proxy);
    QTest::newRow("ours comes first")
        << with({{u"call_hold_caller"_s, u"hold"_s}, {u"cordboard_hold_caller"_s, u"held 1"_s}})
        << H(HeldBy::Cordboard) << none;
    QTest::newRow("the caller's phone holds")
        << with({}, u"sendonly"_s, u"recvonly"_s) << none << H(HeldBy::Phone);
    QTest::newRow("the callee's phone holds")
        << with({}, u"recvonly"_s, u"sendonly"_s) << H(HeldBy::Phone) << none;
    QTest::newRow("inactive") << with({}, u"inactive"_s, u"recvonly"_s) << none << H(HeldBy::Phone);
}

void TestSdp::holdsOfADialog()
{
    QFETCH(Dialog, dialog);
    QTEST(heldBy(dialog, LegRole::Caller), "caller");
    QTEST(heldBy(dialog, LegRole::Callee), "callee");
    for (const HoldMemory &memory : {HoldMemory{true, u"12"_s}, HoldMemory{true, u"12"_s, u"0a1b2c3d"_s},
             HoldMemory{false, u"9"_s}, HoldMemory{}}) {
        dialog.variables.insert(holdVariable(LegRole::Callee), encodeHold(memory));
        QCOMPARE(holdMemory(dialog, LegRole::Callee), memory);
    }
}

void TestSdp::sdpOfALeg()
{
    Dialog dialog;
    QCOMPARE(sdpToward(dialog, LegRole::Caller), QString());
    QCOMPARE(sdpToward(dialog, LegRole::Callee), QString());
    dialog.callerSdp = u"caller"_s;
    dialog.callees = {DialogCallee{u"1"_s, {}, {}, {}}, DialogCallee{{}, {}, u"callee"_s, {}},
        DialogCallee{u"3"_s, {}, {}, {}}};
    QCOMPARE(sdpToward(dialog, LegRole::Caller), u"callee"_s);
    QCOMPARE(sdpToward(dialog, LegRole::Callee), u"caller"_s);
    dialog.callerSentSdp = u"relayed to caller"_s;
    dialog.callees[1].sentSdp = u"relayed to callee"_s;
    QCOMPARE(sdpToward(dialog, LegRole::Caller), u"relayed to caller"_s);
    QCOMPARE(sdpToward(dialog, LegRole::Callee), u"relayed to callee"_s);
}

QTEST_GUILESS_MAIN(TestSdp)
#include "tst_sdp.moc"
