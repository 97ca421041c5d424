// SPDX-License-Identifier: Apache-2.0
#include "server/clients/nodemessage.h"
#include "tests/support/strict.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace cordboard;
using namespace Qt::StringLiterals;

namespace {

QByteArray jsonOf(const auto &message)
{
    return QJsonDocument(json::encode(message)).toJson(QJsonDocument::Compact);
}

QList<Registration> people(int count)
{
    QList<Registration> all;
    for (int i = 0; i < count; ++i) {
        all.append({NodeName(i % 2 ? u"b"_s : u"a"_s), u"user%1"_s.arg(i / 2, 4, 10, QLatin1Char('0')),
            {{.uri = u"sip:%1@192.0.2.1"_s.arg(i)}}});
    }
    return all;
}

} // namespace

class NodeMessageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void tellsANode()
    {
        NodeStatus status;
        status.node = NodeName(u"a"_s);
        status.reachable = true;
        status.version = u"3.6"_s;
        status.provenAt = QDateTime({2026, 1, 2}, {3, 4, 5, 6}, Qt::UTC);
        status.capabilities = {u"start"_s};
        status.lacks = {{u"names"_s, u"include cordboard.cfg"_s}};
        QCOMPARE_EQ(jsonOf(messageOf(status, 3)),
            "{\"calls\":3,\"capabilities\":[\"start\"],\"detail\":null,"
            "\"lacks\":[{\"capability\":\"names\",\"reason\":\"include cordboard.cfg\"}],\"name\":\"a\","
            "\"proven_at\":\"2026-01-02T03:04:05.006Z\",\"reachable\":true,\"synchronised\":false,"
            "\"version\":\"3.6\"}"_ba);
    }

    void tellsARegistration()
    {
        const Registration registration{NodeName(u"a"_s), u"alice"_s,
            {{u"sip:alice@192.0.2.1"_s, u"phone"_s, QDateTime({2026, 1, 2}, {3, 4, 5}, Qt::UTC)},
                {.uri = u"sip:alice@192.0.2.2"_s}}};
        QCOMPARE_EQ(jsonOf(messageOf(registration)),
            "{\"aor\":\"alice\",\"contacts\":[{\"expires_at\":\"2026-01-02T03:04:05.000Z\","
            "\"uri\":\"sip:alice@192.0.2.1\",\"user_agent\":\"phone\"},{\"expires_at\":null,"
            "\"uri\":\"sip:alice@192.0.2.2\",\"user_agent\":null}],\"node\":\"a\"}"_ba);
    }

    void pagesRegistrations()
    {
        const QList<Registration> all = people(1001);
        QSet<QString> seen;
        protocol::RegistrationList query;
        query.limit = 100;
        QString last;
        int pages = 0;
        for (;;) {
            const auto listed = listRegistrations(all, query);
            QVERIFY(listed);
            QCOMPARE_EQ(listed->total, 1001);
            for (const protocol::Registration &one : listed->registrations) {
                const QString key = one.aor + u'\n' + one.node.text();
                QVERIFY(last < key);
                last = key;
                seen.insert(key);
            }
            ++pages;
            if (!listed->cursor.value) {
                break;
            }
            query.cursor = *listed->cursor.value;
        }
        QCOMPARE_EQ(pages, 11);
        QCOMPARE_EQ(seen.size(), 1001);
    }

    void filtersRegistrations()
    {
        protocol::RegistrationList query;
        query.node = NodeName(u"b"_s);
        query.text = u"SIP:3@192"_s;
        const auto listed = listRegistrations(people(10), query);
        QVERIFY(listed);
        QCOMPARE_EQ(listed->total, 1);
        QCOMPARE_EQ(listed->registrations.front().aor, u"user0001"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("cursor");
        QTest::addColumn<QString>("field");
        QTest::newRow("none") << 0 << QString() << u"limit"_s;
        QTest::newRow("too many") << 501 << QString() << u"limit"_s;
        QTest::newRow("no base64") << 5 << u"%%%"_s << u"cursor"_s;
        QTest::newRow("empty cursor") << 5 << u""_s << u"cursor"_s;
        QTest::newRow("no separator") << 5 << u"YWxpY2U"_s << u"cursor"_s;
    }
    void refuses()
    {
        QFETCH(int, limit);
        QFETCH(QString, cursor);
        QFETCH(QString, field);
        protocol::RegistrationList query;
        query.limit = limit;
        if (!cursor.isNull()) {
            query.cursor = cursor;
        }
        const auto listed = listRegistrations(people(10), query);
        QVERIFY(!listed);
        QCOMPARE_EQ(listed.error().field, field);
    }
};

QTEST_GUILESS_MAIN(NodeMessageTest)
#include "tst_nodemessage.moc"
