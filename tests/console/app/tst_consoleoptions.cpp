// SPDX-License-Identifier: Apache-2.0
#include "console/app/options.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard::console;

class TestOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { cordboard::tests::failOnAnyWarning(); }

    void reads()
    {
        const auto options = Options::parse({u"x"_s, u"--url"_s, u"ws://h:1/p"_s, u"--theme"_s, u"dark"_s,
            u"--language"_s, u"de"_s, u"--size"_s, u"1920x1080"_s, u"--screenshot"_s, u"a.png"_s});
        QVERIFY(options);
        QCOMPARE(options->url, QUrl(u"ws://h:1/p"_s));
        QCOMPARE(options->theme, std::optional(Appearance::Dark));
        QCOMPARE(options->language->language(), QLocale::German);
        QCOMPARE(options->size, std::optional(QSize(1920, 1080)));
        QCOMPARE(options->screenshot, u"a.png"_s);
        QCOMPARE(options->action, Options::Action::Run);
        QVERIFY(Options::parse({u"x"_s})->url.isEmpty());
        QCOMPARE(Options::parse({u"x"_s, u"--version"_s})->action, Options::Action::ShowVersion);
        QCOMPARE(Options::parse({u"x"_s, u"-h"_s})->action, Options::Action::ShowHelp);
    }
    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown") << QStringList{u"--bogus"_s};
        QTest::newRow("argument") << QStringList{u"file"_s};
        QTest::newRow("theme") << QStringList{u"--theme"_s, u"pink"_s};
        QTest::newRow("language") << QStringList{u"--language"_s, u"xx"_s};
        QTest::newRow("http") << QStringList{u"--url"_s, u"http://h"_s};
        QTest::newRow("no url") << QStringList{u"--url"_s, u":"_s};
        QTest::newRow("both") << QStringList{u"--url"_s, u"ws://h"_s, u"--profile"_s, u"p"_s};
        QTest::newRow("size") << QStringList{u"--size"_s, u"12"_s};
        QTest::newRow("tiny size") << QStringList{u"--size"_s, u"1x1"_s};
        QTest::newRow("no file") << QStringList{u"--screenshot"_s, QString()};
    }
    void refuses()
    {
        QFETCH(QStringList, arguments);
        const auto options = Options::parse(QStringList{u"x"_s} + arguments);
        QVERIFY(!options);
        QVERIFY(!options.error().message.isEmpty());
    }
    void helps()
    {
        for (const auto &option :
            {u"--url"_s, u"--profile"_s, u"--screenshot"_s, u"--theme"_s, u"--language"_s}) {
            QVERIFY2(Options::help().contains(option), qPrintable(option));
        }
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_consoleoptions.moc"
