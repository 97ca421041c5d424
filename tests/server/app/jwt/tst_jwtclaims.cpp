// SPDX-License-Identifier: Apache-2.0
#include "server/app/jwt/jwtclaims.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

/// JSON with ' in place of ".
QJsonObject parsed(QByteArray json) { return QJsonDocument::fromJson(json.replace('\'', '"')).object(); }

} // namespace

class JwtClaimsTest : public QObject {
    Q_OBJECT
    const QDateTime now = QDateTime::fromSecsSinceEpoch(2000000000, Qt::UTC);
    const JwtConfig config{.issuer = u"https://idp.example"_s, .audience = u"cordboard"_s};

    static QJsonObject claims(const QByteArray &changes = "{}")
    {
        QJsonObject object =
            parsed("{'iss':'https://"
                   "idp.example','aud':'cordboard','sub':'anna','exp':2000000001,'role':'operator'}");
        const QJsonObject other = parsed(changes);
        for (auto it = other.begin(); it != other.end(); ++it) {
            if (it->isNull()) {
                object.remove(it.key());
            } else {
                object.insert(it.key(), *it);
            }
        }
        return object;
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void takes_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::addColumn<Role>("role");
        QTest::newRow("plain") << "{}"_ba << Role::Operator;
        QTest::newRow("audiences") << "{'aud':['x','cordboard']}"_ba << Role::Operator;
        QTest::newRow("roles") << "{'role':['other','viewer']}"_ba << Role::Viewer;
        QTest::newRow("highest role") << "{'role':['viewer','admin']}"_ba << Role::Admin;
        QTest::newRow("not before") << "{'nbf':2000000000}"_ba << Role::Operator;
    }
    void takes()
    {
        QFETCH(QByteArray, changes);
        QFETCH(Role, role);
        const auto principal = principalFrom(claims(changes), config, now);
        QVERIFY2(principal, principal ? "" : qPrintable(principal.error().message));
        QCOMPARE_EQ(principal->role, role);
        QCOMPARE_EQ(principal->user, u"jwt:anna"_s);
        QCOMPARE_EQ(principal->scope.kind, ScopeKind::Own);
        QVERIFY(principal->scope.addresses.isEmpty());
        QCOMPARE_EQ(principal->expiresAt, now.addSecs(1));
    }

    void scopes()
    {
        const auto principal = principalFrom(
            claims(
                "{'cordboard_scope':'domain','cordboard_domains':'A.example.','cordboard_deny':['0900*@*']}"),
            config, now);
        QVERIFY(principal);
        QCOMPARE(principal->scope, (Scope{ScopeKind::Domain, {}, {u"a.example"_s}}));
        QCOMPARE_EQ(principal->dial.deny, QStringList{u"0900*@*"_s});
        const auto own = principalFrom(
            claims("{'cordboard_addresses':['sip:anna@A.example','bob@a.example']}"), config, now);
        QVERIFY(own);
        QCOMPARE_EQ(own->scope.addresses, (QStringList{u"anna@a.example"_s, u"bob@a.example"_s}));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("changes");
        for (const char *changes :
            {"{'iss':null}", "{'iss':'https://idp.example/'}", "{'iss':['https://idp.example']}",
                "{'aud':null}", "{'aud':'x'}", "{'aud':[]}", "{'aud':{'a':'cordboard'}}",
                "{'aud':['cordboard',1]}", "{'exp':null}", "{'exp':2000000000}", "{'exp':'2000000001'}",
                "{'exp':-1}", "{'exp':1e300}", "{'nbf':2000000001}", "{'nbf':'0'}", "{'sub':null}",
                "{'sub':''}", "{'sub':1}", "{'role':null}", "{'role':'root'}", "{'role':'Operator'}",
                "{'role':1}", "{'role':['operator',1]}", "{'cordboard_scope':'everything'}",
                "{'cordboard_scope':1}", "{'cordboard_domains':[1]}", "{'cordboard_addresses':['a']}",
                "{'cordboard_addresses':{'a':'b'}}", "{'cordboard_allow':1}", "{'cordboard_deny':['']}"}) {
            QTest::newRow(changes) << QByteArray(changes);
        }
    }
    void refuses()
    {
        QFETCH(QByteArray, changes);
        const auto principal = principalFrom(claims(changes), config, now);
        QVERIFY(!principal);
        QCOMPARE_EQ(principal.error().code, Errc::NotAllowed);
    }
};

QTEST_GUILESS_MAIN(JwtClaimsTest)
#include "tst_jwtclaims.moc"
