// SPDX-License-Identifier: Apache-2.0
#include "common/protocol/progress.h"
#include "tests/support/strict.h"

#include <QMap>
#include <QTest>

using namespace cordboard;
using namespace cordboard::protocol;
using namespace Qt::StringLiterals;

class ProgressTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    /// The keys that the Call API documents for each event ("Commands", section "Events" of each command).
    void dataKeysAreTheDocumentedOnes()
    {
        const QMap<QString, QMap<QString, QStringList>> documented{
            {u"CallStart"_s,
                {{u"CallerAnswered"_s, {u"caller"_s, u"callee"_s}},
                    // its text says destination, its example callee
                    {u"Transferring"_s, {u"caller"_s, u"destination"_s, u"callee"_s}},
                    {u"TransferStart"_s, {u"callid"_s, u"caller"_s, u"callee"_s}},
                    {u"TransferPending"_s, {u"callid"_s, u"caller"_s, u"callee"_s, u"extra"_s}},
                    {u"CalleeAnswered"_s, {u"callid"_s, u"caller"_s, u"callee"_s}}}},
            {u"CallBlindTransfer"_s,
                {{u"Transferring"_s, {u"destination"_s}},
                    {u"TransferStart"_s, {u"callid"_s, u"destination"_s}},
                    {u"TransferPending"_s, {u"callid"_s, u"destination"_s, u"extra"_s}},
                    {u"TransferSuccessful"_s, {u"callid"_s, u"destination"_s}}}},
            {u"CallAttendedTransfer"_s,
                {{u"Transferring"_s, {}}, {u"TransferStart"_s, {u"callid"_s, u"destination"_s}},
                    {u"TransferPending"_s, {u"callid"_s, u"destination"_s, u"extra"_s}},
                    {u"TransferSuccessful"_s, {u"callid"_s, u"destination"_s}}}},
            {u"CallHold"_s,
                {{u"CallHolding"_s, {}}, {u"CallHoldStart"_s, {u"leg"_s}},
                    {u"CallHoldSuccessful"_s, {u"leg"_s}}}},
            {u"CallUnhold"_s,
                {{u"CallUnholding"_s, {}}, {u"CallUnholdStart"_s, {u"leg"_s}},
                    {u"CallUnholdSuccessful"_s, {u"leg"_s}}}},
            {u"CallEnd"_s, {}},
        };
        int cells = 0;
        for (const auto &[command, commandName] : json::WireNames<Command>::names) {
            for (const auto &[event, eventName] : json::WireNames<ProgressEvent>::names) {
                const auto keys = documented.value(QString::fromLatin1(commandName));
                const auto found = keys.constFind(QString::fromLatin1(eventName));
                const auto actual = dataKeys(command, event);
                QVERIFY2(actual.has_value() == (found != keys.cend()), commandName);
                if (actual) {
                    QCOMPARE(*actual, *found);
                    ++cells;
                }
            }
        }
        QCOMPARE(cells, 19);
    }
};

QTEST_GUILESS_MAIN(ProgressTest)
#include "tst_progress.moc"
