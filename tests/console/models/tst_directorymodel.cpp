// SPDX-License-Identifier: Apache-2.0
#include "tests/console/support/callworld.h"
#include "tests/support/strict.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cordboard;
using namespace cordboard::console;
using tests::party;
using tests::present;
using tests::someCall;
using text::Presence;

namespace {

protocol::Registration registration(const QString &aor, bool hasPhone = true, const QString &node = u"n"_s)
{
    protocol::Registration made{aor, NodeName(node), {}};
    if (hasPhone) {
        made.contacts.push_back({u"sip:phone"_s, {}, {}});
    }
    return made;
}

struct Bench {
    qint64 now = present;
    CallStore store{[this] { return now; },
        {.gatherFor = std::chrono::milliseconds(0), .keepEnded = std::chrono::milliseconds(0)}};
    DirectoryModel model{store, [this] { return now; }};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void calls(const QList<LiveCall> &list)
    {
        store.apply(list, {});
        store.flush();
    }
    [[nodiscard]] Person person(int row) const { return model.people().at(row); }
};

} // namespace

class TestDirectoryModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { tests::failOnAnyWarning(); }

    void listsByTheAlphabet()
    {
        Bench bench;
        bench.model.setDomain(u"demo.example"_s);
        bench.model.reset({registration(u"10"_s), registration(u"Zoe"_s), registration(u"9"_s),
            registration(u"bob@other.example"_s), registration(u"9"_s, true, u"m"_s)});
        QCOMPARE(bench.model.rowCount(), 4);
        QCOMPARE(bench.person(0).number, u"9"_s);
        QCOMPARE(bench.person(1).number, u"10"_s);
        QCOMPARE(bench.person(2).uri, u"sip:bob@other.example"_s);
        QCOMPARE(bench.person(3).uri, u"sip:Zoe@demo.example"_s);
        QCOMPARE(bench.person(3).presence, Presence::Free);
    }
    void tellsWhatEachDoes()
    {
        Bench bench;
        bench.model.reset({registration(u"1"_s), registration(u"2"_s), registration(u"3"_s)});
        const auto one = party("Ann", "1");
        const auto two = party("Ben", "2");
        bench.calls({someCall("r", one, two, CallState::Ringing, 5)});
        QCOMPARE(bench.person(1).presence, Presence::Calls);
        QCOMPARE(bench.person(1).name, u"Ann"_s);
        QCOMPARE(bench.person(2).presence, Presence::Rings);
        QCOMPARE(bench.person(2).since, present - 5000);
        bench.calls({someCall("t", two, party("", "9"), CallState::Answered, 9)});
        QCOMPARE(bench.person(2).presence, Presence::Talks);
        QCOMPARE(bench.person(2).call, CallId(u"t"_s));
        bench.store.apply({}, {CallId(u"t"_s)});
        bench.store.flush();
        QCOMPARE(bench.person(2).presence, Presence::Rings);
        bench.calls({someCall("r", one, two, CallState::Held, 7)});
        QCOMPARE(bench.person(1).presence, Presence::Holds);
        bench.store.apply({}, {CallId(u"r"_s)});
        bench.store.flush();
        QCOMPARE(bench.person(1).presence, Presence::Free);
        QCOMPARE(bench.person(0).presence, Presence::Free);
    }
    void remembersWhoWentAway()
    {
        Bench bench;
        bench.model.reset({registration(u"1"_s), registration(u"2"_s)});
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        bench.model.apply({registration(u"1"_s, false)});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(bench.person(0).presence, Presence::Away);
        bench.model.apply({registration(u"1"_s), registration(u"3"_s)});
        QCOMPARE(bench.person(0).presence, Presence::Free);
        QCOMPARE(bench.model.rowCount(), 3);
        bench.model.reset({registration(u"2"_s)});
        QCOMPARE(bench.model.rowCount(), 3);
        QCOMPARE(bench.person(0).presence, Presence::Away);
    }
    void learnsTheDomain()
    {
        Bench bench;
        bench.model.reset({registration(u"1"_s)});
        QCOMPARE(bench.person(0).uri, QString());
        QCOMPARE(bench.model.uriOf(u"77"_s), QString());
        bench.calls({someCall("t", party("", "1"), party("", "+49"))});
        QCOMPARE(bench.person(0).uri, u"sip:1@demo.example"_s);
        QCOMPARE(bench.model.uriOf(u"77"_s), u"sip:77@demo.example"_s);
    }
    void makesAddresses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("uri");
        QTest::newRow("number") << u"214"_s << u"sip:214@d.example"_s;
        QTest::newRow("written for people") << u" +49 (221) 47-10 "_s << u"sip:+492214710@d.example"_s;
        QTest::newRow("name") << u"bob keller"_s << u"sip:2@d.example"_s;
        QTest::newRow("address") << u"eve@far.example"_s << u"sip:eve@far.example"_s;
        QTest::newRow("URI") << u"sips:eve@far.example"_s << u"sips:eve@far.example"_s;
        QTest::newRow("nothing") << u"  "_s << QString();
        QTest::newRow("spaces in a name") << u"eve far"_s << QString();
        QTest::newRow("headers") << u"sip:a@b?Replaces=x"_s << QString();
        QTest::newRow("ours") << u"sip:a@b;osid=1"_s << QString();
        QTest::newRow("line end") << u"a\r\nb"_s << QString();
    }
    void makesAddresses()
    {
        QFETCH(QString, typed);
        Bench bench;
        bench.model.setDomain(u"d.example"_s);
        bench.model.reset({registration(u"2"_s)});
        bench.calls({someCall("t", party("Bob Keller", "2"), party("", "3"))});
        QTEST(bench.model.uriOf(typed), "uri");
    }
    void findsPeople()
    {
        Bench bench;
        bench.model.reset({registration(u"2"_s), registration(u"eve@far.example"_s)});
        QVERIFY(bench.model.personOf(u"sip:2@anywhere"_s));
        QVERIFY(bench.model.personOf(u"sip:eve@far.example"_s));
        QVERIFY(!bench.model.personOf(u"sip:eve@elsewhere"_s));
    }
};

QTEST_GUILESS_MAIN(TestDirectoryModel)
#include "tst_directorymodel.moc"
