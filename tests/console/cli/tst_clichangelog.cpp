// SPDX-License-Identifier: Apache-2.0
#include "console/cli/changelog.h"
#include "console/cli/watchlines.h"
#include "tests/common/client/callwire.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::cli;
using namespace cordboard::tests;
using namespace Qt::StringLiterals;

namespace {

QString told(const QList<ChangeLog::Entry> &entries)
{
    QStringList words;
    for (const ChangeLog::Entry &entry : entries) {
        words.append(QString::fromLatin1(entry.kind == ChangeLog::Entry::Kind::New ? "+"
                             : entry.kind == ChangeLog::Entry::Kind::Changed       ? "="
                                                                                   : "-")
            + entry.call.value("id"_L1).toString());
    }
    return words.join(u' ');
}

QString give(ChangeLog &log, const protocol::CallsSnapshot &message)
{
    return told(log.apply(u"CallsSnapshot"_s, json::encode(message)));
}
QString give(ChangeLog &log, const protocol::CallsChanged &message)
{
    return told(log.apply(u"CallsChanged"_s, json::encode(message)));
}

} // namespace

class ChangeLogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void everyChangeIsTold()
    {
        ChangeLog log;
        QCOMPARE(give(log, page(1, 0, {liveCall(u"b"_s), liveCall(u"a"_s)}, true)), u"+b +a"_s);
        QCOMPARE(give(log,
                     changes(1, 5,
                         {set(liveCall(u"c"_s)), set(liveCall(u"a"_s, CallState::Held, 2)), gone(u"b"_s),
                             set(liveCall(u"a"_s, CallState::Answered, 3)), gone(u"c"_s)})),
            u"+c =a -b =a -c"_s);
        QCOMPARE(give(log, changes(5, 5, {})), QString());
    }

    void anotherListIsToldAsItsDifference()
    {
        ChangeLog log;
        give(log, page(1, 0, {liveCall(u"a"_s), liveCall(u"b"_s), liveCall(u"c"_s)}, true));
        QCOMPARE(give(log, page(9, 0, {liveCall(u"b"_s)}, false)), QString());
        // One that was given up.
        QCOMPARE(give(log, page(12, 0, {liveCall(u"a"_s)}, false)), QString());
        QCOMPARE(give(log, page(12, 1, {liveCall(u"c"_s, CallState::Held, 2), liveCall(u"d"_s)}, true)),
            u"-b =c +d"_s);
    }

    void wordsAreTheServers()
    {
        ChangeLog log;
        QJsonObject call = json::encode(liveCall(u"a"_s));
        call.insert(u"state"_s, u"parked"_s);
        call.insert(u"mood"_s, u"good"_s);
        QJsonObject message = json::encode(changes(1, 2, {}));
        message.insert(u"changes"_s,
            QJsonArray{QJsonObject{{u"op"_s, u"set"_s}, {u"call"_s, call}},
                QJsonObject{{u"op"_s, u"merge"_s}, {u"id"_s, u"a"_s}},
                QJsonObject{{u"op"_s, u"gone"_s}, {u"id"_s, u"a"_s}}});
        const auto entries = log.apply(u"CallsChanged"_s, message);
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries[0].wire, (QJsonObject{{u"op"_s, u"set"_s}, {u"call"_s, call}}));
        QCOMPARE(entries[1].wire, (QJsonObject{{u"op"_s, u"gone"_s}, {u"id"_s, u"a"_s}}));
        QCOMPARE(changeLine(entries[0], QTime(3, 4, 5)), u"03:04:05 + parked  - -> -  a@host\n"_s);
        QCOMPARE(changeLine(entries[1], QTime(23, 4, 5)), u"23:04:05 - parked  - -> -  a@host\n"_s);
    }
};

QTEST_GUILESS_MAIN(ChangeLogTest)
#include "tst_clichangelog.moc"
