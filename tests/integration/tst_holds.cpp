// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/serverfixture.h"
#include "tests/support/strict.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;
using simulator::Version;

Q_DECLARE_METATYPE(cordboard::simulator::Version)

/// Holds of all three kinds on one call, in any order.
class HoldsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    QString m_call;

    QJsonObject listed()
    {
        const int id = m_world->client->send(u"CallList"_s);
        (void)m_world->client->waitUntil([&] { return m_world->client->answer(id).has_value(); });
        for (const QJsonValue call : m_world->client->result(id)["calls"_L1].toArray()) {
            if (call["callid"_L1] == m_call) {
                return call.toObject();
            }
        }
        return {};
    }
    /// e.g. "answered - -" or "held cordboard phone".
    QString state()
    {
        const QJsonObject call = listed();
        return call["state"_L1].toString() + u' ' + call["legs"_L1][0]["held_by"_L1].toString(u"-"_s) + u' '
            + call["legs"_L1][1]["held_by"_L1].toString(u"-"_s);
    }
    QStringList actions()
    {
        QStringList words;
        for (const QJsonValue word : listed()["allowed_actions"_L1].toArray()) {
            words.append(word.toString());
        }
        words.sort();
        return words;
    }
    /// \returns the error's word, empty when it worked
    QString run(const QString &method, const QString &leg = {})
    {
        QJsonObject params{{u"callid"_s, m_call}};
        if (!leg.isEmpty()) {
            params.insert(u"leg"_s, leg);
        }
        const int id = m_world->run(method, params);
        return m_world->client->refused(id)
            ? m_world->client->answer(id)->value("error"_L1)["data"_L1]["id"_L1].toString(u"refused"_s)
            : m_world->client->error(id).value("id"_L1).toString();
    }
    bool begin(Version version = Version::V36, bool script = true)
    {
        auto options = World::quick(version);
        options.script = script;
        m_world = std::make_unique<World>(options);
        if (!m_world->proxy.start() || !m_world->connectServer(Lanes::Both)) {
            return false;
        }
        m_call = m_world->call("alice", "bob");
        return !m_call.isEmpty();
    }
    /// `call_hold` or `call_unhold`, as anybody may ask the proxy for it.
    void foreign(const QString &method) { (void)ask(method); }
    QJsonObject ask(const QString &method)
    {
        QNetworkAccessManager network;
        QNetworkRequest request(m_world->proxy.httpUrl());
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const QJsonObject body{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, 1}, {u"method"_s, method},
            {u"params"_s, QJsonObject{{u"callid"_s, m_call}}}};
        auto *const reply = network.post(request, QJsonDocument(body).toJson());
        QSignalSpy finished(reply, &QNetworkReply::finished);
        const bool answered = reply->isFinished() || finished.wait();
        const bool well = answered && reply->error() == QNetworkReply::NoError;
        const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
        delete reply;
        return QTest::qVerify(well, "answered", "the proxy answers", __FILE__, __LINE__) ? answer
                                                                                         : QJsonObject();
    }
    /// What the dialog remembers of a leg that we hold or held.
    QString remembered(const QString &leg)
    {
        const QJsonValue values = ask(u"dlg_list_ctx"_s)["result"_L1]["Dialog"_L1]["context"_L1]["values"_L1];
        for (const QJsonValue one : values.toArray()) {
            if (const QJsonValue value = one[u"cordboard_hold_"_s + leg]; value.isString()) {
                return value.toString();
            }
        }
        return {};
    }

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void cleanup() { m_world.reset(); }

    void versions()
    {
        QTest::addColumn<Version>("version");
        QTest::newRow("3.4") << Version::V34;
        QTest::newRow("3.6") << Version::V36;
        QTest::newRow("4.0") << Version::V40;
    }

    void whatCanBeDone()
    {
        QVERIFY(begin());
        const QStringList all{u"CallAttendedTransfer"_s, u"CallBlindTransfer"_s, u"CallEnd"_s, u"CallHold"_s};
        QTRY_COMPARE(actions(), all);
        QCOMPARE_EQ(run(u"CallHold"_s, u"caller"_s), QString());
        QTRY_COMPARE(state(), u"held cordboard -"_s);
        QCOMPARE_EQ(actions(), all + QStringList{u"CallUnhold"_s});
        QCOMPARE_EQ(run(u"CallHold"_s), QString()); // the other leg as well
        QTRY_COMPARE(state(), u"held cordboard cordboard"_s);
        QVERIFY(!actions().contains(u"CallHold"_s));
        QCOMPARE_EQ(run(u"CallUnhold"_s), QString());
        QTRY_COMPARE(state(), u"answered - -"_s);
        QCOMPARE_EQ(actions(), all);
    }

    void oursAndThenThePhoneResumes_data() { versions(); }
    void oursAndThenThePhoneResumes()
    {
        QFETCH(Version, version);
        QVERIFY(begin(version));
        QCOMPARE_EQ(run(u"CallHold"_s), QString());
        QTRY_COMPARE(state(), u"held cordboard cordboard"_s);
        QVERIFY(m_world->proxy.holdByPhone(u"alice"_s, m_call, false));
        QTRY_COMPARE(state(), u"answered - -"_s);
        QTRY_VERIFY(remembered(u"caller"_s).startsWith(u"free "_s)); // nor does the proxy remember it
        QVERIFY(!run(u"CallUnhold"_s).isEmpty()); // there is nothing to resume
        QCOMPARE_EQ(run(u"CallHold"_s), QString()); // and it can be held again
        QTRY_COMPARE(state(), u"held cordboard cordboard"_s);
        QCOMPARE_EQ(run(u"CallUnhold"_s), QString());
        QTRY_COMPARE(state(), u"answered - -"_s);
    }

    void thePhonesAndThenOurs_data() { versions(); }
    void thePhonesAndThenOurs()
    {
        QFETCH(Version, version);
        QVERIFY(begin(version));
        QVERIFY(m_world->proxy.holdByPhone(u"bob"_s, m_call, true));
        QTRY_COMPARE(state(), u"held phone -"_s);
        QVERIFY(!run(u"CallUnhold"_s).isEmpty()); // that phone alone can resume it
        QCOMPARE_EQ(run(u"CallHold"_s), QString());
        QTRY_COMPARE(state(), u"held cordboard cordboard"_s);
        QCOMPARE_EQ(run(u"CallUnhold"_s), QString());
        QTRY_COMPARE(state(), u"held phone -"_s); // its hold was not ours to take
        QVERIFY(m_world->proxy.holdByPhone(u"bob"_s, m_call, false));
        QTRY_COMPARE(state(), u"answered - -"_s);
    }

    void anotherProgramsHold_data() { versions(); }
    void anotherProgramsHold()
    {
        QFETCH(Version, version);
        QVERIFY(begin(version));
        foreign(version == Version::V40 ? u"callops:hold"_s : u"call_hold"_s);
        QTRY_COMPARE(state(), u"held proxy proxy"_s);
        QVERIFY(actions().contains(u"CallUnhold"_s));
        QCOMPARE_EQ(run(u"CallUnhold"_s), QString());
        QTRY_COMPARE(state(), u"answered - -"_s);
    }

    void theHoldOutlivesTheServer_data() { versions(); }
    void theHoldOutlivesTheServer()
    {
        QFETCH(Version, version);
        QVERIFY(begin(version));
        QCOMPARE_EQ(run(u"CallHold"_s), QString());
        m_world->server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(!m_world->server.isRunning(), 10000);
        QVERIFY(m_world->connectServer(Lanes::Both));
        QTRY_COMPARE(state(), u"held cordboard cordboard"_s);
        QCOMPARE_EQ(run(u"CallUnhold"_s), QString());
        QTRY_COMPARE(state(), u"answered - -"_s);
    }
};

QTEST_GUILESS_MAIN(HoldsTest)
#include "tst_holds.moc"
