// SPDX-License-Identifier: Apache-2.0
#include "console/models/callorder.h"
#include "tests/console/support/callworld.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using tests::party;
using tests::present;
using tests::someCall;

namespace {

/// Ids in order; "!" and "-" are the headings, a lit call has a star, a cord is ( + ).
QString sketch(const ListEntries &entries)
{
    QStringList parts;
    for (const ListEntry &entry : entries) {
        if (entry.isHeading()) {
            parts.append(entry.section == ListEntry::Section::Attention ? u"!"_s : u"-"_s);
            continue;
        }
        QString part = entry.row->id().text();
        part += entry.lit ? u"*"_s : QString();
        switch (entry.cord) {
        case ListEntry::Cord::None:
            break;
        case ListEntry::Cord::First:
            part += u'(';
            break;
        case ListEntry::Cord::Middle:
            part += u'+';
            break;
        case ListEntry::Cord::Last:
            part += u')';
            break;
        }
        parts.append(part);
    }
    return parts.join(u' ');
}

QHash<CallId, CallRowPtr> rowsOf(const QList<LiveCall> &calls)
{
    QHash<CallId, CallRowPtr> rows;
    for (const LiveCall &live : calls) {
        CallRow row = callRow(live, {});
        row.slot = static_cast<int>(rows.size());
        rows.insert(live.call.id, std::make_shared<const CallRow>(std::move(row)));
    }
    return rows;
}

QHash<CallId, CallRowPtr> fewCalls()
{
    const auto a = party("Ann", "1");
    const auto b = party("Ben", "2");
    const auto z = party("Zoe", "3");
    return rowsOf({someCall("talks", a, b, CallState::Answered, 500),
        someCall("talks2", z, b, CallState::Answered, 50), someCall("rings", a, z, CallState::Ringing, 5),
        someCall("rings2", b, z, CallState::Ringing, 9), someCall("held", z, a, CallState::Held, 60),
        someCall("old", a, b, CallState::Held, 300), someCall("older", b, a, CallState::Held, 400)});
}

ListEntries entriesOf(const QHash<CallId, CallRowPtr> &rows, const QStringList &ids)
{
    ListEntries entries;
    for (const QString &id : ids) {
        ListEntry entry;
        if (id == u"-"_s) {
            entry.section = ListEntry::Section::Other;
        } else {
            entry.row = rows.value(CallId(id));
        }
        entries.push_back(entry);
    }
    return entries;
}

} // namespace

class TestCallOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void putsTheUrgentFirst()
    {
        QCOMPARE(sketch(orderedCalls(fewCalls(), {}, present)),
            u"! older* old* - rings2 rings held talks talks2"_s);
    }
    void sortsWithinSections()
    {
        OrderOptions options;
        options.column = CallColumn::Caller;
        QCOMPARE(sketch(orderedCalls(fewCalls(), options, present)),
            u"! old* older* - rings talks rings2 held talks2"_s);
        options.direction = Qt::DescendingOrder;
        QCOMPARE(sketch(orderedCalls(fewCalls(), options, present)),
            u"! older* old* - held talks2 rings2 rings talks"_s);
        options.attentionOnTop = false;
        options.column = CallColumn::InState;
        options.direction = Qt::AscendingOrder;
        QCOMPARE(sketch(orderedCalls(fewCalls(), options, present)),
            u"talks older* old* held talks2 rings2 rings"_s);
    }
    void keepsJourneysTogether()
    {
        const auto a = party("Ann", "1");
        const auto b = party("Ben", "2");
        const auto rows = rowsOf({someCall("urgent", a, b, CallState::Held, 500, 600, "n", "j"),
            someCall("calm", b, a, CallState::Answered, 5, 6, "n", "j"),
            someCall("alone", b, a, CallState::Answered, 50, 60, "n", "k"),
            someCall("other", a, b, CallState::Ringing, 30)});
        QCOMPARE(sketch(orderedCalls(rows, {}, present)), u"! urgent*( calm) other* - alone"_s);
        OrderOptions options;
        options.groupJourneys = false;
        QCOMPARE(sketch(orderedCalls(rows, options, present)), u"! urgent* other* - alone calm"_s);
    }
    void leavesEmptySectionsOut()
    {
        QVERIFY(orderedCalls({}, {}, present).empty());
        OrderOptions options;
        options.filter.quick = CallFilter::Quick::Attention;
        QCOMPARE(sketch(orderedCalls(fewCalls(), options, present)), u"! older* old*"_s);
        options.filter.quick = CallFilter::Quick::Ringing;
        QCOMPARE(sketch(orderedCalls(fewCalls(), options, present)), u"- rings2 rings"_s);
    }
    void mergesWithoutMovingWhatIsThere()
    {
        const auto rows = fewCalls();
        const ListEntries there = entriesOf(rows, {u"-"_s, u"talks"_s, u"rings"_s, u"held"_s});
        // rings2 is new and follows the heading; talks2 follows talks; held has left.
        const ListEntries target =
            entriesOf(rows, {u"-"_s, u"rings2"_s, u"rings"_s, u"talks"_s, u"talks2"_s});
        QCOMPARE(sketch(mergedInto(there, target)), u"- rings2 talks talks2 rings"_s);
        QCOMPARE(sketch(mergedInto({}, target)), u"- rings2 rings talks talks2"_s);
        QCOMPARE(sketch(mergedInto(target, {})), QString());
    }
};

QTEST_GUILESS_MAIN(TestCallOrder)
#include "tst_callorder.moc"
