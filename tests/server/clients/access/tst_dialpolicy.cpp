// SPDX-License-Identifier: Apache-2.0
#include "server/clients/access/dialpolicy.h"
#include "tests/support/strict.h"

#include <QJsonObject>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

Principal tenant(DialPolicy dial = {})
{
    return {.user = u"anna"_s,
        .role = Role::Operator,
        .scope = {.kind = ScopeKind::Domain, .addresses = {}, .domains = {u"a.example"_s}},
        .dial = std::move(dial)};
}

Principal everybody(DialPolicy dial)
{
    return {.user = u"otto"_s, .role = Role::Operator, .dial = std::move(dial)};
}

} // namespace

class DialPolicyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void patterns_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *pattern, const char *text, bool fits) {
            QTest::newRow(qPrintable(QLatin1StringView(pattern) + u" | "_s + QLatin1StringView(text)))
                << QString::fromLatin1(pattern) << QString::fromLatin1(text) << fits;
        };
        row("", "", true);
        row("", "a", false);
        row("*", "", true);
        row("*", "abc", true);
        row("a*", "abc", true);
        row("*c", "abc", true);
        row("a*c", "abbbc", true);
        row("a*c", "abbbd", false);
        row("*b*", "abc", true);
        row("**", "abc", true);
        row("a", "A", false);
        row("a.c", "abc", false);
        row("*a*b*c", "xxaxxbxxc", true);
        row("*a*b*c", "xxaxxcxxb", false);
    }
    void patterns()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, fits);
        QCOMPARE_EQ(fitsPattern(pattern, text, Qt::CaseSensitive), fits);
    }

    void longPatternsEnd()
    {
        QVERIFY(
            !fitsPattern(QString(u"*a"_s).repeated(500), QString(u"a"_s).repeated(499), Qt::CaseSensitive));
        QVERIFY(
            fitsPattern(QString(u"*a"_s).repeated(500), QString(u"a"_s).repeated(500), Qt::CaseSensitive));
    }

    void dials_data()
    {
        QTest::addColumn<Principal>("who");
        QTest::addColumn<QString>("uri");
        QTest::addColumn<bool>("may");
        const auto row = [](const char *name, const Principal &who, const char *uri, bool may) {
            QTest::newRow(name) << who << QString::fromLatin1(uri) << may;
        };
        row("own domain", tenant(), "sip:bob@a.example", true);
        row("own domain, upper case", tenant(), "sip:bob@A.Example", true);
        row("own domain, dot", tenant(), "sip:bob@a.example.", true);
        row("own domain, TCP", tenant(), "sip:bob@a.example;transport=tcp", true);
        row("other domain", tenant(), "sip:bob@b.example", false);
        row("sub domain", tenant(), "sip:bob@x.a.example", false);
        row("longer domain", tenant(), "sip:bob@a.example.evil.example", false);
        row("domain in the user", tenant(), "sip:bob%40a.example@b.example", false);
        row("no user", tenant(), "sip:a.example", true);
        row("maddr", tenant(), "sip:bob@a.example;maddr=192.0.2.1", false);
        row("port", tenant(), "sip:bob@a.example:5099", false);
        row("route parameter", tenant(), "sip:bob@a.example;route=x", false);
        row("allowed number", tenant({.allow = {u"+4930*@gw.example"_s}}), "sip:+493012@gw.example", true);
        row("not allowed number", tenant({.allow = {u"+4930*@gw.example"_s}}), "sip:+494012@gw.example",
            false);
        row("allow replaces the scope", tenant({.allow = {u"+4930*@gw.example"_s}}), "sip:bob@a.example",
            false);
        row("allowed, with maddr", tenant({.allow = {u"*@gw.example"_s}}), "sip:1@gw.example;maddr=h", false);
        row("everything", everybody({}), "sip:bob@b.example:5099;maddr=192.0.2.1", true);
        const DialPolicy noPremium{.allow = {}, .deny = {u"0900*@*"_s, u"*@evil.example"_s, u"eve@*"_s}};
        row("denied number", everybody(noPremium), "sip:0900123@gw.example", false);
        row("denied, with separators", everybody(noPremium), "sip:09-00.1(2)3@gw.example", false);
        row("denied, with parameters", everybody(noPremium), "sip:0900123;phone-context=x@gw.example", false);
        row("denied, escaped", everybody(noPremium), "sip:%30900123@gw.example", false);
        row("denied host, dot", everybody(noPremium), "sip:a@evil.example.", false);
        row("denied user, upper case", everybody(noPremium), "sip:EVE@gw.example", false);
        row("not denied", everybody(noPremium), "sip:0901@gw.example", true);
        row("deny wins", tenant({.allow = {u"*"_s}, .deny = {u"*"_s}}), "sip:bob@a.example", false);
    }
    void dials()
    {
        QFETCH(Principal, who);
        QFETCH(QString, uri);
        QFETCH(bool, may);
        const auto parsed = SipUri::parseFromClient(uri);
        QVERIFY(parsed);
        QCOMPARE_EQ(mayDial(who, *parsed), may);
    }

    void commands_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<QString>("field"); ///< at fault; empty: none
        const QString mine = u"sip:anna@a.example"_s;
        const QString theirs = u"sip:bob@b.example"_s;
        const QJsonObject call{{u"callid"_s, u"x"_s}, {u"leg"_s, u"caller"_s}};
        const auto with = [](QJsonObject object, const QString &key, const QString &value) {
            object.insert(key, value);
            return object;
        };
        QTest::newRow("start") << u"CallStart"_s << QJsonObject{{u"caller"_s, mine}, {u"callee"_s, mine}}
                               << QString();
        QTest::newRow("start for others")
            << u"CallStart"_s << QJsonObject{{u"caller"_s, theirs}, {u"callee"_s, mine}} << u"caller"_s;
        QTest::newRow("start to others")
            << u"CallStart"_s << QJsonObject{{u"caller"_s, mine}, {u"callee"_s, theirs}} << u"callee"_s;
        QTest::newRow("start denied for")
            << u"CallStart"_s << QJsonObject{{u"caller"_s, u"sip:boss@a.example"_s}, {u"callee"_s, mine}}
            << u"caller"_s;
        QTest::newRow("transfer") << u"CallBlindTransfer"_s << with(call, u"destination"_s, mine)
                                  << QString();
        QTest::newRow("transfer out")
            << u"CallBlindTransfer"_s << with(call, u"destination"_s, theirs) << u"destination"_s;
        const QJsonObject two{{u"callidA"_s, u"x"_s}, {u"legA"_s, u"caller"_s}, {u"callidB"_s, u"y"_s},
            {u"legB"_s, u"caller"_s}};
        QTest::newRow("attended") << u"CallAttendedTransfer"_s << two << QString();
        QTest::newRow("attended out")
            << u"CallAttendedTransfer"_s << with(two, u"destination"_s, theirs) << u"destination"_s;
        QTest::newRow("end") << u"CallEnd"_s << call << QString();
        QTest::newRow("hold") << u"CallHold"_s << call << QString();
    }
    void commands()
    {
        QFETCH(QString, method);
        QFETCH(QJsonObject, params);
        QFETCH(QString, field);
        const auto request = CommandRequest::parse(*json::fromWireName<protocol::Command>(method), params);
        QVERIFY(request);
        const auto objection = objectionToParties(tenant({.allow = {}, .deny = {u"boss@*"_s}}), *request);
        QCOMPARE_EQ(objection.has_value(), !field.isEmpty());
        if (objection) {
            QCOMPARE_EQ(objection->code, Errc::NotAllowed);
            QCOMPARE_EQ(objection->field, field);
        }
    }

    void startsOfThoseWithoutBounds_data()
    {
        QTest::addColumn<QString>("caller");
        QTest::addColumn<QString>("field"); ///< at fault; empty: none
        QTest::newRow("allowed") << u"sip:anna@a.example"_s << QString();
        QTest::newRow("not allowed") << u"sip:0900123@gw.example"_s << u"caller"_s;
        QTest::newRow("elsewhere") << u"sip:anna@a.example;maddr=192.0.2.1"_s << u"caller"_s;
    }
    void startsOfThoseWithoutBounds()
    {
        QFETCH(QString, caller);
        QFETCH(QString, field);
        const auto request = CommandRequest::parse(
            protocol::Command::CallStart, {{u"caller"_s, caller}, {u"callee"_s, u"sip:bob@a.example"_s}});
        QVERIFY(request);
        const auto objection =
            objectionToParties(everybody({.allow = {u"*@a.example"_s}, .deny = {}}), *request);
        QCOMPARE_EQ(objection ? objection->field : QString(), field);
        QVERIFY(!objectionToParties(everybody({}), *request));
    }
};

QTEST_GUILESS_MAIN(DialPolicyTest)
#include "tst_dialpolicy.moc"
