// SPDX-License-Identifier: Apache-2.0
#include "tests/console/support/callworld.h"
#include "tests/support/strict.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using namespace std::chrono_literals;
using tests::party;
using tests::present;
using tests::someCall;

namespace {

/// A model that arranges as soon as it may, but orders only when a test says so.
struct Bench {
    qint64 now = present;
    CallStore store{[this] { return now; }, {.gatherFor = 0ms, .keepEnded = 0ms}};
    CallListModel model;
    QAbstractItemModelTester tester;

    explicit Bench(std::chrono::milliseconds orderEvery = 1h)
        : model(store, [this] { return now; }, {.restEvery = 0ms, .orderEvery = orderEvery})
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
    }
    [[nodiscard]] QString sketch() const
    {
        QStringList parts;
        for (int row = 0; row < model.rowCount(); ++row) {
            const ListEntry &entry = model.entry(row);
            parts.append(entry.row                               ? entry.row->id().text()
                    : entry.section == ListEntry::Section::Other ? u"-"_s
                                                                 : u"!"_s);
        }
        return parts.join(u' ');
    }
};

LiveCall call(const char *id, CallState state = CallState::Answered, int inState = 10)
{
    return someCall(id, party("Ann", "1"), party("Ben", "2"), state, inState, inState);
}

CallId id(const char *text) { return CallId(QString::fromLatin1(text)); }

} // namespace

class TestCallListModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void showsAChangeAtOnceInItsPlace();
    void letsNewCallsInWithoutMovingOthers();
    void keepsStillWhileItIsHeld();
    void ordersOnceInAWhile();
    void givesSelectionsTheirCalls();
    void tellsHeadings();
    void findsWhatNeedsAttention();
    void livesThroughRandomLives();
    void filtersTenThousandAtOnce();
};

void TestCallListModel::showsAChangeAtOnceInItsPlace()
{
    Bench bench;
    bench.store.reset(tests::byId({call("a", CallState::Answered, 30), call("b", CallState::Answered, 20)}));
    QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
    QSignalSpy moved(&bench.model, &QAbstractItemModel::layoutChanged);
    bench.store.apply({call("b", CallState::Held)}, {});
    bench.store.flush();
    QCOMPARE(bench.sketch(), u"- a b"_s);
    QCOMPARE(bench.model.index(2, 0).data().toString(), u"Held"_s);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 2);
    QCOMPARE(moved.count(), 0);
}

void TestCallListModel::letsNewCallsInWithoutMovingOthers()
{
    Bench bench;
    bench.store.reset(tests::byId({call("a", CallState::Answered, 30), call("b", CallState::Answered, 20)}));
    bench.store.apply({call("b", CallState::Held), call("r", CallState::Ringing, 1)}, {});
    QTRY_COMPARE(bench.sketch(), u"- r a b"_s);
    bench.store.apply({}, {id("a")});
    QTRY_COMPARE(bench.sketch(), u"- r b"_s);
    bench.store.apply({}, {id("r"), id("b")});
    QTRY_COMPARE(bench.sketch(), QString());
}

void TestCallListModel::keepsStillWhileItIsHeld()
{
    Bench bench(0ms);
    bench.store.reset(tests::byId({call("a", CallState::Answered, 30), call("b", CallState::Answered, 20)}));
    bench.model.setStill(true);
    QSignalSpy removed(&bench.store, &CallStore::changed);
    bench.store.apply({call("c")}, {id("a")});
    QTRY_VERIFY(!bench.store.row(id("a")));
    QCOMPARE(bench.sketch(), u"- a b"_s);
    QCOMPARE(bench.model.index(1, 0).data().toString(), u"Ended"_s);
    bench.model.setStill(false);
    QTRY_COMPARE(bench.sketch(), u"- b c"_s);
}

void TestCallListModel::ordersOnceInAWhile()
{
    Bench bench(0ms);
    bench.store.reset(tests::byId({call("a", CallState::Answered, 30), call("b", CallState::Answered, 20)}));
    bench.store.apply({call("b", CallState::Held)}, {});
    QTRY_COMPARE(bench.sketch(), u"- b a"_s);
    bench.now += 150'000;
    bench.model.tick();
    QTRY_COMPARE(bench.sketch(), u"! b - a"_s);
}

void TestCallListModel::givesSelectionsTheirCalls()
{
    Bench bench(0ms);
    bench.store.reset(tests::byId({call("a", CallState::Answered, 30), call("b", CallState::Answered, 20)}));
    const QPersistentModelIndex a(bench.model.index(1, 3));
    const QPersistentModelIndex heading(bench.model.index(0, 0));
    bench.store.apply({call("b", CallState::Held)}, {});
    QTRY_COMPARE(bench.sketch(), u"- b a"_s);
    QCOMPARE(a.row(), 2);
    QCOMPARE(a.column(), 3);
    QCOMPARE(heading.row(), 0);
    bench.store.apply({}, {id("a")});
    QTRY_VERIFY(!a.isValid());
}

void TestCallListModel::tellsHeadings()
{
    Bench bench;
    bench.store.reset(tests::byId({call("h", CallState::Held, 500), call("a"), call("b")}));
    QCOMPARE(bench.sketch(), u"! h - a b"_s);
    const QModelIndex heading = bench.model.index(2, 0);
    QCOMPARE(heading.data(CallListModel::HeadingRole).toString(), u"Other calls"_s);
    QCOMPARE(heading.data(CallListModel::CountRole).toInt(), 2);
    QCOMPARE(heading.flags(), Qt::NoItemFlags);
    QVERIFY(!heading.data(CallListModel::CallRole).value<CallRowPtr>());
    QCOMPARE(bench.model.shownCalls(), 3);
    bench.model.setAttentionOnTop(false);
    QCOMPARE(bench.model.rowCount(), 3);
    bench.model.setStale(true);
    QVERIFY(bench.model.index(0, 0).data(CallListModel::StaleRole).toBool());
    bench.model.setStale(false);
    bench.model.setSilentNodes({NodeName(u"edge-1"_s)});
    QVERIFY(bench.model.index(0, 0).data(CallListModel::StaleRole).toBool());
}

void TestCallListModel::findsWhatNeedsAttention()
{
    Bench bench;
    QCOMPARE(bench.model.nextLit(-1, false), -1);
    bench.store.reset(
        tests::byId({call("h", CallState::Held, 500), call("g", CallState::Held, 400), call("b")}));
    QCOMPARE(bench.sketch(), u"! h g - b"_s);
    QCOMPARE(bench.model.nextLit(-1, false), 1);
    QCOMPARE(bench.model.nextLit(1, false), 2);
    QCOMPARE(bench.model.nextLit(2, false), 1);
    QCOMPARE(bench.model.nextLit(1, true), 2);
}

void TestCallListModel::livesThroughRandomLives()
{
    Bench bench(0ms);
    QRandomGenerator random(7);
    const auto state = [&] { return static_cast<CallState>(random.bounded(3)); };
    for (int round = 0; round < 300; ++round) {
        QList<LiveCall> set;
        QList<CallId> gone;
        for (int i = random.bounded(12); i > 0; --i) {
            const QByteArray name = QByteArray::number(random.bounded(60));
            if (random.bounded(3) == 0) {
                gone.append(id(name.constData()));
            } else {
                set.append(someCall(name.constData(), party("Ann", "1"), party("Ben", "2"), state(),
                    random.bounded(300), 300, "n", random.bounded(2) ? "j1" : ""));
            }
        }
        bench.store.apply(set, gone);
        bench.store.flush();
        bench.now += random.bounded(4000);
        bench.model.tick();
        if (random.bounded(20) == 0) {
            CallFilter filter;
            filter.quick = static_cast<CallFilter::Quick>(random.bounded(6));
            bench.model.setFilter(filter);
        }
        QCoreApplication::processEvents();
    }
    bench.model.setFilter({});
    QTRY_COMPARE(bench.model.shownCalls(), bench.store.liveCount());
    QSet<CallId> shown;
    for (int row = 0; row < bench.model.rowCount(); ++row) {
        if (const CallRowPtr &entry = bench.model.entry(row).row) {
            QCOMPARE(bench.model.rowOf(entry->id()), row);
            shown.insert(entry->id());
        }
    }
    QCOMPARE(shown.size(), bench.store.rows().size());
}

void TestCallListModel::filtersTenThousandAtOnce()
{
    Bench bench;
    QHash<CallId, LiveCall> calls;
    for (int i = 0; i < 10000; ++i) {
        const QByteArray name = "c" + QByteArray::number(i);
        LiveCall live = call(name.constData(), static_cast<CallState>(i % 3), i % 500);
        live.call.caller.value->name.value = QStringLiteral("Caller %1").arg(i);
        calls.insert(live.call.id, live);
    }
    bench.store.reset(calls);
    QCOMPARE(bench.model.shownCalls(), 10000);
    QElapsedTimer timer;
    timer.start();
    CallFilter filter;
    filter.setText(u"caller 999"_s);
    bench.model.setFilter(filter);
    qInfo("filtered in %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(bench.model.shownCalls(), 19);
    bench.model.setFilter({});
    QCOMPARE(bench.model.shownCalls(), 10000);
}

QTEST_GUILESS_MAIN(TestCallListModel)
#include "tst_calllistmodel.moc"
