// SPDX-License-Identifier: Apache-2.0
#include "server/app/tokens/tokenfile.h"
#include "server/app/tokens/tokenwatch.h"
#include "tests/support/strict.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class TokenWatchTest : public QObject {
    Q_OBJECT

    static TokenRecord record(const QString &name)
    {
        return {.name = name, .hash = hashOfToken(name.toLatin1()), .role = Role::Viewer};
    }

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void followsTheFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("folder is there") << u"tokens.yml"_s;
        QTest::newRow("folder comes later") << u"a/b/tokens.yml"_s;
    }
    void followsTheFile()
    {
        QFETCH(QString, file);
        const QTemporaryDir folder;
        const QString path = folder.filePath(file);
        TokenWatch watch(path);
        QSignalSpy changed(&watch, &TokenWatch::changed);
        QVERIFY(watch.read());
        const auto last = [&] {
            return changed.isEmpty() ? QList<TokenRecord>()
                                     : changed.last().at(0).value<QList<TokenRecord>>();
        };
        // Again and again: each replaces the file that was watched.
        for (const QList<TokenRecord> &tokens : {QList<TokenRecord>{record(u"a"_s)},
                 QList<TokenRecord>{record(u"a"_s), record(u"b"_s)}, QList<TokenRecord>{record(u"b"_s)}}) {
            QVERIFY(writeTokenFile(path, tokens));
            QTRY_COMPARE_WITH_TIMEOUT(last(), tokens, 1000);
        }
        QVERIFY(QFile::remove(path));
        QTRY_COMPARE_WITH_TIMEOUT(last(), QList<TokenRecord>(), 1000);
        QCOMPARE_EQ(changed.size(), 4);
    }

    void keepsWhatItHasWhenTheFileIsBroken()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"tokens.yml"_s);
        QVERIFY(writeTokenFile(path, {record(u"a"_s)}));
        TokenWatch watch(path);
        QVERIFY(watch.read());
        QSignalSpy changed(&watch, &TokenWatch::changed);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("tokens: {");
        file.close();
        QTest::ignoreMessage(
            QtCriticalMsg, QRegularExpression(u"^the tokens stay as they were: .*not YAML"_s));
        watch.reload();
        QCOMPARE_EQ(changed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TokenWatchTest)
#include "tst_tokenwatch.moc"
