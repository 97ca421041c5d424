// SPDX-License-Identifier: Apache-2.0
#include "server/commands/journal.h"
#include "tests/support/strict.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

JournalBegun hold(const QString &cmdId, const std::optional<QString> &user = u"carla"_s)
{
    JournalBegun entry;
    entry.cmdId = CommandId(cmdId);
    entry.user = user;
    entry.hash = u"00ff"_s;
    entry.method = protocol::Command::CallHold;
    entry.calls = {CallId(u"edge-1:1"_s)};
    entry.node = NodeName(u"edge-1"_s);
    return entry;
}

QByteArray line(const QString &kind, const QJsonObject &entry)
{
    return QJsonDocument(QJsonObject{{kind, entry}}).toJson(QJsonDocument::Compact) + '\n';
}

/// While it lives no file can grow beyond this size: what a full disk looks like to a writer.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_before{};
};

} // namespace

class JournalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void startsEmptyAndForItsOwnerOnly()
    {
        const QString folder = m_folder->filePath(u"a/b"_s);
        const auto journal = Journal::open(folder);
        QVERIFY(journal);
        QVERIFY((*journal)->found().empty());
        const auto mode = QFileInfo(folder + u"/commands.journal"_s).permissions();
        QCOMPARE_EQ(mode & 0x0077, QFileDevice::Permissions());
        QVERIFY(mode.testFlag(QFileDevice::WriteOwner));
    }

    void tellsWhatWasInterrupted()
    {
        {
            auto journal = *Journal::open(m_folder->path());
            const auto first = journal->begun(hold(u"first"_s));
            const auto second = journal->begun(hold(u"second"_s, std::nullopt));
            const auto third = journal->begun(hold(u"third"_s));
            QVERIFY(first && second && third);
            QVERIFY(*first < *second && *second < *third);
            QVERIFY(journal->ended(*first, {}));
            QVERIFY(
                journal->ended(*third, protocol::CommandError{-32015, u"call_ended"_s, u"over"_s, {}, {}}));
        }
        const auto journal = *Journal::open(m_folder->path());
        const auto &found = journal->found();
        QCOMPARE_EQ(found.size(), std::size_t(3));
        QCOMPARE_EQ(found[0].begun.cmdId.text(), u"first"_s);
        QVERIFY(found[0].ended && !found[0].ended->error);
        QCOMPARE_EQ(found[1].begun.cmdId.text(), u"second"_s);
        QVERIFY(!found[1].ended);
        QVERIFY(!found[1].begun.user);
        JournalBegun expected = hold(u"second"_s, std::nullopt);
        expected.serial = found[1].begun.serial;
        expected.time = found[1].begun.time;
        QVERIFY(found[1].begun == expected);
        QCOMPARE_EQ(found[2].ended->error->id, u"call_ended"_s);
    }

    void interruptedSurvivesSeveralRestarts()
    {
        QVERIFY((*Journal::open(m_folder->path()))->begun(hold(u"x"_s)));
        for (int restart = 0; restart < 3; ++restart) {
            QCOMPARE_EQ((*Journal::open(m_folder->path()))->found().size(), std::size_t(1));
        }
    }

    void serialsGoOnAfterARestart()
    {
        const auto before = *(*Journal::open(m_folder->path()))->begun(hold(u"x"_s));
        const auto journal = *Journal::open(m_folder->path());
        const auto after = *journal->begun(hold(u"x"_s));
        QVERIFY(after > before);
        QVERIFY(journal->ended(after, {}));
        const auto reopened = *Journal::open(m_folder->path());
        QVERIFY(!reopened->found().front().ended); // the end of the second is not the end of the first
    }

    void forgetsWhatIsOld()
    {
        const auto at = [](qint64 secondsAgo) {
            return QDateTime::currentDateTimeUtc().addSecs(-secondsAgo).toString(Qt::ISODateWithMs);
        };
        const auto begun = [](quint64 serial, const QString &time) {
            JournalBegun entry = hold(u"c"_s);
            entry.serial = serial;
            entry.time = time;
            return line(u"begun"_s, json::encode(entry));
        };
        const auto ended = [](quint64 serial, const QString &time) {
            return line(u"ended"_s, json::encode(JournalEnded{serial, time, {}}));
        };
        write(begun(1, at(25 * 3600)) + begun(2, at(23 * 3600)) + begun(3, at(100)) + ended(3, at(70))
            + begun(4, at(100)) + ended(4, at(30)) + ended(99, at(1)));
        const auto journal = *Journal::open(m_folder->path());
        QCOMPARE_EQ(journal->found().size(), std::size_t(2));
        QCOMPARE_EQ(journal->found()[0].begun.serial, quint64(2));
        QCOMPARE_EQ(journal->found()[1].begun.serial, quint64(4));
        QVERIFY2(!read().contains("\"serial\":3"), "the file was not rewritten");
    }

    /// The process may die within a write: whatever is left of a line, the lines before it count.
    void survivesACutAtEveryByte()
    {
        {
            auto journal = *Journal::open(m_folder->path());
            QVERIFY(journal->begun(hold(u"first"_s)));
            QVERIFY(journal->begun(hold(u"second"_s)));
        }
        const QByteArray whole = read();
        const qsizetype firstLine = whole.indexOf('\n') + 1;
        for (qsizetype cut = firstLine; cut < whole.size(); ++cut) {
            write(whole.left(cut));
            auto journal = *Journal::open(m_folder->path());
            // A line that lacks only its end is a whole line.
            QCOMPARE_EQ(journal->found().size(), std::size_t(cut == whole.size() - 1 ? 2 : 1));
            QVERIFY(journal->begun(hold(u"third"_s)));
            journal = *Journal::open(m_folder->path());
            QCOMPARE_EQ(journal->found().back().begun.cmdId.text(), u"third"_s);
        }
    }

    void skipsGarbage_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty lines") << QByteArray("\n\n\n");
        QTest::newRow("no JSON") << QByteArray("hello\n");
        QTest::newRow("zeros") << QByteArray(300000, '\0');
        QTest::newRow("another object") << QByteArray("{\"begun\":7}\n{\"ended\":[]}\n{}\n[]\n");
        QTest::newRow("wrong types") << QByteArray("{\"begun\":{\"serial\":\"x\"}}\n");
        QTest::newRow("an unknown method")
            << line(u"begun"_s, json::encode(hold(u"c"_s))).replace("CallHold", "Exec");
        QTest::newRow("no UTF-8") << QByteArray("\xff\xfe{}\n");
        QTest::newRow("a very long line") << QByteArray(1000000, 'x');
    }
    void skipsGarbage()
    {
        QFETCH(QByteArray, text);
        write(text);
        const auto journal = Journal::open(m_folder->path());
        QVERIFY(journal);
        QVERIFY((*journal)->found().empty());
        QVERIFY((*journal)->begun(hold(u"x"_s)));
        QCOMPARE_EQ((*Journal::open(m_folder->path()))->found().size(), std::size_t(1));
    }

    void staysSmall()
    {
        const Journal::Limits limits{std::chrono::milliseconds(0), 20000};
        auto journal = *Journal::open(m_folder->path(), limits);
        QVERIFY(journal->begun(hold(u"running"_s)));
        qint64 largest = 0;
        for (int i = 0; i < 2000; ++i) {
            QVERIFY(journal->ended(*journal->begun(hold(u"n"_s + QString::number(i))), {}));
            largest = std::max(largest, QFileInfo(path()).size());
        }
        QVERIFY2(largest > 19000 && largest < 21000, qPrintable(QString::number(largest)));
        const auto found = (*Journal::open(m_folder->path(), limits))->found();
        QCOMPARE_EQ(found.size(), std::size_t(1)); // what runs is never lost
        QCOMPARE_EQ(QFileInfo(path()).permissions() & 0x0077, QFileDevice::Permissions());
    }

    void growsOnlyAsFarAsItMustRemember()
    {
        const Journal::Limits limits{std::chrono::hours(1), 2000};
        auto journal = *Journal::open(m_folder->path(), limits);
        for (int i = 0; i < 500; ++i) {
            QVERIFY(journal->ended(*journal->begun(hold(u"n"_s + QString::number(i))), {}));
        }
        QCOMPARE_EQ((*Journal::open(m_folder->path(), limits))->found().size(), std::size_t(500));
    }

    void diskFull()
    {
        auto journal = *Journal::open(m_folder->path());
        const auto before = journal->begun(hold(u"before"_s));
        QVERIFY(before);
        const QByteArray whole = read();
        {
            const FullDisk full(static_cast<rlim_t>(whole.size()) + 20); // room for a part of a line only
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the journal cannot be written"_s));
            const auto refused = journal->begun(hold(u"refused"_s));
            QVERIFY(!refused);
            QCOMPARE_EQ(refused.error().code, Errc::Internal);
            QVERIFY(refused.error().message.contains(u"journal"_s));
            QCOMPARE_EQ(read(), whole); // nothing half is left
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the journal cannot be written"_s));
            QVERIFY(!journal->ended(*before, {}));
        }
        QVERIFY(journal->begun(hold(u"after"_s)));
        const auto reopened = *Journal::open(m_folder->path());
        QCOMPARE_EQ(reopened->found().size(), std::size_t(2));
        QCOMPARE_EQ(reopened->found().back().begun.cmdId.text(), u"after"_s);
    }

    void cannotBeOpened()
    {
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto below = Journal::open(file.fileName() + u"/state"_s);
        QVERIFY(!below);
        QCOMPARE_EQ(below.error().code, Errc::Internal);
    }

    void endOfAnUnknownCommand()
    {
        auto journal = *Journal::open(m_folder->path());
        QVERIFY(!journal->ended(5, {}));
    }

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"commands.journal"_s); }
    [[nodiscard]] QByteArray read() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray &text) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE_EQ(file.write(text), text.size());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
