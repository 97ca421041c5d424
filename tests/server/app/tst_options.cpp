// SPDX-License-Identifier: Apache-2.0
#include "server/app/options.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class OptionsTest : public QObject {
    Q_OBJECT

    static Result<Options> parse(const QStringList &arguments)
    {
        return Options::parse(QStringList{u"cordboard-server"_s} + arguments);
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void nothing() { QCOMPARE(*parse({}), Options()); }

    void everything()
    {
        const auto options = parse({u"--config"_s, u"/x.yml"_s, u"--demo"_s, u"--demo-ring-ms"_s, u"0"_s,
            u"--demo-calls=20000"_s, u"--demo-rate"_s, u"7"_s, u"--demo-version"_s, u"4.0"_s, u"--listen"_s,
            u"[::1]:0"_s, u"--log-format"_s, u"json"_s});
        QVERIFY(options);
        const Options expected{.action = Options::Action::Run,
            .configPath = u"/x.yml"_s,
            .demo = DemoOptions{.ring = 0ms, .calls = 20000, .rate = 7, .version = u"4.0"_s},
            .listen = Endpoint{u"::1"_s, 0},
            .logFormat = LogFormat::Json};
        QCOMPARE(*options, expected);
    }

    void demoHasDefaults()
    {
        const auto options = parse({u"--demo"_s});
        QVERIFY(options);
        QCOMPARE(options->demo,
            std::optional(DemoOptions{.ring = 800ms, .calls = 8, .rate = 1, .version = u"3.6"_s}));
    }

    void actions()
    {
        QCOMPARE_EQ(parse({u"--version"_s})->action, Options::Action::ShowVersion);
        QCOMPARE_EQ(parse({u"--help"_s})->action, Options::Action::ShowHelp);
        QCOMPARE_EQ(parse({u"-h"_s})->action, Options::Action::ShowHelp);
        QCOMPARE_EQ(parse({u"--check-config"_s})->action, Options::Action::CheckConfig);
        QCOMPARE_EQ(parse({u"--print-config"_s})->action, Options::Action::PrintConfig);
        QVERIFY(Options::help().contains("--demo-ring-ms"_L1));
    }

    void errors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const QStringList &arguments) {
            QTest::newRow(qPrintable(arguments.join(u' '))) << arguments;
        };
        row({u"--unknown"_s});
        row({u"word"_s});
        row({u"--config"_s});
        row({u"--config="_s});
        row({u"--listen"_s, u"127.0.0.1"_s});
        row({u"--listen"_s, u"example.org:5059"_s});
        row({u"--log-format"_s, u"xml"_s});
        row({u"--demo"_s, u"--demo-version"_s, u"3.5"_s});
        row({u"--demo"_s, u"--demo-calls"_s, u"-1"_s});
        row({u"--demo"_s, u"--demo-calls"_s, u"many"_s});
        row({u"--demo"_s, u"--demo-rate"_s, u"99999999999"_s});
        row({u"--demo"_s, u"--demo-ring-ms"_s, u""_s});
        row({u"--demo-calls"_s, u"1"_s});
        row({u"--check-config"_s, u"--print-config"_s});
    }
    void errors()
    {
        QFETCH(QStringList, arguments);
        const auto options = parse(arguments);
        QVERIFY(!options);
        QCOMPARE_EQ(options.error().code, Errc::InvalidParams);
        QVERIFY(!options.error().message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "tst_options.moc"
