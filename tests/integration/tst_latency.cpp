// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/serverfixture.h"
#include "tests/support/sanitized.h"
#include "tests/support/strict.h"

#include <algorithm>

using namespace cordboard;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

/// What a CallStart costs between the caller's answer and the callee's ringing, with phones that take no
/// time.
class LatencyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    /// Prints the figure; asserts only that no fixed pause hides in it: the median of many is below one.
    void fromCallerToCallee()
    {
        constexpr int runs = tests::isSanitized ? 50 : 1000;
        World world;
        QVERIFY(world.proxy.start());
        QVERIFY(world.connectServer(Lanes::Both));
        QList<double> milliseconds;
        for (int i = 0; i < runs; ++i) {
            const int id = world.client->send(
                u"CallStart"_s, {{u"caller"_s, world.uri("alice")}, {u"callee"_s, world.uri("bob")}});
            QElapsedTimer clock;
            double took = -1;
            const auto watch = connect(world.client.get(), &TestClient::arrived, this, [&] {
                const QStringList names = world.client->eventNames(id);
                if (!clock.isValid() && names.contains(u"CallerAnswered"_s)) {
                    clock.start();
                }
                if (took < 0 && clock.isValid()
                    && (names.contains(u"TransferPending"_s) || names.contains(u"CalleeAnswered"_s))) {
                    took = static_cast<double>(clock.nsecsElapsed()) / 1e6;
                }
            });
            QVERIFY(world.client->waitUntil([&] { return world.client->ended(id); }, 20000));
            disconnect(watch);
            QVERIFY(world.client->error(id).isEmpty());
            QVERIFY(took >= 0);
            milliseconds.append(took);
            world.run(u"CallEnd"_s, {{u"callid"_s, world.client->callId(id)}});
        }
        std::sort(milliseconds.begin(), milliseconds.end());
        qInfo("caller's answer to callee's ringing, %d runs: p50 %.2f ms, p99 %.2f ms, max %.2f ms", runs,
            milliseconds.at(runs / 2), milliseconds.at(runs * 99 / 100), milliseconds.last());
        QVERIFY2(milliseconds.at(runs / 2) < 100,
            "a pause hides between the caller's answer and the callee's ringing");
    }
};

QTEST_GUILESS_MAIN(LatencyTest)
#include "tst_latency.moc"
