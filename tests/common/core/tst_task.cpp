// SPDX-License-Identifier: Apache-2.0
#include "common/core/task.h"
#include "tests/support/strict.h"

#include <QObject>
#include <QTest>

using namespace cordboard;

class TaskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void settlesOnceAndIgnoresTheSecond()
    {
        Promise<int> promise;
        QList<int> seen;
        promise.task().then(this, [&](Result<int> result) { seen.append(*result); });
        promise.finish(1);
        promise.finish(2);
        QCOMPARE_EQ(seen, QList<int>{1});
        QVERIFY(promise.isSettled());
    }

    void runsAtOnceWhenSettled()
    {
        bool ran = false;
        Task<int>::settled(5).then(this, [&](Result<int> result) { ran = *result == 5; });
        QVERIFY(ran);
    }

    void keepsAResultThatComesBeforeItsContinuation()
    {
        Promise<int> promise;
        Task<int> task = promise.task();
        promise.finish(3);
        int seen = 0;
        std::move(task).then(this, [&](Result<int> result) { seen = *result; });
        QCOMPARE_EQ(seen, 3);
    }

    void droppedPromiseIsAbandoned()
    {
        std::optional<Errc> seen;
        {
            Promise<int> promise;
            promise.task().then(this, [&](Result<int> result) { seen = result.error().code; });
        }
        QCOMPARE_EQ(seen, Errc::Abandoned);
    }

    void overwrittenPromiseIsAbandoned()
    {
        std::optional<Errc> seen;
        Promise<int> promise;
        promise.task().then(this, [&](Result<int> result) { seen = result.error().code; });
        promise = Promise<int>();
        QCOMPARE_EQ(seen, Errc::Abandoned);
    }

    void deadContextMeansNoCall()
    {
        bool ran = false;
        Promise<int> promise;
        {
            QObject context;
            promise.task().then(&context, [&](Result<int>) { ran = true; });
        }
        promise.finish(1);
        QVERIFY(!ran);
    }

    void continuationMayDestroyThePromise()
    {
        auto promise = std::make_unique<Promise<int>>();
        bool ran = false;
        promise->task().then(this, [&](Result<int>) {
            promise.reset();
            ran = true;
        });
        promise->finish(1);
        QVERIFY(ran);
    }
};

QTEST_GUILESS_MAIN(TaskTest)
#include "tst_task.moc"
