// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/dialoglist.h"
#include "server/connectors/opensips/management/utf8.h"
#include "tests/support/proxyrecordings.h"
#include "tests/support/strict.h"

#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

QJsonObject minimal() { return {{u"ID"_s, u"9ca.9c2d7513"_s}, {u"callid"_s, u"a@h"_s}, {u"state"_s, 4}}; }

QJsonObject minimalWith(const QString &key, const QJsonValue &value)
{
    QJsonObject object = minimal();
    object.insert(key, value);
    return object;
}

QJsonObject answer(const QJsonValue &entry)
{
    return QJsonDocument::fromJson(repairUtf8(entry["response"_L1].toString().toUtf8())).object();
}

} // namespace

class DialogListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void everyRecordedListIsRead()
    {
        int lists = 0;
        int dialogs = 0;
        int callees = 0;
        QSet<QString> versions;
        for (const auto &recording : tests::proxyRecordings()) {
            for (const QJsonValue entry : recording.log) {
                const QString method =
                    QJsonDocument::fromJson(entry["request"_L1].toString().toUtf8())["method"_L1].toString();
                const QJsonValue result = answer(entry).value("result"_L1);
                if (!method.startsWith("dlg_list"_L1) || result.isUndefined()) {
                    continue;
                }
                ++lists;
                versions.insert(recording.version);
                QList<Dialog> found;
                if (const QJsonValue one = result["Dialog"_L1]; one.isObject()) {
                    const auto dialog = dialogFromAnswer(result);
                    QVERIFY2(dialog, qPrintable(recording.name()));
                    found.append(*dialog);
                    QVERIFY(!dialogPageFromAnswer(result));
                } else {
                    const auto page = dialogPageFromAnswer(result);
                    QVERIFY2(page, qPrintable(recording.name()));
                    QCOMPARE_EQ(page->unreadable, 0);
                    QCOMPARE_EQ(page->rows, result["Dialogs"_L1].toArray().size());
                    QCOMPARE_EQ(page->count.has_value(), !result["count"_L1].isUndefined());
                    found = page->dialogs;
                }
                for (const Dialog &dialog : found) {
                    ++dialogs;
                    callees += static_cast<int>(dialog.callees.size());
                    QVERIFY2(
                        !dialog.fromUri.isEmpty() && !dialog.toUri.isEmpty(), qPrintable(recording.name()));
                    QVERIFY(!dialog.callerTag.isEmpty() && !dialog.callerContact.isEmpty());
                    if (dialog.state != DialogState::Ended) {
                        QCOMPARE_EQ(dialog.startedAt > 0, dialog.state >= DialogState::Answered);
                    }
                }
            }
        }
        QCOMPARE_EQ(versions.size(), 3);
        QCOMPARE_EQ(lists, 127);
        QVERIFY(dialogs > 40);
        QVERIFY(callees > 40);
    }

    void allMembers()
    {
        const QJsonObject row{
            {u"ID"_s, u"1.2"_s},
            {u"db_id"_s, u"10935677195582"_s},
            {u"callid"_s, u"c"_s},
            {u"state"_s, 3},
            {u"timestart"_s, 1795453318},
            {u"from_uri"_s, u"sip:a@h"_s},
            {u"to_uri"_s, u"sip:b@h;osid=7.8"_s},
            {u"caller_tag"_s, u"t1"_s},
            {u"caller_contact"_s, u"sip:a@1"_s},
            {u"caller_sdp"_s, u"v=0\r\n"_s},
            {u"caller_sent_sdp"_s, u"v=1\r\n"_s},
            {u"CALLEES"_s,
                QJsonArray{QJsonObject{{u"callee_tag"_s, u"t2"_s}, {u"callee_contact"_s, u"sip:b@2"_s},
                               {u"callee_sdp"_s, u"v=2"_s}, {u"callee_sent_sdp"_s, u"v=3"_s}},
                    QJsonObject{{u"callee_tag"_s, u"t3"_s}, {u"callee_contact"_s, QJsonValue()}}}},
            {u"context"_s,
                QJsonObject{
                    {u"values"_s, QJsonArray{QJsonObject{{u"cord"_s, u"j1"_s}}, QJsonObject{{u"n"_s, 12}}}},
                    {u"profiles"_s, QJsonArray{}}}},
        };
        const Dialog expected{.id = u"1.2"_s,
            .callId = SipCallId(u"c"_s),
            .state = DialogState::Answered,
            .fromUri = u"sip:a@h"_s,
            .toUri = u"sip:b@h;osid=7.8"_s,
            .callerTag = u"t1"_s,
            .callerContact = u"sip:a@1"_s,
            .callerSdp = u"v=0\r\n"_s,
            .callerSentSdp = u"v=1\r\n"_s,
            .callees = {{u"t2"_s, u"sip:b@2"_s, u"v=2"_s, u"v=3"_s}, {u"t3"_s, {}, {}, {}}},
            .startedAt = 1795453318,
            .variables = {{u"cord"_s, u"j1"_s}, {u"n"_s, u"12"_s}}};
        const auto dialog = dialogFromJson(row);
        QVERIFY(dialog);
        QVERIFY(*dialog == expected);
    }

    void variablesInOtherForms_data()
    {
        QTest::addColumn<QJsonValue>("context");
        QTest::addColumn<QString>("cord");
        QTest::newRow("absent") << QJsonValue(QJsonValue::Undefined) << QString();
        QTest::newRow("null") << QJsonValue() << QString();
        QTest::newRow("empty") << QJsonValue(QJsonObject{}) << QString();
        QTest::newRow("one object") << QJsonValue(
            QJsonObject{{u"values"_s, QJsonObject{{u"cord"_s, u"j"_s}}}})
                                    << u"j"_s;
        QTest::newRow("odd entries") << QJsonValue(QJsonObject{
            {u"values"_s, QJsonArray{5, QJsonValue(), QJsonObject{{u"cord"_s, u"j"_s}, {u"x"_s, true}}}}})
                                     << u"j"_s;
        QTest::newRow("values is text") << QJsonValue(QJsonObject{{u"values"_s, u"cord"_s}}) << QString();
    }
    void variablesInOtherForms()
    {
        QFETCH(QJsonValue, context);
        const auto dialog = dialogFromJson(minimalWith(u"context"_s, context));
        QVERIFY(dialog);
        QTEST(dialog->variables.value(u"cord"_s), "cord");
    }

    void unreadable_data()
    {
        QTest::addColumn<QJsonValue>("row");
        QTest::addColumn<QString>("field");
        const QJsonValue gone(QJsonValue::Undefined);
        QTest::newRow("no object") << QJsonValue(u"dialog"_s) << QString();
        QTest::newRow("undefined") << gone << QString();
        QTest::newRow("no ID") << QJsonValue(minimalWith(u"ID"_s, gone)) << u"ID"_s;
        QTest::newRow("null ID") << QJsonValue(minimalWith(u"ID"_s, QJsonValue())) << u"ID"_s;
        QTest::newRow("empty ID") << QJsonValue(minimalWith(u"ID"_s, QString())) << u"ID"_s;
        QTest::newRow("number as ID") << QJsonValue(minimalWith(u"ID"_s, 5)) << u"ID"_s;
        QTest::newRow("no callid") << QJsonValue(minimalWith(u"callid"_s, gone)) << u"callid"_s;
        QTest::newRow("object as callid")
            << QJsonValue(minimalWith(u"callid"_s, QJsonObject{})) << u"callid"_s;
        QTest::newRow("no state") << QJsonValue(minimalWith(u"state"_s, gone)) << u"state"_s;
        QTest::newRow("state 0") << QJsonValue(minimalWith(u"state"_s, 0)) << u"state"_s;
        QTest::newRow("state 6") << QJsonValue(minimalWith(u"state"_s, 6)) << u"state"_s;
        QTest::newRow("state 2.5") << QJsonValue(minimalWith(u"state"_s, 2.5)) << u"state"_s;
        QTest::newRow("state 1e300") << QJsonValue(minimalWith(u"state"_s, 1e300)) << u"state"_s;
        QTest::newRow("state as text") << QJsonValue(minimalWith(u"state"_s, u"4"_s)) << u"state"_s;
        QTest::newRow("CALLEES as object")
            << QJsonValue(minimalWith(u"CALLEES"_s, QJsonObject{})) << u"CALLEES"_s;
        QTest::newRow("callee as text")
            << QJsonValue(minimalWith(u"CALLEES"_s, QJsonArray{u"x"_s})) << u"CALLEES[0]"_s;
        QTest::newRow("tag as number")
            << QJsonValue(minimalWith(u"CALLEES"_s, QJsonArray{QJsonObject{{u"callee_tag"_s, 1}}}))
            << u"CALLEES[0].callee_tag"_s;
        QTest::newRow("context as text") << QJsonValue(minimalWith(u"context"_s, u"x"_s)) << u"context"_s;
        QTest::newRow("to_uri as array") << QJsonValue(minimalWith(u"to_uri"_s, QJsonArray{})) << u"to_uri"_s;
    }
    void unreadable()
    {
        QFETCH(QJsonValue, row);
        const auto dialog = dialogFromJson(row);
        QVERIFY(!dialog);
        QCOMPARE_EQ(dialog.error().code, Errc::InvalidParams);
        QTEST(dialog.error().field, "field");

        const auto page = dialogPageFromAnswer(
            QJsonObject{{u"Dialogs"_s, QJsonArray{minimal(), row, minimal()}}, {u"count"_s, 3}});
        QVERIFY(page);
        QCOMPARE_EQ(page->dialogs.size(), 2);
        QCOMPARE_EQ(page->rows, 3);
        QCOMPARE_EQ(page->unreadable, 1);
        QCOMPARE_EQ(page->count, 3);
    }

    void answersThatAreNone()
    {
        for (const QJsonValue &value : {QJsonValue(), QJsonValue(u"OK"_s), QJsonValue(QJsonArray{}),
                 QJsonValue(5), QJsonValue(QJsonObject{}), QJsonValue(QJsonValue::Undefined)}) {
            QCOMPARE_EQ(dialogFromAnswer(value).error().field, u"Dialog"_s);
            QCOMPARE_EQ(dialogPageFromAnswer(value).error().field, u"Dialogs"_s);
        }
        QCOMPARE_EQ(dialogPageFromAnswer(QJsonObject{{u"Dialogs"_s, QJsonArray{}}, {u"count"_s, u"x"_s}})
                        .error()
                        .field,
            u"count"_s);
    }
};

QTEST_GUILESS_MAIN(DialogListTest)
#include "tst_dialoglist.moc"
