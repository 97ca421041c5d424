// SPDX-License-Identifier: Apache-2.0
#include "common/client/clientcommand.h"
#include "common/client/clientlink.h"
#include "tests/common/client/fakeserver.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace cordboard::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class CommandTest : public QObject {
    Q_OBJECT
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ClientLink> m_link;
    QStringList m_log;
    std::optional<Result<Done>> m_outcome;

    /// Starts it, logs its events, and keeps its outcome.
    void run(ClientCommand &command, std::chrono::milliseconds deadline = 1h)
    {
        connect(&command, &ClientCommand::started, this, [this] { m_log.append(u"Started"_s); });
        connect(&command, &ClientCommand::happened, this,
            [this](const protocol::CommandEvent &event) { m_log.append(event.event); });
        command.start(deadline).then(this, [this](Result<Done> outcome) {
            QVERIFY(!m_outcome);
            m_outcome = std::move(outcome);
        });
    }
    static QByteArray cmdId(const QJsonObject &request)
    {
        return request.value("params"_L1).toObject().value("cmd_id"_L1).toString().toLatin1();
    }
    void accept(const QJsonObject &request)
    {
        m_server->answer(request, R"("result":{"cmd_id":")" + cmdId(request) + R"(","event":"Started"})");
    }
    void tell(const QJsonObject &request, const QByteArray &rest)
    {
        m_server->notify(request.value("method"_L1).toString().toLatin1(),
            R"({"cmd_id":")" + cmdId(request) + R"(",)" + rest + '}');
    }
private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_log.clear();
        m_outcome.reset();
        m_server = std::make_unique<FakeServer>();
        m_link = std::make_unique<ClientLink>();
        QVERIFY(m_link->open(m_server->url()));
        QTRY_COMPARE(m_link->state(), ClientLink::State::Connected);
        QTRY_COMPARE(m_server->connections, 1);
    }
    void cleanup()
    {
        m_link.reset();
        m_server.reset();
    }

    void progressAllAtOnce()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            accept(request);
            tell(request, R"("event":"CallHolding")");
            tell(request, R"("event":"CallHoldStart","data":{"leg":"caller"})");
            tell(request, R"("event":"CallHoldSuccessful","data":{"leg":"caller"})");
            tell(request, R"("event":"Ended")");
            tell(request, R"("event":"Ended")"); // a server that says too much
            tell(request, R"("event":"Error","data":"late")");
        };
        ClientCommand command(*m_link, u"CallHold"_s, {{u"callid"_s, u"c"_s}});
        run(command);
        QTRY_VERIFY(m_outcome);
        QVERIFY(*m_outcome);
        const QStringList expected{
            u"Started"_s, u"CallHolding"_s, u"CallHoldStart"_s, u"CallHoldSuccessful"_s, u"Ended"_s};
        QCOMPARE(m_log, expected);
        const QJsonObject sent = QJsonDocument::fromJson(m_server->texts.at(0).toUtf8()).object();
        QCOMPARE(sent.value("params"_L1).toObject().value("callid"_L1), QJsonValue(u"c"_s));
        QCOMPARE(cmdId(sent), command.id().text().toLatin1());
        QVERIFY(!command.callFate());
    }

    void eventsBeforeTheAnswerAreHeard()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            tell(request, R"("event":"Reply","data":{"x":1})");
            accept(request);
            tell(request, R"("event":"Ended")");
        };
        ClientCommand command(*m_link, u"Echo"_s, {});
        run(command);
        QTRY_VERIFY(m_outcome);
        QCOMPARE(m_log, (QStringList{u"Reply"_s, u"Started"_s, u"Ended"_s}));
    }

    void anErrorComesWithEnded()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            accept(request);
            tell(request,
                R"("event":"Error","data":"486 Busy Here","error":{"code":-32011,"id":"rejected_by_party",
                "message":"the callee is busy","sip_status":486,"call_fate":"kept"})");
        };
        ClientCommand command(*m_link, u"CallStart"_s, {});
        run(command);
        QTRY_COMPARE(m_log, (QStringList{u"Started"_s, u"Error"_s}));
        QVERIFY(!m_outcome);
        tell(QJsonDocument::fromJson(m_server->texts.at(0).toUtf8()).object(), R"("event":"Ended")");
        QTRY_VERIFY(m_outcome);
        QCOMPARE(m_outcome->error(), (Error{Errc::RejectedByParty, u"the callee is busy"_s, {}, 486}));
        QCOMPARE(command.callFate(), CallFate::Kept);
    }

    void anErrorOfThePredecessorIsItsText()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            accept(request);
            tell(request, R"("event":"Error","data":"no such call")");
            tell(request, R"("event":"Ended")");
        };
        ClientCommand command(*m_link, u"CallEnd"_s, {});
        run(command);
        QTRY_VERIFY(m_outcome);
        QCOMPARE(m_outcome->error(), (Error{Errc::Internal, u"no such call"_s}));
        QVERIFY(!command.callFate());
    }

    void aRefusedRequestSettlesAtOnce()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            m_server->answer(request, R"("error":{"code":-32602,"message":"leg is missing",
                "data":{"id":"invalid_params","field":"leg"}})");
        };
        ClientCommand command(*m_link, u"CallBlindTransfer"_s, {});
        run(command);
        QTRY_VERIFY(m_outcome);
        QCOMPARE(m_outcome->error(), (Error{Errc::InvalidParams, u"leg is missing"_s, u"leg"_s}));
        QCOMPARE(m_log, QStringList());
    }

    void anAnswerThatIsNoneFails_data()
    {
        QTest::addColumn<QByteArray>("result");
        for (const char *result :
            {"null", "1", "{}", "[]", R"({"cmd_id":5,"event":"Started"})", R"({"cmd_id":"a"})"}) {
            QTest::newRow(result) << QByteArray(result);
        }
    }
    void anAnswerThatIsNoneFails()
    {
        QFETCH(QByteArray, result);
        m_server->onRequest = [&](const QJsonObject &request) {
            m_server->answer(request, R"("result":)" + result);
        };
        ClientCommand command(*m_link, u"Echo"_s, {});
        run(command);
        QTRY_VERIFY(m_outcome);
        QCOMPARE(m_outcome->error().code, Errc::Internal);
    }

    void theEventsOfOthersAreTheirs()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            accept(request);
            m_server->notify("CallHold", R"({"cmd_id":"other","event":"Ended"})");
            m_server->notify("CallEnd", R"({"cmd_id":")" + cmdId(request) + R"(","event":"Ended"})");
            m_server->notify("CallHold", R"({"cmd_id":")" + cmdId(request) + R"(","event":5})");
            m_server->notify("CallHold", "[]");
            tell(request, R"("event":"CallHolding")");
        };
        ClientCommand command(*m_link, u"CallHold"_s, {});
        run(command);
        QTRY_COMPARE(m_log, (QStringList{u"Started"_s, u"CallHolding"_s}));
        QVERIFY(!m_outcome);
    }

    void aGivenIdIsKeptAndAnotherIsTaken()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            QCOMPARE(cmdId(request), "mine"_ba);
            m_server->answer(request, R"("result":{"cmd_id":"theirs","event":"Started"})");
            m_server->notify("Echo", R"({"cmd_id":"theirs","event":"Ended"})");
        };
        ClientCommand command(*m_link, u"Echo"_s, {{u"cmd_id"_s, u"mine"_s}});
        QCOMPARE(command.id(), CommandId(u"mine"_s));
        run(command);
        QTRY_VERIFY(m_outcome);
        QCOMPARE(command.id(), CommandId(u"theirs"_s));
    }

    void idsAreUniqueAndWellFormed()
    {
        const ClientCommand a(*m_link, u"Echo"_s, {});
        const ClientCommand b(*m_link, u"Echo"_s, {});
        QVERIFY(a.id() != b.id());
        const QRegularExpression form(u"^[A-Za-z0-9_.:-]{1,64}$"_s);
        QVERIFY(form.match(a.id().text()).hasMatch());
    }

    void aLostLinkSettles()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            accept(request);
            m_server->socket->close();
        };
        ClientCommand command(*m_link, u"CallStart"_s, {});
        run(command);
        QTRY_VERIFY(m_outcome);
        QCOMPARE(m_outcome->error().code, Errc::LinkLost);
        QCOMPARE(m_log, QStringList{u"Started"_s});
    }

    void withoutLinkItFailsAtOnce()
    {
        m_link->close();
        ClientCommand command(*m_link, u"CallStart"_s, {});
        run(command);
        QVERIFY(m_outcome);
        QCOMPARE(m_outcome->error().code, Errc::LinkLost);
    }

    void aServerThatNeverEndsItIsGivenUp()
    {
        m_server->onRequest = [this](const QJsonObject &request) { accept(request); };
        ClientCommand command(*m_link, u"CallStart"_s, {});
        run(command, 50ms);
        QTRY_VERIFY(m_outcome);
        QCOMPARE(m_outcome->error().code, Errc::Timeout);
    }

    void destroyedItIsAbandoned()
    {
        auto command = std::make_unique<ClientCommand>(*m_link, u"CallStart"_s, QJsonObject());
        run(*command);
        command.reset();
        QVERIFY(m_outcome);
        QCOMPARE(m_outcome->error().code, Errc::Abandoned);
    }

    void theContinuationMayDestroyIt()
    {
        m_server->onRequest = [this](const QJsonObject &request) {
            accept(request);
            tell(request, R"("event":"Ended")");
        };
        auto command = std::make_unique<ClientCommand>(*m_link, u"Echo"_s, QJsonObject());
        bool ended = false;
        command->start().then(this, [&](const Result<Done> &outcome) {
            ended = outcome.has_value();
            command.reset();
        });
        QTRY_VERIFY(ended);
        QVERIFY(!command);
    }

    void twoCommandsOfOneKind()
    {
        m_server->onRequest = [this](const QJsonObject &request) { accept(request); };
        bool firstEnded = false; // outlives the command, which tells it in its destructor
        ClientCommand first(*m_link, u"CallStart"_s, {});
        ClientCommand second(*m_link, u"CallStart"_s, {});
        first.start().then(this, [&](const Result<Done> &) { firstEnded = true; });
        run(second);
        QTRY_COMPARE(m_server->texts.size(), 2);
        tell(QJsonDocument::fromJson(m_server->texts.at(1).toUtf8()).object(), R"("event":"Ended")");
        QTRY_VERIFY(m_outcome);
        QVERIFY(!firstEnded);
    }
};

QTEST_GUILESS_MAIN(CommandTest)
#include "tst_clientcommand.moc"
