// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/utf8.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

class Utf8Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void leavesValidTextAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("ASCII") << QByteArray("{\"method\":\"E_CALL_HOLD\"}");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("two bytes") << QByteArray("\xC2\x80 \xDF\xBF");
        QTest::newRow("three bytes") << QByteArray("\xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBD");
        QTest::newRow("four bytes") << QByteArray("\xF0\x90\x80\x80 \xF4\x8F\xBF\xBF");
        QTest::newRow("next to the marks") << QByteArray("\xEF\x9D\xBF \xEF\xA0\x80");
    }
    void leavesValidTextAlone()
    {
        QFETCH(QByteArray, text);
        QCOMPARE_EQ(repairUtf8(text), text);
        QCOMPARE_EQ(originalBytes(text), text);
    }

    void marksWrongBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("lone tail") << QByteArray("a\x80z") << u"a\uF780z"_s;
        QTest::newRow("Latin-1") << QByteArray("caf\xE9@h") << u"caf\uF7E9@h"_s;
        QTest::newRow("cut at the end") << QByteArray("\xE2\x82") << u"\uF7E2\uF782"_s;
        QTest::newRow("cut inside") << QByteArray("\xE2\x82x") << u"\uF7E2\uF782x"_s;
        QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << u"\uF7C0\uF7AF"_s;
        QTest::newRow("overlong, three bytes") << QByteArray("\xE0\x9F\xBF") << u"\uF7E0\uF79F\uF7BF"_s;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << u"\uF7ED\uF7A0\uF780"_s;
        QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << u"\uF7F4\uF790\uF780\uF780"_s;
        QTest::newRow("0xFF") << QByteArray("\xFF") << u"\uF7FF"_s;
        QTest::newRow("a mark that was there") << QByteArray("\xEF\x9E\x80") << u"\uF7EF\uF79E\uF780"_s;
    }
    void marksWrongBytes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE_EQ(QString::fromUtf8(repairUtf8(bytes)), text);
        QCOMPARE_EQ(originalBytes(repairUtf8(bytes)), bytes);
    }

    void everyPairOfBytesIsReadableReversibleAndDistinct()
    {
        QSet<QByteArray> seen;
        for (int first = 0; first < 256; ++first) {
            for (int second = 0; second < 256; ++second) {
                const QByteArray bytes{QByteArray(1, static_cast<char>(first)) + static_cast<char>(second)};
                const QByteArray repaired = repairUtf8(bytes);
                QCOMPARE_EQ(originalBytes(repaired), bytes);
                QVERIFY(!seen.contains(repaired));
                seen.insert(repaired);
                if (first >= 0x80 && second >= 0x80) {
                    const QByteArray json = "{\"callid\":\"" + repaired + "\"}";
                    QVERIFY2(!QJsonDocument::fromJson(json).isNull(), json.toHex().constData());
                }
            }
        }
    }

    void aListWithOneWrongByteIsRead()
    {
        const QByteArray raw("{\"Dialogs\":[{\"callid\":\"a\xE9\"},{\"callid\":\"b\"}]}");
        QVERIFY(QJsonDocument::fromJson(raw).isNull());
        const QJsonDocument read = QJsonDocument::fromJson(repairUtf8(raw));
        QCOMPARE_EQ(read["Dialogs"_L1][0]["callid"_L1].toString(), u"a\uF7E9"_s);
        QCOMPARE_EQ(originalBytes(read.toJson(QJsonDocument::Compact)), raw);
    }
};

QTEST_GUILESS_MAIN(Utf8Test)
#include "tst_utf8.moc"
