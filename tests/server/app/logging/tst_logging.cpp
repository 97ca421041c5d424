// SPDX-License-Identifier: Apache-2.0
#include "server/app/logging/logging.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cordboard;
using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcTest, "cordboard.test")
Q_LOGGING_CATEGORY(lcKept, "cordboard.kept")

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class LoggingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void changesWhileItRuns()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"log"_s);
        {
            auto file = LogFile::append(path);
            QVERIFY(file);
            Logging logging(
                {LogLevel::Warn, LogFormat::Journald, {}, true}, std::move(*file), u"cordboard.kept"_s);
            qCInfo(lcTest) << "one";
            qCWarning(lcTest) << "sip:4930123456@h";
            qCWarning(lcKept) << "sip:4930123456@h";
            logging.setLevel(LogLevel::Info);
            logging.setMasking(false);
            qCInfo(lcTest) << "sip:4930123456@h";
            QCOMPARE_EQ(Logging::dropped(), 0u);
        }
        QCOMPARE_EQ(contents(path),
            "<4>cordboard.test: sip:***56@h\n<4>cordboard.kept: sip:4930123456@h\n"
            "<6>cordboard.test: sip:4930123456@h\n"_ba);
    }

    void keepsToItsLevel_data()
    {
        QTest::addColumn<LogLevel>("level");
        QTest::addColumn<int>("lines");
        QTest::newRow("debug") << LogLevel::Debug << 4;
        QTest::newRow("info") << LogLevel::Info << 3;
        QTest::newRow("warn") << LogLevel::Warn << 2;
        QTest::newRow("error") << LogLevel::Error << 1;
    }
    void keepsToItsLevel()
    {
        QFETCH(LogLevel, level);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"log"_s);
        {
            auto file = LogFile::append(path);
            QVERIFY(file);
            const Logging logging({level, LogFormat::Journald, {}}, std::move(*file));
            qCDebug(lcTest) << "one";
            qCInfo(lcTest) << "two";
            qCWarning(lcTest) << "three";
            qCCritical(lcTest) << "four";
        }
        const QByteArray all = "<7>cordboard.test: one\n<6>cordboard.test: two\n<4>cordboard.test: three\n"
                               "<3>cordboard.test: four\n";
        QFETCH(int, lines);
        QCOMPARE_EQ(contents(path).count('\n'), lines);
        QVERIFY(all.endsWith(contents(path)));
    }

    void appends()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"log"_s);
        for (int i = 0; i < 2; ++i) {
            auto file = LogFile::append(path);
            QVERIFY(file);
            const Logging logging({LogLevel::Info, LogFormat::Journald, {}}, std::move(*file));
            qCInfo(lcTest) << i;
        }
        QCOMPARE_EQ(contents(path), "<6>cordboard.test: 0\n<6>cordboard.test: 1\n"_ba);
    }

    void tellsWhyAFileCannotBeOpened()
    {
        const auto file = LogFile::append(u"/nonexistent/log"_s);
        QVERIFY(!file);
        QVERIFY(file.error().message.startsWith("/nonexistent/log cannot be opened: "_L1));
    }

    void neverWaitsForAReader()
    {
        int ends[2];
        QCOMPARE_EQ(::pipe(ends), 0);
        {
            LogFile file = LogFile::adopt(ends[1]);
            const QByteArray line = QByteArray(1023, 'x') + '\n';
            int written = 0;
            while (file.write(line)) {
                ++written;
            }
            QCOMPARE_GT(written, 3);
            QVERIFY(!file.write(line));
            QCOMPARE_EQ(file.takeDropped(), 2);
            QCOMPARE_EQ(file.takeDropped(), 0);
            QByteArray read(1024 * written, '\0');
            QCOMPARE_EQ(::read(ends[0], read.data(), static_cast<size_t>(read.size())), read.size());
            QVERIFY(file.write(line));
        }
        ::close(ends[0]);
    }
};

QTEST_GUILESS_MAIN(LoggingTest)
#include "tst_logging.moc"
