// SPDX-License-Identifier: Apache-2.0
#include "console/text/times.h"
#include "console/text/translations.h"
#include "tests/support/strict.h"

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;
using namespace std::chrono;

class TestTimes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        text::installTranslations(QLocale(QLocale::English));
    }
    void writesDurations_data();
    void writesDurations();
    void writesNothingKnown();
    void speaksDurations_data();
    void speaksDurations();
    void writesAges_data();
    void writesAges();
    void usesTheLocalesFigures();
};

void TestTimes::writesDurations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << u"0:00"_s;
    QTest::newRow("not yet one") << qint64(999) << u"0:00"_s;
    QTest::newRow("seconds") << qint64(7000) << u"0:07"_s;
    QTest::newRow("last of a minute") << qint64(59999) << u"0:59"_s;
    QTest::newRow("minute") << qint64(60000) << u"1:00"_s;
    QTest::newRow("minutes") << qint64(760000) << u"12:40"_s;
    QTest::newRow("last of an hour") << qint64(3599999) << u"59:59"_s;
    QTest::newRow("hour") << qint64(3600000) << u"1:00:00"_s;
    QTest::newRow("hours") << qint64(4328000) << u"1:12:08"_s;
    QTest::newRow("days") << qint64(360000000) << u"100:00:00"_s;
    QTest::newRow("clocks differ") << qint64(-5000) << u"0:00"_s;
    QTest::newRow("huge") << std::numeric_limits<qint64>::max() << u"2562047788015:12:55"_s;
}

void TestTimes::writesDurations()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, text);
    QCOMPARE(text::duration(milliseconds(ms)), text);
}

void TestTimes::writesNothingKnown() { QCOMPARE(text::duration(std::nullopt), u"–"_s); }

void TestTimes::speaksDurations_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0 << u"0 seconds"_s;
    QTest::newRow("one") << 1 << u"1 second"_s;
    QTest::newRow("minute") << 60 << u"1 minute"_s;
    QTest::newRow("both") << 408 << u"6 minutes 48 seconds"_s;
    QTest::newRow("one and one") << 61 << u"1 minute 1 second"_s;
    QTest::newRow("hour") << 3600 << u"1 hour"_s;
    QTest::newRow("hours, no seconds") << 7385 << u"2 hours 3 minutes"_s;
    QTest::newRow("less than nothing") << -5 << u"0 seconds"_s;
}

void TestTimes::speaksDurations()
{
    QFETCH(const int, seconds);
    QFETCH(const QString, text);
    QCOMPARE(text::spokenDuration(std::chrono::seconds(seconds)), text);
}

void TestTimes::writesAges_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << qint64(0) << u"data 0.0 s old"_s;
    QTest::newRow("tenths") << qint64(400) << u"data 0.4 s old"_s;
    QTest::newRow("rounded") << qint64(9949) << u"data 9.9 s old"_s;
    QTest::newRow("never 10.0") << qint64(9960) << u"data 9 s old"_s;
    QTest::newRow("seconds") << qint64(38700) << u"data 38 s old"_s;
    QTest::newRow("over a minute") << qint64(119999) << u"data 119 s old"_s;
    QTest::newRow("minutes") << qint64(120000) << u"data 2 min old"_s;
    QTest::newRow("hours") << qint64(7200000) << u"data 2 h old"_s;
    QTest::newRow("clocks differ") << qint64(-400) << u"data 0.0 s old"_s;
}

void TestTimes::writesAges()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, text);
    QCOMPARE(text::dataAge(milliseconds(ms)), text);
}

void TestTimes::usesTheLocalesFigures()
{
    QCOMPARE(text::heardAgo(milliseconds(400)), u"heard 0.4 s ago"_s);
    QCOMPARE(text::spokenDataAge(milliseconds(400)), u"data 0.4 seconds old"_s);
    QCOMPARE(text::spokenDataAge(seconds(38)), u"data 38 seconds old"_s);
    text::installTranslations(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(text::age(milliseconds(400)), u"0,4 s"_s);
}

QTEST_GUILESS_MAIN(TestTimes)
#include "tst_times.moc"
