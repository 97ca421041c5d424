// SPDX-License-Identifier: Apache-2.0
#include "server/app/connectorfactory.h"
#include "tests/support/strict.h"

#include <QTemporaryFile>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

class ReadPasswordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("password"); ///< null for an error
        QTest::newRow("a line") << "secret\n"_ba << u"secret"_s;
        QTest::newRow("no line end") << "secret"_ba << u"secret"_s;
        QTest::newRow("CRLF and more") << "se cret\r\nmore\n"_ba << u"se cret"_s;
        QTest::newRow("not ASCII") << "g\xc3\xbc"_ba << u"gü"_s;
        QTest::newRow("longest") << QByteArray(1024, 'x') << QString(1024, u'x');
        QTest::newRow("too long") << QByteArray(1025, 'x') << QString();
        QTest::newRow("empty") << ""_ba << QString();
        QTest::newRow("empty line") << "\nsecret\n"_ba << QString();
    }
    void reads()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, password);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(content);
        file.close();
        const auto read = readPassword(file.fileName());
        QCOMPARE_EQ(read.has_value(), !password.isNull());
        QCOMPARE_EQ(read.value_or(QString()), password);
    }

    void missing()
    {
        QCOMPARE_EQ(readPassword(u"/nonexistent"_s).error().code, Errc::InvalidParams);
        QCOMPARE_EQ(readPassword({}), QString());
    }
};

QTEST_GUILESS_MAIN(ReadPasswordTest)
#include "tst_readpassword.moc"
