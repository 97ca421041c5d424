// SPDX-License-Identifier: Apache-2.0
#include "server/calls/calllisting.h"
#include "tests/support/strict.h"

#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

LiveCallPtr call(const QString &id, int startedAt, const QString &caller = {})
{
    auto call = std::make_shared<LiveCall>();
    call->info.id = CallId(id);
    call->info.caller = caller;
    if (startedAt >= 0) {
        call->info.startedAt = QDateTime({2026, 1, 1}, {10, 0}, Qt::UTC).addSecs(startedAt);
    }
    return call;
}

QHash<CallId, LiveCallPtr> calls(const QList<LiveCallPtr> &list)
{
    QHash<CallId, LiveCallPtr> hash;
    for (const LiveCallPtr &one : list) {
        hash.insert(one->info.id, one);
    }
    return hash;
}

QStringList ids(const protocol::CallListed &listed)
{
    QStringList result;
    for (const protocol::Call &one : listed.calls) {
        result.append(one.id.text());
    }
    return result;
}

protocol::CallList query(CallSort sort, bool descending = false, std::optional<int> limit = {})
{
    protocol::CallList query;
    query.sort = sort;
    query.descending = descending;
    query.limit = limit;
    return query;
}

} // namespace

class CallListingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void sorts()
    {
        const auto all = calls({call(u"a"_s, 2, u"sip:y@h"_s), call(u"b"_s, 1),
            call(u"c"_s, -1, u"sip:x@h"_s), call(u"d"_s, 1, u"sip:z@h"_s)});
        QCOMPARE_EQ(ids(*listCalls(all, {})), (QStringList{u"b"_s, u"d"_s, u"a"_s, u"c"_s}));
        QCOMPARE_EQ(ids(*listCalls(all, query(CallSort::StartedAt, true))),
            (QStringList{u"a"_s, u"b"_s, u"d"_s, u"c"_s}));
        QCOMPARE_EQ(
            ids(*listCalls(all, query(CallSort::Caller))), (QStringList{u"c"_s, u"a"_s, u"d"_s, u"b"_s}));
        QCOMPARE_EQ(ids(*listCalls(all, query(CallSort::Caller, true))),
            (QStringList{u"d"_s, u"a"_s, u"c"_s, u"b"_s}));
    }

    void pages_data()
    {
        QTest::addColumn<CallSort>("sort");
        QTest::addColumn<bool>("descending");
        for (const auto &[sort, name] : json::WireNames<CallSort>::names) {
            QTest::addRow("%s", name) << sort << false;
            QTest::addRow("%s, descending", name) << sort << true;
        }
    }
    /// Every call once, although others come and go between the pages.
    void pages()
    {
        QFETCH(CallSort, sort);
        QFETCH(bool, descending);
        QHash<CallId, LiveCallPtr> all;
        for (int i = 0; i < 100; ++i) {
            const auto one = call(u"call%1"_s.arg(i), i % 7 - 1, u"sip:%1@h"_s.arg(i % 5));
            all.insert(one->info.id, one);
        }
        QStringList seen;
        auto ask = query(sort, descending, 9);
        int pages = 0;
        for (;;) {
            const auto listed = listCalls(all, ask);
            QVERIFY(listed);
            seen += ids(*listed);
            ++pages;
            const auto temporary = call(u"temporary%1"_s.arg(pages), 0);
            all.insert(temporary->info.id, temporary);
            all.remove(CallId(u"temporary%1"_s.arg(pages - 1)));
            if (!listed->cursor.value) {
                break;
            }
            ask.cursor = *listed->cursor.value;
        }
        seen.removeIf([](const QString &id) { return id.startsWith("temporary"_L1); });
        QCOMPARE_EQ(seen.size(), 100);
        QCOMPARE_EQ(QSet<QString>(seen.begin(), seen.end()).size(), 100);
    }

    void countsWhatTheFilterFits()
    {
        const auto all =
            calls({call(u"a"_s, 1, u"sip:x@h"_s), call(u"b"_s, 2, u"sip:x@h"_s), call(u"c"_s, 3)});
        protocol::CallList ask;
        ask.filter = protocol::CallFilter{{}, {}, {}, {}, u"sip:x"_s};
        ask.limit = 1;
        const auto listed = listCalls(all, ask);
        QCOMPARE_EQ(listed->total, 2);
        QCOMPARE_EQ(ids(*listed), QStringList{u"a"_s});
        QVERIFY(listed->cursor.value);
    }

    void refuses_data()
    {
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("cursor");
        QTest::addColumn<QString>("field");
        QTest::newRow("limit 0") << 0 << QString() << u"limit"_s;
        QTest::newRow("limit -1") << -1 << QString() << u"limit"_s;
        QTest::newRow("limit 501") << 501 << QString() << u"limit"_s;
        QTest::newRow("empty cursor") << 1 << u""_s << u"cursor"_s;
        QTest::newRow("garbage") << 1 << u"\u00e4\u0000"_s << u"cursor"_s;
        QTest::newRow("JSON of another kind") << 1 << u"e30"_s << u"cursor"_s;
        const auto other =
            listCalls(calls({call(u"a"_s, 1), call(u"b"_s, 2)}), query(CallSort::Caller, false, 1));
        QTest::newRow("another sort") << 1 << *other->cursor.value << u"cursor"_s;
    }
    void refuses()
    {
        QFETCH(int, limit);
        QFETCH(QString, cursor);
        QFETCH(QString, field);
        protocol::CallList ask;
        ask.limit = limit;
        if (!cursor.isNull()) {
            ask.cursor = cursor;
        }
        const auto listed = listCalls({}, ask);
        QVERIFY(!listed);
        QCOMPARE_EQ(listed.error().code, Errc::InvalidParams);
        QCOMPARE_EQ(listed.error().field, field);
    }
};

QTEST_GUILESS_MAIN(CallListingTest)
#include "tst_calllisting.moc"
