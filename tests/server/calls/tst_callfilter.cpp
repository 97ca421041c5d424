// SPDX-License-Identifier: Apache-2.0
#include "server/calls/callfilter.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

LiveCall sample()
{
    LiveCall call;
    call.info.id = CallId(u"edge-1/1"_s);
    call.info.callId = SipCallId(u"AbC@192.0.2.1"_s);
    call.info.node = NodeName(u"edge-1"_s);
    call.info.state = CallState::Answered;
    call.info.caller = u"sip:alice@Example.com"_s;
    call.info.callee = u"sip:+4930123@other.example"_s;
    call.info.calleeName = u"J\u00fcrgen"_s;
    call.parties = {partyKey(call.info.caller), partyKey(call.info.callee)};
    return call;
}

} // namespace

class CallFilterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void lists_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("none") << u"{}"_s << true;
        QTest::newRow("state") << u"{\"states\":[\"ringing\",\"answered\"]}"_s << true;
        QTest::newRow("another state") << u"{\"states\":[\"ringing\"]}"_s << false;
        QTest::newRow("no state at all") << u"{\"states\":[]}"_s << false;
        QTest::newRow("node") << u"{\"node\":\"edge-1\"}"_s << true;
        QTest::newRow("another node") << u"{\"node\":\"EDGE-1\"}"_s << false;
        QTest::newRow("caller's domain") << u"{\"domain\":\"EXAMPLE.COM\"}"_s << true;
        QTest::newRow("callee's domain") << u"{\"domain\":\"other.example\"}"_s << true;
        QTest::newRow("part of a domain") << u"{\"domain\":\"example\"}"_s << false;
        QTest::newRow("user") << u"{\"user\":\"alice\"}"_s << true;
        QTest::newRow("user in another case") << u"{\"user\":\"Alice\"}"_s << false;
        QTest::newRow("user of the other domain")
            << u"{\"user\":\"alice\",\"domain\":\"other.example\"}"_s << false;
        QTest::newRow("user and domain") << u"{\"user\":\"+4930123\",\"domain\":\"other.example\"}"_s << true;
        QTest::newRow("text in a URI") << u"{\"text\":\"LICE@\"}"_s << true;
        QTest::newRow("text in a name") << u"{\"text\":\"j\u00dcrg\"}"_s << true;
        QTest::newRow("text in the Call-ID") << u"{\"text\":\"abc@\"}"_s << true;
        QTest::newRow("text nowhere") << u"{\"text\":\"bob\"}"_s << false;
        QTest::newRow("all must fit") << u"{\"text\":\"alice\",\"states\":[\"held\"]}"_s << false;
    }
    void lists()
    {
        QFETCH(QString, filter);
        QFETCH(bool, isShown);
        const auto decoded = json::decode<protocol::CallFilter>(
            QJsonDocument::fromJson(filter.toUtf8()).object(), json::Unknown::Refuse);
        QVERIFY(decoded);
        QCOMPARE_EQ(fits(*decoded, sample()), isShown);
    }

    void anUnknownPartyIsNobodys()
    {
        LiveCall call;
        QVERIFY(fits(protocol::CallView{}, call));
        QVERIFY(!fits(protocol::CallView{{}, {}, u"alice"_s}, call));
        call.info.caller = u"tel:+49"_s; // not a SIP URI
        call.parties = {partyKey(call.info.caller), {}};
        QVERIFY(!fits(protocol::CallView{{}, u"example.com"_s, {}}, call));
    }

    void aViewIsNamedByWhatItShows()
    {
        const protocol::CallView all;
        const protocol::CallView alice{{}, {}, u"alice"_s};
        const protocol::CallView domain{{}, u"alice"_s, {}};
        QCOMPARE_EQ(viewName(all), viewName({}));
        QVERIFY(viewName(all) != viewName(alice));
        QVERIFY(viewName(domain) != viewName(alice));
    }
};

QTEST_GUILESS_MAIN(CallFilterTest)
#include "tst_callfilter.moc"
