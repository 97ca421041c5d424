// SPDX-License-Identifier: Apache-2.0
#include "server/storage/audit/auditlog.h"
#include "tests/support/strict.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class AuditLogTest : public QObject {
    Q_OBJECT

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("cannot write");
        }
    }
    /// Three records in a file.
    static QString filled(const QTemporaryDir &folder)
    {
        const QString path = folder.filePath(u"a/audit.log"_s);
        AuditLog log(path);
        for (const char *user : {"anna", "b\n\u00fcrste", "carl"}) {
            log.append({{u"what"_s, u"login"_s}, {u"user"_s, QString::fromUtf8(user)}});
        }
        return path;
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void keepsAChain()
    {
        const QTemporaryDir folder;
        const QString path = filled(folder);
        const auto verdict = verifyAudit({path});
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        QCOMPARE_EQ(verdict->records, 3);
        QCOMPARE_EQ(verdict->end.seq, 3);
        QCOMPARE_EQ(read(path).count('\n'), 3);
        QCOMPARE_EQ(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void goesOnAfterARestart()
    {
        const QTemporaryDir folder;
        const QString path = filled(folder);
        AuditLog log(path);
        QVERIFY(log.open());
        QVERIFY(log.append({{u"what"_s, u"logout"_s}}));
        QCOMPARE_EQ(verifyAudit({path})->end.seq, 4);
        QCOMPARE_EQ(log.latest().size(), 1u);
    }

    void goesOnInANewFile()
    {
        const QTemporaryDir folder;
        const QString path = filled(folder);
        AuditLog log(path);
        QVERIFY(log.open());
        QVERIFY(QFile::rename(path, path + u".1"_s));
        QVERIFY(log.reopen());
        QVERIFY(log.append({{u"what"_s, u"logout"_s}}));
        QCOMPARE_EQ(verifyAudit({path + u".1"_s, path})->records, 4);
        QVERIFY(verifyAudit({path}));
        QVERIFY(!verifyAudit({path, path + u".1"_s}));
    }

    void halfARecordIsCutOff()
    {
        const QTemporaryDir folder;
        const QString path = filled(folder);
        const QByteArray whole = read(path);
        write(path, whole + "{\"half\":");
        QVERIFY(!verifyAudit({path}));
        AuditLog log(path);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^half a record of 8 bytes"_s));
        QVERIFY(log.open());
        QVERIFY(log.append({{u"what"_s, u"logout"_s}}));
        QVERIFY(read(path).startsWith(whole));
        QCOMPARE_EQ(verifyAudit({path})->records, 4);
    }

    void findsChanges_data()
    {
        QTest::addColumn<QByteArray>("changed");
        QTest::addColumn<int>("line");
        const QTemporaryDir folder;
        const QByteArray good = read(filled(folder));
        const QByteArrayList lines = good.split('\n');
        const auto joined = [](const QByteArrayList &some) -> QByteArray { return some.join('\n') + '\n'; };
        QTest::newRow("a word") << QByteArray(good).replace("anna", "otto") << 1;
        QTest::newRow("a record is gone") << joined({lines.at(0), lines.at(2)}) << 2;
        QTest::newRow("order") << joined({lines.at(1), lines.at(0), lines.at(2)}) << 2;
        QTest::newRow("twice") << joined({lines.at(0), lines.at(0)}) << 2;
        QTest::newRow("a space") << QByteArray(good).replace("\"what\":", "\"what\": ") << 1;
        QTest::newRow("an empty line") << QByteArray(good).replace("\n", "\n\n") << 2;
        QTest::newRow("no JSON") << "x\n"_ba << 1;
        QTest::newRow("cut") << good.chopped(1) << 3;
        AuditPosition forged;
        QTest::newRow("another chain's") << joined({lines.at(0), lines.at(1)}) + chainRecord({}, forged) << 3;
    }
    void findsChanges()
    {
        QFETCH(QByteArray, changed);
        QFETCH(int, line);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"audit.log"_s);
        write(path, changed);
        const auto verdict = verifyAudit({path});
        QVERIFY(!verdict);
        const QString start = path + u':' + QString::number(line) + u": "_s;
        QVERIFY2(verdict.error().message.startsWith(start), qPrintable(verdict.error().message));
    }

    void countsWhatItCannotWrite()
    {
        AuditLog full(u"/dev/full"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"sequential device$"_s));
        QVERIFY(!full.append({{u"what"_s, u"login"_s}}));
        QVERIFY(!full.append({{u"what"_s, u"login"_s}}));
        QCOMPARE_EQ(full.failures(), 2);
        QVERIFY(!full.isHealthy());
        AuditLog nowhere(u"/proc/nothing/audit.log"_s);
        QVERIFY(!nowhere.open());
        QVERIFY(!nowhere.append({}));
        AuditLog memory{QString()};
        QVERIFY(memory.append({{u"what"_s, u"login"_s}}));
        QCOMPARE_EQ(memory.latest().front().value("seq"_L1).toInt(), 1);
    }

    void findsOutWhetherItWorksAgain()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"sub/audit.log"_s);
        write(folder.filePath(u"sub"_s), "a file where a folder should be");
        AuditLog log(path);
        QVERIFY(!log.open());
        QVERIFY(!log.append({{u"what"_s, u"login"_s}}));
        QVERIFY(!log.tryAgain({{u"what"_s, u"audit_resumed"_s}}));
        QCOMPARE_EQ(log.failures(), 1);
        QCOMPARE_EQ(log.latest().size(), 1u);
        QVERIFY(!log.isHealthy());
        QVERIFY(QFile::remove(folder.filePath(u"sub"_s)));
        QVERIFY(log.tryAgain({{u"what"_s, u"audit_resumed"_s}}));
        QVERIFY(log.isHealthy());
        QCOMPARE_EQ(log.failures(), 1);
        QVERIFY(log.append({{u"what"_s, u"login"_s}}));
        QCOMPARE_EQ(verifyAudit({path})->records, 2);
    }
};

QTEST_GUILESS_MAIN(AuditLogTest)
#include "tst_auditlog.moc"
