// SPDX-License-Identifier: Apache-2.0
#include "console/cli/arguments.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::cli;
using namespace Qt::StringLiterals;

class ArgumentsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void callTakesNamesAndValues()
    {
        const auto arguments = parseArguments({u"--url"_s, u"ws://localhost:1/x"_s, u"call"_s, u"CallStart"_s,
            u"caller=sip:a@b;x=y"_s, u"deadline_ms:=5000"_s});
        QVERIFY(arguments);
        QCOMPARE_EQ(arguments->url, QUrl(u"ws://localhost:1/x"_s));
        const auto call = std::get<CallVerb>(arguments->verb);
        QCOMPARE_EQ(call.method, u"CallStart"_s);
        QCOMPARE_EQ(call.params, (QJsonObject{{u"caller"_s, u"sip:a@b;x=y"_s}, {u"deadline_ms"_s, 5000}}));
    }

    void optionsMayFollowTheVerb()
    {
        const auto arguments = parseArguments({u"calls"_s, u"--json"_s, u"--token-file=/a=b"_s});
        QVERIFY(arguments);
        QVERIFY(arguments->json);
        QCOMPARE_EQ(arguments->tokenFile, u"/a=b"_s);
        QVERIFY(std::holds_alternative<CallsVerb>(arguments->verb));
    }

    void rpcTakesParams()
    {
        const auto with = parseArguments({u"rpc"_s, u"CommandGet"_s, u"{\"cmd_id\": \"x\"}"_s});
        QVERIFY(with);
        QCOMPARE_EQ(std::get<RpcVerb>(with->verb).params, QJsonValue(QJsonObject{{u"cmd_id"_s, u"x"_s}}));
        const auto without = parseArguments({u"rpc"_s, u"CallList"_s});
        QVERIFY(without);
        QVERIFY(std::get<RpcVerb>(without->verb).params.isUndefined());
    }

    void callsMayBeChosen()
    {
        const auto arguments = parseArguments({u"calls"_s, u"--state"_s, u"ringing,held"_s,
            u"--state=answered"_s, u"--user"_s, u"alice"_s, u"--domain"_s, u"demo.example"_s,
            u"--node=edge"_s, u"--text"_s, u"a=b"_s, u"--sort"_s, u"state_since"_s, u"--descending"_s});
        QVERIFY2(arguments, arguments ? "" : qPrintable(arguments.error().message));
        const auto request = std::get<CallsVerb>(arguments->verb).request;
        const protocol::CallList expected{
            protocol::CallFilter{std::vector{CallState::Ringing, CallState::Held, CallState::Answered},
                NodeName(u"edge"_s), u"demo.example"_s, u"alice"_s, u"a=b"_s},
            CallSort::StateSince, true, {}, {}};
        QVERIFY(request == expected);
        const auto all = parseArguments({u"calls"_s});
        QVERIFY(std::get<CallsVerb>(all->verb).request == protocol::CallList{});
    }

    void whatIsWatchedMayBeChosen()
    {
        const auto arguments =
            parseArguments({u"--node"_s, u"edge"_s, u"watch"_s, u"--user"_s, u"alice"_s, u"--domain=d"_s});
        QVERIFY(arguments);
        const protocol::CallView expected{NodeName(u"edge"_s), u"d"_s, u"alice"_s};
        QVERIFY(std::get<WatchVerb>(arguments->verb).view == expected);
    }

    void theHelpNamesEveryOption()
    {
        for (const QString &option :
            {u"--url"_s, u"--token-file"_s, u"--json"_s, u"--user"_s, u"--domain"_s, u"--node"_s,
                u"--state"_s, u"--text"_s, u"--sort"_s, u"--descending"_s, u"--help"_s, u"--version"_s}) {
            QVERIFY2(helpText().contains(QString(u"  "_s + option))
                    || helpText().contains(QString(u", "_s + option)),
                qPrintable(option));
        }
        const QStringList lines = helpText().split(u'\n');
        for (const QString &line : lines) {
            QVERIFY2(line.size() <= 110, qPrintable(line));
        }
    }

    void badLinesNameTheWord_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("named");
        QTest::newRow("nothing") << QStringList{} << u"call, calls, watch"_s;
        QTest::newRow("unknown verb") << QStringList{u"dial"_s} << u"dial"_s;
        QTest::newRow("unknown option") << QStringList{u"--colour"_s, u"calls"_s} << u"--colour"_s;
        QTest::newRow("value missing") << QStringList{u"calls"_s, u"--url"_s} << u"--url"_s;
        QTest::newRow("http") << QStringList{u"--url"_s, u"http://x"_s, u"calls"_s} << u"http://x"_s;
        QTest::newRow("no host") << QStringList{u"--url"_s, u"ws:///x"_s, u"calls"_s} << u"ws:///x"_s;
        QTest::newRow("no method") << QStringList{u"call"_s} << u"method"_s;
        QTest::newRow("no pair") << QStringList{u"call"_s, u"CallEnd"_s, u"abc"_s} << u"abc"_s;
        QTest::newRow("no name") << QStringList{u"call"_s, u"CallEnd"_s, u"=abc"_s} << u"=abc"_s;
        QTest::newRow("no typed name") << QStringList{u"call"_s, u"CallEnd"_s, u":=1"_s} << u":=1"_s;
        QTest::newRow("twice") << QStringList{u"call"_s, u"CallEnd"_s, u"a=1"_s, u"a=2"_s} << u"'a'"_s;
        QTest::newRow("no JSON") << QStringList{u"call"_s, u"CallEnd"_s, u"a:=1,2"_s} << u"'a'"_s;
        QTest::newRow("params no JSON") << QStringList{u"rpc"_s, u"CallList"_s, u"{"_s} << u"CallList"_s;
        QTest::newRow("params a number") << QStringList{u"rpc"_s, u"CallList"_s, u"5"_s} << u"CallList"_s;
        QTest::newRow("no state") << QStringList{u"calls"_s, u"--state=ringing,dead"_s} << u"'--state'"_s;
        QTest::newRow("a state twice a comma")
            << QStringList{u"calls"_s, u"--state=ringing,,held"_s} << u"'--state'"_s;
        QTest::newRow("no sort") << QStringList{u"calls"_s, u"--sort"_s, u"age"_s} << u"'--sort'"_s;
        QTest::newRow("no user") << QStringList{u"calls"_s, u"--user="_s} << u"'--user'"_s;
        QTest::newRow("nothing for a text") << QStringList{u"calls"_s, u"--text"_s} << u"'--text'"_s;
        QTest::newRow("descending what")
            << QStringList{u"calls"_s, u"--descending=yes"_s} << u"--descending"_s;
        QTest::newRow("a state to watch") << QStringList{u"watch"_s, u"--state=held"_s} << u"'--state'"_s;
        QTest::newRow("an order to watch") << QStringList{u"watch"_s, u"--descending"_s} << u"--descending"_s;
        QTest::newRow("a user to call")
            << QStringList{u"call"_s, u"CallEnd"_s, u"--user=a"_s} << u"'--user'"_s;
        QTest::newRow("a sort to ask") << QStringList{u"rpc"_s, u"X"_s, u"--sort=state"_s} << u"'--sort'"_s;
        QTest::newRow("too much") << QStringList{u"calls"_s, u"now"_s} << u"now"_s;
    }
    void badLinesNameTheWord()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, named);
        const auto arguments = parseArguments(words);
        QVERIFY(!arguments);
        QVERIFY2(arguments.error().message.contains(named), qPrintable(arguments.error().message));
    }
};

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "tst_arguments.moc"
