// SPDX-License-Identifier: Apache-2.0
#include "server/app/stopsignals.h"
#include "tests/support/strict.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace cordboard;

class StopSignalsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void asks_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void asks()
    {
        QFETCH(int, signal);
        StopSignals stop;
        QSignalSpy spy(&stop, &StopSignals::stopRequested);
        QCOMPARE_EQ(::raise(signal), 0);
        QCOMPARE_EQ(spy.size(), 0); // from the event loop only
        QTRY_COMPARE(spy.size(), 1);
    }

    void reloadIsNoStop()
    {
        StopSignals stop;
        QSignalSpy stops(&stop, &StopSignals::stopRequested);
        QSignalSpy reloads(&stop, &StopSignals::reloadRequested);
        ::raise(SIGHUP);
        QTRY_COMPARE(reloads.size(), 1);
        QCOMPARE_EQ(stops.size(), 0);
        ::raise(SIGTERM);
        ::raise(SIGHUP);
        QTRY_COMPARE(stops.size(), 1);
        QCOMPARE_EQ(reloads.size(), 2);
    }

    void manyAreHarmless()
    {
        StopSignals stop;
        QSignalSpy spy(&stop, &StopSignals::stopRequested);
        for (int i = 0; i < 100000; ++i) {
            ::raise(SIGTERM);
        }
        ::raise(SIGPIPE);
        QTRY_VERIFY(!spy.isEmpty());
    }
};

QTEST_GUILESS_MAIN(StopSignalsTest)
#include "tst_stopsignals.moc"
