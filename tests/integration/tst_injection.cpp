// SPDX-License-Identifier: Apache-2.0
#include "common/core/sipuri.h"
#include "tests/integration/serverfixture.h"
#include "tests/support/datagramrelay.h"
#include "tests/support/strict.h"

#include <QRegularExpression>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

/// All texts in a value, at any depth.
void collect(const QJsonValue &value, QStringList &texts)
{
    if (value.isString()) {
        texts.append(value.toString());
    } else if (value.isArray()) {
        for (const QJsonValue &item : value.toArray()) {
            collect(item, texts);
        }
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto item = object.begin(); item != object.end(); ++item) {
            texts.append(item.key());
            collect(*item, texts);
        }
    }
}

/// What is wrong with a text that a proxy puts into a SIP message; empty: nothing. Lines are only those that
/// the server itself writes: headers by name, and a session description (RFC 8866).
QString complaint(const QString &text)
{
    static const QRegularExpression header(
        u"^(From|To|Contact|Content-Type|Refer-To|Referred-By|CSeq|Max-Forwards|Call-ID): [ -~]*$"_s);
    static const QRegularExpression description(u"^[a-z]=[ -~]*$"_s);
    static const QRegularExpression uri(u"<(sips?:[^<>]*)>"_s);
    if (text.contains(QChar(0)) || text.contains("X-Evil"_L1, Qt::CaseInsensitive)) {
        return u"forged"_s;
    }
    const bool isMessage = text.contains(u'\n');
    for (const QString &line : text.split(u"\r\n"_s)) {
        const bool isPlain =
            std::all_of(line.begin(), line.end(), [](QChar c) { return c >= u' ' && c != u'\x7f'; });
        if (!isPlain
            || (isMessage && !line.isEmpty() && !header.match(line).hasMatch()
                && !description.match(line).hasMatch())) {
            return u"the line "_s + line;
        }
        auto uris = uri.globalMatch(line);
        while (uris.hasNext()) {
            const QString found = uris.next().captured(1);
            if (found.contains(u'?') || !SipUri::parse(found)) {
                return u"the URI "_s + found;
            }
        }
    }
    return {};
}

} // namespace

/// Whatever a client writes into a parameter: what the proxy is sent for it, as it was on the wire.
class InjectionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_world.proxy.start());
        m_relay = std::make_unique<DatagramRelay>(
            static_cast<quint16>(m_world.proxy.datagramAddress().section(u':', -1).toInt()));
        m_world.server.start("mi: {url: \"udp:127.0.0.1:" + QByteArray::number(m_relay->portNumber())
            + "\"}\nsip: {uri: \"sip:demo.example\"}\ncommands: {ring_ms: 1500, transfer_ms: 1500}\n");
        QTRY_VERIFY_WITH_TIMEOUT(!m_world.server.url().isEmpty(), 20000);
        m_world.client = std::make_unique<TestClient>();
        m_world.client->open(m_world.server.url());
        QVERIFY(m_world.client->waitForOpen());
        QTRY_VERIFY_WITH_TIMEOUT(m_world.isSynchronised(), 20000);
        m_call = m_world.call("alice", "bob");
        QVERIFY(!m_call.isEmpty());
    }
    void init() { failOnAnyWarning(); }

    void parameters_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        struct Place {
            const char *method;
            const char *key;
        };
        constexpr Place places[]{{"CallStart", "caller"}, {"CallStart", "callee"}, {"CallStart", "cmd_id"},
            {"CallStart", "node"}, {"CallStart", "tags"}, {"CallBlindTransfer", "destination"},
            {"CallBlindTransfer", "leg"}, {"CallHold", "callid"}, {"CallEnd", "id"}};
        const QString values[]{u"sip:a@h\r\nX-Evil: 1"_s, u"sip:a@h%0d%0aX-Evil:%201"_s,
            u"sip:a%0d%0aX-Evil:1@h"_s, u"sip:a@h?X-Evil=%0d%0a"_s, u"sip:a@h?Replaces=x"_s,
            u"sip:a@h;x-odd=1"_s, u"sip:a@h;osid=1"_s, u"sip:a@h>\r\nX-Evil: <1"_s, u"<sip:a@h>"_s,
            u"\"X-Evil\" <sip:a@h>"_s, u"sip:a@h>,<sip:b@h"_s, u"a@h\r\nX-Evil: 1"_s, u"a@h\nX-Evil: 1"_s,
            u"a@h\u0085X-Evil: 1"_s, u"a@h\u2028X-Evil: 1"_s, QString(u"a@h"_s + QChar(0) + u"X-Evil"_s),
            u"\",\"X-Evil\":\"1"_s, u"a\\r\\nX-Evil: 1"_s, u"$var(X-Evil)"_s, u"v=0\r\no=X-Evil"_s,
            // Odd, and good: these reach a phone, taken apart and written anew.
            u"sip:%61lice@demo.example"_s, u"sip:al%69ce@DEMO.example;transport=udp"_s,
            u"sip:a%40b%3Cx%3E@demo.example"_s, u"sip:+49-30-(1)23@demo.example;user=phone"_s,
            u"sip:a;b=c@demo.example"_s, u"sip:%C3%A4@demo.example"_s};
        for (const Place &place : places) {
            int number = 0;
            for (const QString &value : values) {
                QTest::addRow("%s.%s %d", place.method, place.key, ++number)
                    << QString::fromLatin1(place.method) << QString::fromLatin1(place.key) << value;
            }
        }
    }
    void parameters()
    {
        QFETCH(QString, method);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QJsonObject params{{u"callid"_s, m_call}};
        if (method == "CallStart"_L1) {
            params = {{u"caller"_s, m_world.uri("carol")}, {u"callee"_s, m_world.uri("dave")}};
        } else if (method == "CallBlindTransfer"_L1) {
            params.insert(u"leg"_s, u"caller"_s);
            params.insert(u"destination"_s, u"sip:nobody@demo.example"_s);
        }
        params.insert(key, key == "tags"_L1 ? QJsonValue(QJsonObject{{value, value}}) : QJsonValue(value));
        m_relay->requests.clear();
        TestClient &client = *m_world.client;
        const int id = m_world.run(method, params);
        QVERIFY(client.ended(id) || client.refused(id));
        for (const QByteArray &request : std::as_const(m_relay->requests)) {
            QVERIFY2(request.isValidUtf8(), request.constData());
            const QJsonDocument document = QJsonDocument::fromJson(request);
            QVERIFY2(document.isObject(), request.constData());
            QStringList texts;
            collect(document.object(), texts);
            for (const QString &text : std::as_const(texts)) {
                const QString wrong = complaint(text);
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong + u" in "_s + QString::fromUtf8(request)));
            }
        }
        if (const QString callId = client.callId(id); !callId.isEmpty() && callId != m_call) {
            m_world.run(u"CallEnd"_s, {{u"callid"_s, callId}});
        }
    }

    /// Or the rows above could pass without having looked at anything.
    void theRelayHears()
    {
        m_relay->requests.clear();
        const int id = m_world.run(u"CallStart"_s,
            {{u"caller"_s, u"sip:%63arol@demo.example"_s}, {u"callee"_s, m_world.uri("dave")}});
        QVERIFY(m_world.client->ended(id));
        QVERIFY(m_relay->requests.join().contains("sip:carol@demo.example"));
        QVERIFY(!complaint(u"From: <sip:a@h>\r\nX-Other: 1\r\n"_s).isEmpty());
        QVERIFY(!complaint(u"To: <sip:a@h?b=c>"_s).isEmpty());
        QVERIFY(!complaint(u"a\nb"_s).isEmpty());
        QCOMPARE_EQ(complaint(u"From: <sip:a@h>\r\nContact: <sip:b@h>\r\n"_s), QString());
    }

private:
    World m_world;
    std::unique_ptr<DatagramRelay> m_relay;
    QString m_call;
};

QTEST_GUILESS_MAIN(InjectionTest)
#include "tst_injection.moc"
