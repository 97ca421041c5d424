// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/authenticator.h"
#include "tests/support/strict.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class AuthenticatorTest : public QObject {
    Q_OBJECT

    static QDateTime now() { return QDateTime::fromString(u"2030-01-01T00:00:00Z"_s, Qt::ISODate); }
    static TokenRecord record(const QString &name, const QByteArray &token)
    {
        return {.name = name, .hash = hashOfToken(token), .role = Role::Operator};
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tokensAreLongAndNeverTheSame()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray token = makeToken();
            QCOMPARE_EQ(token.size(), 5 + 43);
            QVERIFY(token.startsWith("cord_"));
            QVERIFY(!seen.contains(token));
            seen.insert(token);
        }
    }

    void comparison()
    {
        QVERIFY(equalsInConstantTime("", ""));
        QVERIFY(equalsInConstantTime("abc", "abc"));
        QVERIFY(!equalsInConstantTime("abc", "abd"));
        QVERIFY(!equalsInConstantTime("abc", "ab"));
        QVERIFY(!equalsInConstantTime(QByteArray("\0a", 2), QByteArray("\0b", 2)));
    }

    void letsInWhoHasAToken()
    {
        Authenticator authenticator;
        QVERIFY(!authenticator.hasAny());
        authenticator.setTokens({record(u"a"_s, "one"), record(u"b"_s, "two")});
        const auto principal = authenticator.authenticate("two", now());
        QVERIFY(principal);
        QCOMPARE_EQ((*principal)->user, u"b"_s);
        QVERIFY(authenticator.stillHolds(**principal, now()));
    }

    void keepsOut_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("other") << "three"_ba;
        QTest::newRow("upper case") << "ONE"_ba;
        QTest::newRow("longer") << "one "_ba;
        QTest::newRow("the hash") << hashOfToken("one").toHex();
        QTest::newRow("huge") << QByteArray(1000000, 'x');
        QTest::newRow("NUL") << QByteArray("one\0", 4);
        QTest::newRow("a JWT without a provider") << "a.b.c"_ba;
    }
    void keepsOut()
    {
        QFETCH(QByteArray, token);
        Authenticator authenticator;
        authenticator.setTokens({record(u"a"_s, "one")});
        const auto principal = authenticator.authenticate(token, now());
        QVERIFY(!principal);
        QCOMPARE_EQ(principal.error().code, Errc::NotAllowed);
        QVERIFY(!principal.error().message.contains(u"one"_s));
    }

    void tokensExpire()
    {
        Authenticator authenticator;
        TokenRecord token = record(u"a"_s, "one");
        token.expiresAt = now().addSecs(1);
        authenticator.setTokens({token});
        const auto principal = authenticator.authenticate("one", now());
        QVERIFY(principal);
        QVERIFY(authenticator.stillHolds(**principal, now()));
        QVERIFY(!authenticator.stillHolds(**principal, now().addSecs(1)));
        QVERIFY(!authenticator.authenticate("one", now().addSecs(1)));
    }

    void revocationAndChangeAreTold()
    {
        Authenticator authenticator;
        QSignalSpy revoked(&authenticator, &Authenticator::revoked);
        authenticator.setTokens({record(u"a"_s, "one")});
        const PrincipalPtr a = *authenticator.authenticate("one", now());
        authenticator.setTokens({record(u"a"_s, "one"), record(u"b"_s, "two")});
        QCOMPARE_EQ(revoked.size(), 0);
        QVERIFY(authenticator.stillHolds(*a, now()));
        TokenRecord lesser = record(u"a"_s, "one");
        lesser.role = Role::Viewer;
        authenticator.setTokens({lesser});
        QCOMPARE_EQ(revoked.size(), 1);
        QVERIFY(!authenticator.stillHolds(*a, now()));
        authenticator.setTokens({});
        QCOMPARE_EQ(revoked.size(), 2);
    }

    void anonymousClientsHoldForEver()
    {
        const Authenticator authenticator;
        QVERIFY(authenticator.stillHolds(Principal{}, now()));
    }
};

QTEST_GUILESS_MAIN(AuthenticatorTest)
#include "tst_authenticator.moc"
