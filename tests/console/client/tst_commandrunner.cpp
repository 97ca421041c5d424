// SPDX-License-Identifier: Apache-2.0
#include "console/client/commandrunner.h"
#include "tests/common/client/fakeserver.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using What = CommandRequest::What;
using Phase = CommandState::Phase;

namespace {

struct Bench {
    tests::FakeServer server;
    ClientLink link;
    CommandRunner runner{link};
    QSignalSpy changed{&runner, &CommandRunner::changed};
    QJsonObject last; ///< the last request

    [[nodiscard]] bool open()
    {
        server.onRequest = [this](const QJsonObject &request) {
            last = request;
            if (request.value("method"_L1) != "CommandCancel"_L1) {
                server.answer(request, "\"result\":{\"cmd_id\":\"" + id() + "\",\"event\":\"Started\"}");
            }
        };
        return link.open(server.url()).has_value()
            && QTest::qWaitFor([this] { return link.state() == ClientLink::State::Connected; });
    }
    [[nodiscard]] QJsonObject params() const { return last.value("params"_L1).toObject(); }
    [[nodiscard]] QByteArray id() const { return params().value("cmd_id"_L1).toString().toUtf8(); }
    void tell(const QByteArray &method, const QByteArray &command, const QByteArray &event,
        const QByteArray &rest = {})
    {
        server.notify(method, "{\"cmd_id\":\"" + command + "\",\"event\":\"" + event + '"' + rest + '}');
    }
    [[nodiscard]] CommandState state() const { return changed.last().first().value<CommandState>(); }
    [[nodiscard]] static CommandRequest request(What what)
    {
        CommandRequest made;
        made.what = what;
        made.call = CallId(u"n/1"_s);
        made.stays = LegRole::Callee;
        made.second = CallId(u"n/2"_s);
        made.secondStays = LegRole::Caller;
        made.caller = u"sip:a@h"_s;
        made.destination = u"sip:b@h"_s;
        return made;
    }
};

} // namespace

class TestCommandRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void asksInTheServersWords_data();
    void asksInTheServersWords();
    void tellsEachStepAndOneOutcome();
    void tellsWhyItFailed();
    void cancels();
    void failsWithTheLink();
    void failsWithoutALink();
};

void TestCommandRunner::asksInTheServersWords_data()
{
    QTest::addColumn<What>("what");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QJsonObject>("params");
    const QJsonObject call{{u"id"_s, u"n/1"_s}};
    QTest::newRow("hold") << What::Hold << u"CallHold"_s << call;
    QTest::newRow("resume") << What::Resume << u"CallUnhold"_s << call;
    QTest::newRow("end") << What::End << u"CallEnd"_s << call;
    QTest::newRow("start") << What::Start << u"CallStart"_s
                           << QJsonObject{{u"caller"_s, u"sip:a@h"_s}, {u"callee"_s, u"sip:b@h"_s}};
    QTest::newRow("blind") << What::BlindTransfer << u"CallBlindTransfer"_s
                           << QJsonObject{{u"id"_s, u"n/1"_s}, {u"leg"_s, u"callee"_s},
                                  {u"destination"_s, u"sip:b@h"_s}};
    QTest::newRow("attended") << What::AttendedTransfer << u"CallAttendedTransfer"_s
                              << QJsonObject{{u"idA"_s, u"n/1"_s}, {u"legA"_s, u"callee"_s},
                                     {u"idB"_s, u"n/2"_s}, {u"legB"_s, u"caller"_s}};
}

void TestCommandRunner::asksInTheServersWords()
{
    QFETCH(What, what);
    Bench bench;
    QVERIFY(bench.open());
    (void)bench.runner.run(Bench::request(what));
    QTRY_VERIFY(!bench.last.isEmpty());
    QTEST(bench.last.value("method"_L1).toString(), "method");
    QJsonObject params = bench.params();
    QCOMPARE(params.take("deadline_ms"_L1).toInt(), static_cast<int>(limitOf(what).count()));
    QVERIFY(!params.take("cmd_id"_L1).toString().isEmpty());
    QTEST(params, "params");
}

void TestCommandRunner::tellsEachStepAndOneOutcome()
{
    Bench bench;
    QVERIFY(bench.open());
    const CommandId id = bench.runner.run(Bench::request(What::BlindTransfer));
    QCOMPARE(bench.changed.count(), 1);
    QCOMPARE(bench.state().phase, Phase::Running);
    QCOMPARE(bench.runner.running().size(), 1);
    QTRY_COMPARE(bench.id(), id.text().toUtf8());
    bench.tell("CallBlindTransfer", bench.id(), "Transferring");
    bench.tell("CallBlindTransfer", bench.id(), "TransferPending");
    bench.tell("CallBlindTransfer", bench.id(), "SomethingNew");
    bench.tell("CallBlindTransfer", "another", "Ended");
    bench.tell("CallBlindTransfer", bench.id(), "Ended");
    QTRY_COMPARE(bench.state().phase, Phase::Done);
    QCOMPARE(bench.state().step, std::optional(ProgressEvent::TransferPending));
    QCOMPARE(bench.changed.count(), 4);
    bench.tell("CallBlindTransfer", bench.id(), "Ended");
    QVERIFY(bench.runner.running().isEmpty());
}

void TestCommandRunner::tellsWhyItFailed()
{
    Bench bench;
    QVERIFY(bench.open());
    (void)bench.runner.run(Bench::request(What::Hold));
    QTRY_VERIFY(!bench.id().isEmpty());
    bench.tell("CallHold", bench.id(), "Error",
        ",\"data\":\"no\",\"error\":{\"code\":-32011,\"id\":\"rejected_by_party\",\"message\":\"no\","
        "\"sip_status\":488,\"call_fate\":\"kept\"}");
    bench.tell("CallHold", bench.id(), "Ended");
    QTRY_COMPARE(bench.state().phase, Phase::Failed);
    QCOMPARE(bench.state().error.code, Errc::RejectedByParty);
    QCOMPARE(bench.state().error.status, std::optional(488));
    QCOMPARE(bench.state().fate, CallFate::Kept);
}

void TestCommandRunner::cancels()
{
    Bench bench;
    QVERIFY(bench.open());
    const CommandId id = bench.runner.run(Bench::request(What::Start));
    QTRY_VERIFY(!bench.id().isEmpty());
    bench.runner.cancel(id);
    QVERIFY(bench.state().isCancelling);
    bench.runner.cancel(id);
    QTRY_COMPARE(bench.last.value("method"_L1).toString(), u"CommandCancel"_s);
    // Refused: it can be tried again.
    bench.server.answer(bench.last, "\"error\":{\"code\":-32008,\"message\":\"no\"}");
    QTRY_VERIFY(!bench.state().isCancelling);
    QCOMPARE(bench.state().phase, Phase::Running);
    bench.runner.cancel(CommandId(u"unknown"_s));
}

void TestCommandRunner::failsWithTheLink()
{
    Bench bench;
    QVERIFY(bench.open());
    (void)bench.runner.run(Bench::request(What::End));
    QTRY_VERIFY(!bench.id().isEmpty());
    bench.server.socket->abort();
    QTRY_COMPARE(bench.state().phase, Phase::Failed);
    QCOMPARE(bench.state().error.code, Errc::LinkLost);
    QCOMPARE(bench.state().fate, CallFate::Unknown);
}

void TestCommandRunner::failsWithoutALink()
{
    Bench bench;
    (void)bench.runner.run(Bench::request(What::End));
    QCOMPARE(bench.changed.count(), 2);
    QCOMPARE(bench.state().error.code, Errc::LinkLost);
    QVERIFY(bench.runner.running().isEmpty());
}

QTEST_GUILESS_MAIN(TestCommandRunner)
#include "tst_commandrunner.moc"
