// SPDX-License-Identifier: Apache-2.0
#include "common/protocol/progress.h"
#include "server/clients/access/accesstable.h"
#include "tests/support/strict.h"

#include <QMap>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

/// What each role gets in each scope, in the order viewer own, domain, all, operator own, domain, all, admin
/// own, domain, all: `-` nothing, `s` what the scope covers, `*` everything.
struct Expected {
    const char *method;
    const char *grants;
};
constexpr Expected expectations[]{
    {"AuditList", /*            */ "--- --- --*"},
    {"CallAttendedTransfer", /* */ "--- ss* ss*"},
    {"CallBlindTransfer", /*    */ "--- ss* ss*"},
    {"CallEnd", /*              */ "--- ss* ss*"},
    {"CallGet", /*              */ "ss* ss* ss*"},
    {"CallHold", /*             */ "--- ss* ss*"},
    {"CallList", /*             */ "ss* ss* ss*"},
    {"CallStart", /*            */ "--- ss* ss*"},
    {"CallSubscribe", /*        */ "ss* ss* ss*"},
    {"CallUnhold", /*           */ "--- ss* ss*"},
    {"CallUnsubscribe", /*      */ "*** *** ***"},
    {"CallsChanged", /*         */ "ss* ss* ss*"},
    {"CallsSnapshot", /*        */ "ss* ss* ss*"},
    {"CommandCancel", /*        */ "--- *** ***"},
    {"CommandGet", /*           */ "*** *** ***"},
    {"CommandList", /*          */ "*** *** ***"},
    {"Echo", /*                 */ "*** *** ***"},
    {"NodeList", /*             */ "ss* ss* ss*"},
    {"NodesChanged", /*         */ "ss* ss* ss*"},
    {"RegistrationList", /*     */ "ss* ss* ss*"},
    {"RegistrationsChanged", /* */ "ss* ss* ss*"},
    {"ServerInfo", /*           */ "*** *** ***"},
    {"SessionInfo", /*          */ "*** *** ***"},
    {"SessionLogin", /*         */ "*** *** ***"},
    {"StatsGet", /*             */ "ss* ss* ss*"},
    {"rpc.discover", /*         */ "*** *** ***"},
};

QChar letterOf(Grant grant)
{
    switch (grant) {
    case Grant::Denied:
        return u'-';
    case Grant::InScope:
        return u's';
    case Grant::Full:
        return u'*';
    }
    return u'?';
}

} // namespace

class AccessTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void everyMethodIsExpected()
    {
        QStringList expected;
        for (const Expected &line : expectations) {
            expected.append(QString::fromLatin1(line.method));
        }
        QStringList there;
        for (const AccessRule &rule : accessTable()) {
            there.append(QString::fromLatin1(rule.method));
        }
        there.sort();
        QCOMPARE(there, expected);
    }

    void everyCommandIsThere()
    {
        for (const auto &[command, name] : json::WireNames<protocol::Command>::names) {
            QVERIFY2(isKnownMethod(QString::fromLatin1(name)), name);
        }
    }

    void grants_data()
    {
        QTest::addColumn<QString>("grants");
        for (const Expected &line : expectations) {
            QTest::newRow(line.method) << QString::fromLatin1(line.grants);
        }
    }
    void grants()
    {
        QFETCH(QString, grants);
        const QString method = QString::fromLatin1(QTest::currentDataTag());
        QString found;
        for (const Role role : {Role::Viewer, Role::Operator, Role::Admin}) {
            found += found.isEmpty() ? QString() : u" "_s;
            for (const ScopeKind scope : {ScopeKind::Own, ScopeKind::Domain, ScopeKind::All}) {
                found += letterOf(grantFor(role, scope, method));
            }
        }
        QCOMPARE_EQ(found, grants);
    }

    void beforeALoginOnlyTheLogin()
    {
        for (const AccessRule &rule : accessTable()) {
            const QString method = QString::fromLatin1(rule.method);
            QCOMPARE_EQ(grantFor(nullptr, method) != Grant::Denied, method == "SessionLogin"_L1);
        }
    }

    void whatIsNotThereNobodyMay_data()
    {
        QTest::addColumn<QString>("method");
        for (const char *method : {"", "callstart", "CallStart ", " CallStart", "CallStart\n", "rpc.explore",
                 "CALLSTART", "init", "HistoryList"}) {
            QTest::newRow(method) << QString::fromLatin1(method);
        }
    }
    void whatIsNotThereNobodyMay()
    {
        QFETCH(QString, method);
        QCOMPARE_EQ(grantFor(Role::Admin, ScopeKind::All, method), Grant::Denied);
        QCOMPARE_EQ(grantFor(nullptr, method), Grant::Denied);
    }
};

QTEST_GUILESS_MAIN(AccessTableTest)
#include "tst_accesstable.moc"
