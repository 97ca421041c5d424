// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/loginguard.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class LoginGuardTest : public QObject {
    Q_OBJECT
    const LoginGuard::Clock::time_point start = LoginGuard::Clock::time_point(100h);

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void waitsLongerEachTime()
    {
        LoginGuard guard;
        const QHostAddress address(u"192.0.2.1"_s);
        QCOMPARE_EQ(guard.failures(address, start), 0);
        for (const auto expected : {200ms, 400ms, 800ms, 1600ms, 3000ms, 3000ms}) {
            QCOMPARE_EQ(guard.failed(address, start), expected);
        }
        QCOMPARE_EQ(guard.failures(address, start), 6);
        QCOMPARE_EQ(guard.failed(QHostAddress(u"192.0.2.2"_s), start), 200ms);
    }

    void forgets()
    {
        LoginGuard guard;
        const QHostAddress address(u"192.0.2.1"_s);
        (void)guard.failed(address, start);
        (void)guard.failed(address, start);
        QCOMPARE_EQ(guard.failed(address, start + 601s), 200ms);
    }

    void oneCustomerIsOneAddress()
    {
        LoginGuard guard;
        (void)guard.failed(QHostAddress(u"2001:db8:1:2::1"_s), start);
        QCOMPARE_EQ(guard.failed(QHostAddress(u"2001:db8:1:2:ffff::9"_s), start), 400ms);
        QCOMPARE_EQ(guard.failed(QHostAddress(u"2001:db8:1:3::1"_s), start), 200ms);
        (void)guard.failed(QHostAddress(u"::ffff:192.0.2.1"_s), start);
        QCOMPARE_EQ(guard.failed(QHostAddress(u"192.0.2.1"_s), start), 400ms);
    }

    void remembersOnlySoMany()
    {
        LoginGuard guard({.mostAddresses = 3});
        for (quint32 i = 1; i <= 10; ++i) {
            QCOMPARE_EQ(guard.failed(QHostAddress(i), start + std::chrono::seconds(i)), 200ms);
        }
        QCOMPARE_EQ(guard.failures(QHostAddress(1u), start + 10s), 0);
        QCOMPARE_EQ(guard.failures(QHostAddress(10u), start + 10s), 1);
    }

    void neverOverflows()
    {
        LoginGuard guard;
        for (int i = 0; i < 100000; ++i) {
            const auto delay = guard.failed(QHostAddress(1u), start);
            QVERIFY(delay > 0ms && delay <= 3000ms);
        }
    }
};

QTEST_GUILESS_MAIN(LoginGuardTest)
#include "tst_loginguard.moc"
