// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/flows/runner.h"
#include "tests/support/strict.h"

#include <QPointer>
#include <QSignalSpy>

#include <functional>
#include <map>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Script = std::function<FlowActions(const FlowEvent *)>; ///< null: begin()

/// A flow that does as its test says, and notes what it was fed.
class ScriptedFlow final : public Flow {
public:
    ScriptedFlow(Script script, QStringList &log)
        : m_script(std::move(script))
        , m_log(log)
    {
    }
    FlowActions begin() override
    {
        m_log.append(u"begin"_s);
        return m_script(nullptr);
    }
    FlowActions handle(const FlowEvent &event) override
    {
        static const QStringList names{u"answered"_s, u"failed"_s, u"dialog"_s, u"transfer"_s, u"hold"_s,
            u"session"_s, u"stopped"_s, u"grace over"_s};
        m_log.append(names[static_cast<qsizetype>(event.index())]);
        return m_script(&event);
    }

private:
    Script m_script;
    QStringList &m_log;
};

template <class T> bool is(const FlowEvent *event) { return event && std::holds_alternative<T>(*event); }

SendMi mi(int tag) { return {.tag = tag, .method = u"uptime"_s, .params = {}}; }

Report report(ProgressEvent event)
{
    return {Progress{.event = event, .callId = {}, .destination = {}, .leg = {}, .extra = {}}};
}

Settle success() { return {Done{}}; }

Settle failureOf(Errc code) { return {tl::unexpected(Failure{Error{code, u"x"_s}, CallFate::Kept})}; }

} // namespace

class TestFlowRunner : public QObject {
    Q_OBJECT
private:
    QStringList m_log; ///< what the flow was fed
    QStringList m_told; ///< what the world was told
    std::map<int, Promise<QJsonValue>> m_promises;

    FlowRunner *make(Script script, std::chrono::milliseconds grace = 1h, FlowRunner::Send send = {})
    {
        if (!send) {
            send = [this](const SendMi &request) {
                m_log.append(u"send "_s + QString::number(request.tag));
                return m_promises[request.tag].task();
            };
        }
        auto *runner = new FlowRunner(
            std::make_unique<ScriptedFlow>(std::move(script), m_log), std::move(send), grace, this);
        connect(runner, &Operation::progressed, this,
            [this](const Progress &p) { m_told.append(json::wireName(p.event)); });
        connect(runner, &Operation::finished, this, [this](const Outcome &o) {
            m_told.append(o
                    ? u"done"_s
                    : u"error "_s + word(o.error().error.code) + u' ' + json::wireName(o.error().fate));
        });
        connect(runner, &Operation::lateResult, this,
            [this](const QString &text) { m_told.append(u"late "_s + text); });
        connect(runner, &FlowRunner::left, this, [this] { m_told.append(u"left"_s); });
        return runner;
    }

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_log.clear();
        m_told.clear();
        m_promises.clear();
    }
    void cleanup() { qDeleteAll(findChildren<FlowRunner *>(QString(), Qt::FindDirectChildrenOnly)); }

    void beginsFromTheEventLoop();
    void answersAtOnceWaitForTheirTurn();
    void tellsOnce();
    void stopBeforeItBegan_data();
    void stopBeforeItBegan();
    void stopSettlesBeforeItReturns();
    void stopFromWithinASlot();
    void graceEndsIt();
    void eventsBeforeTheBeginningAreKept();
    void brokenFlows();
    void destroyedWithAnswersUnderWay();
    void destroyedFromWithinASlot();
};

void TestFlowRunner::beginsFromTheEventLoop()
{
    const QPointer<FlowRunner> runner = make([](const FlowEvent *event) -> FlowActions {
        if (!event) {
            return {report(ProgressEvent::CallHolding), mi(1)};
        }
        return {success(), Leave{}};
    });
    QVERIFY(m_log.isEmpty() && m_told.isEmpty());
    QTRY_COMPARE(m_log, QStringList({u"begin"_s, u"send 1"_s}));
    m_promises[1].finish(QJsonValue(1));
    QCOMPARE(m_told, QStringList({u"CallHolding"_s, u"done"_s, u"left"_s}));
    QVERIFY(runner && runner->isSettled());
    QTRY_VERIFY(!runner);
}

void TestFlowRunner::answersAtOnceWaitForTheirTurn()
{
    const auto atOnce = [this](const SendMi &request) {
        m_log.append(u"send "_s + QString::number(request.tag));
        return Task<QJsonValue>::settled(
            request.tag == 1 ? Result<QJsonValue>(QJsonValue(1)) : failure(Errc::Timeout, u"lost"_s));
    };
    make(
        [](const FlowEvent *event) -> FlowActions {
            if (!event) {
                return {mi(1), mi(2), report(ProgressEvent::Transferring)};
            }
            if (is<MiFailed>(event)) {
                return {success(), Leave{}};
            }
            return {report(ProgressEvent::TransferStart)};
        },
        1h, atOnce);
    QTRY_COMPARE(m_told, QStringList({u"Transferring"_s, u"TransferStart"_s, u"done"_s, u"left"_s}));
    QCOMPARE(m_log, QStringList({u"begin"_s, u"send 1"_s, u"send 2"_s, u"answered"_s, u"failed"_s}));
}

void TestFlowRunner::tellsOnce()
{
    FlowRunner *runner = make([](const FlowEvent *event) -> FlowActions {
        if (!event) {
            return {Late{u"too early"_s}, success(), report(ProgressEvent::CallHolding),
                failureOf(Errc::Internal), mi(1)};
        }
        return {Late{u"x"_s}};
    });
    QTRY_COMPARE(m_told, QStringList({u"done"_s}));
    QCOMPARE(m_log.last(), u"send 1"_s); // cleaning up goes on
    runner->feed(HoldChanged{});
    QCOMPARE(m_told, QStringList({u"done"_s, u"late x"_s}));
    runner->stop(StopReason::Deadline);
    QCOMPARE(m_log.last(), u"hold"_s); // the flow hears of no stop any more
}

void TestFlowRunner::stopBeforeItBegan_data()
{
    QTest::addColumn<StopReason>("reason");
    QTest::addColumn<QString>("told");
    QTest::newRow("deadline") << StopReason::Deadline << u"error proxy_unreachable kept"_s;
    QTest::newRow("cancelled") << StopReason::Cancelled << u"error cancelled kept"_s;
    QTest::newRow("call ended") << StopReason::CallEnded << u"error call_ended ended"_s;
}

void TestFlowRunner::stopBeforeItBegan()
{
    QFETCH(StopReason, reason);
    QFETCH(QString, told);
    const QPointer<FlowRunner> runner = make([](const FlowEvent *) -> FlowActions { return {mi(1)}; });
    runner->stop(reason);
    QCOMPARE(m_told, QStringList({told, u"left"_s}));
    QTRY_VERIFY(!runner);
    QVERIFY(m_log.isEmpty());
}

void TestFlowRunner::stopSettlesBeforeItReturns()
{
    FlowRunner *runner = make([](const FlowEvent *event) -> FlowActions {
        if (is<Stopped>(event)) {
            return {failureOf(Errc::Timeout), mi(2)};
        }
        return {mi(1)};
    });
    QTRY_COMPARE(m_log.size(), 2);
    runner->stop(StopReason::Deadline);
    QCOMPARE(m_told, QStringList({u"error timeout kept"_s}));
    QCOMPARE(m_log.last(), u"send 2"_s);
    runner->stop(StopReason::Cancelled);
    QCOMPARE(m_told.size(), 1);
}

void TestFlowRunner::stopFromWithinASlot()
{
    FlowRunner *runner = make([](const FlowEvent *event) -> FlowActions {
        if (is<Stopped>(event)) {
            return {failureOf(Errc::Cancelled), mi(2)};
        }
        return {report(ProgressEvent::CallHolding), mi(1), report(ProgressEvent::CallHoldStart)};
    });
    connect(runner, &Operation::progressed, this, [this, runner](const Progress &progress) {
        if (progress.event == ProgressEvent::CallHolding) {
            runner->stop(StopReason::Cancelled);
            QVERIFY(runner->isSettled());
            m_log.append(u"stopped returned"_s);
        }
    });
    QTRY_VERIFY(m_log.contains(u"stopped returned"_s));
    // What the flow asked for before goes out before it hears of the stop.
    QCOMPARE(m_log, QStringList({u"begin"_s, u"send 1"_s, u"stopped"_s, u"send 2"_s, u"stopped returned"_s}));
    QCOMPARE(m_told.last(), u"error cancelled kept"_s);
}

void TestFlowRunner::graceEndsIt()
{
    const QPointer<FlowRunner> runner = make(
        [](const FlowEvent *event) -> FlowActions {
            return event ? FlowActions{} : FlowActions{mi(1), success()}; // never leaves by itself
        },
        1ms);
    QTRY_VERIFY(!runner);
    QCOMPARE(m_told, QStringList({u"done"_s, u"left"_s}));
    QCOMPARE(m_log.last(), u"grace over"_s);
    m_promises[1].finish(QJsonValue(1)); // nobody is there any more
    QCOMPARE(m_log.last(), u"grace over"_s);
}

void TestFlowRunner::eventsBeforeTheBeginningAreKept()
{
    FlowRunner *runner = make([](const FlowEvent *) -> FlowActions { return {}; });
    runner->feed(DialogSeen{});
    QVERIFY(m_log.isEmpty());
    QTRY_COMPARE(m_log, QStringList({u"begin"_s, u"dialog"_s}));
}

void TestFlowRunner::brokenFlows()
{
    FlowRunner *deaf = make([](const FlowEvent *) -> FlowActions { return {}; });
    QTRY_COMPARE(m_log.size(), 1);
    QTest::ignoreMessage(QtCriticalMsg, "a flow did not settle when it was stopped");
    deaf->stop(StopReason::Deadline);
    QCOMPARE(m_told, QStringList({u"error internal unknown"_s}));

    m_told.clear();
    QTest::ignoreMessage(QtCriticalMsg, "a flow left without an outcome");
    const QPointer<FlowRunner> rude = make([](const FlowEvent *) -> FlowActions { return {Leave{}}; });
    QTRY_VERIFY(!rude);
    QCOMPARE(m_told, QStringList({u"error internal unknown"_s, u"left"_s}));
}

void TestFlowRunner::destroyedWithAnswersUnderWay()
{
    FlowRunner *runner = make([](const FlowEvent *) -> FlowActions { return {mi(1), mi(2)}; });
    QTRY_COMPARE(m_log.size(), 3);
    delete runner;
    m_promises[1].finish(QJsonValue(1));
    m_promises.clear(); // the other one is abandoned
    QCOMPARE(m_log.size(), 3);
    QVERIFY(m_told.isEmpty());

    delete make([](const FlowEvent *) -> FlowActions { return {mi(1)}; }); // before it began
    make([](const FlowEvent *) -> FlowActions { return {mi(3)}; });
    QTRY_COMPARE(m_log.last(), u"send 3"_s);
    QCOMPARE(m_log.size(), 5); // the one between never began
}

void TestFlowRunner::destroyedFromWithinASlot()
{
    for (const bool whenFinished : {true, false}) {
        const QPointer<FlowRunner> runner = make([](const FlowEvent *) -> FlowActions {
            return {report(ProgressEvent::CallHolding), success(), Late{u"x"_s}, Leave{}};
        });
        if (whenFinished) {
            connect(runner, &Operation::finished, this, [runner] { delete runner; });
        } else {
            connect(runner, &Operation::progressed, this, [runner] { delete runner; });
        }
        QTRY_VERIFY(!runner);
    }
    const QPointer<FlowRunner> early = make([](const FlowEvent *) -> FlowActions { return {}; });
    connect(early, &Operation::finished, this, [early] { delete early; });
    early->stop(StopReason::Cancelled);
    QVERIFY(!early);
    QVERIFY(!m_told.contains(u"left"_s));
}

QTEST_GUILESS_MAIN(TestFlowRunner)
#include "tst_flowrunner.moc"
