// SPDX-License-Identifier: Apache-2.0
#include "console/cli/screen.h"
#include "console/cli/text.h"
#include "tests/console/cli/shown.h"
#include "tests/support/strict.h"

#include <QRegularExpression>
#include <QTest>

using namespace cordboard;
using namespace cordboard::cli;
using namespace cordboard::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = CallReplica::State;

namespace {

protocol::Node node(const QString &name, bool reachable, bool synchronised, const QString &detail = {})
{
    protocol::Node node;
    node.name = NodeName(name);
    node.reachable = reachable;
    node.synchronised = synchronised;
    node.detail = detail.isEmpty() ? json::Nullable<QString>{} : json::Nullable<QString>{detail};
    node.calls = 77; // it counts at other times than the list
    return node;
}

/// What a screen shows, kept alive.
struct Scene {
    QHash<CallId, LiveCall> calls;
    std::vector<protocol::Node> nodes{node(u"edge-1"_s, true, true)};
    State state = State::Live;
    std::optional<std::chrono::milliseconds> age = 1900ms;
    QString trouble;
    std::chrono::milliseconds retryIn{0};
    int firstRow = 0;
    bool newestFirst = false;
    bool colour = false;

    void add(const LiveCall &call) { calls.insert(call.call.id, call); }
    [[nodiscard]] QStringList drawn(int width, int height) const
    {
        return renderScreen({.server = u"ws://127.0.0.1:5059/call-api"_s,
                                .state = state,
                                .age = age,
                                .trouble = trouble,
                                .retryIn = retryIn,
                                .calls = calls,
                                .nodes = nodes,
                                .now = noon(),
                                .firstRow = firstRow,
                                .newestFirst = newestFirst,
                                .colour = colour},
            QSize(width, height));
    }
};

Scene threeCalls()
{
    Scene scene;
    scene.add(shownCall(u"new"_s, CallState::Ringing, 7, party(u"sip:alice@demo.example"_s, u"Alice"_s),
        party(u"sip:bob@demo.example"_s)));
    scene.add(shownCall(u"old"_s, CallState::Held, 3661, party(u"sip:carol@demo.example"_s),
        party(u"sip:dave@demo.example"_s, u"爱丽丝"_s)));
    scene.add(shownCall(u"mid"_s, CallState::Answered, 65, party(u"sip:erin@demo.example"_s)));
    return scene;
}

Scene manyCalls(int count)
{
    Scene scene;
    for (int i = 0; i < count; ++i) {
        scene.add(shownCall(
            u"c%1"_s.arg(i), CallState::Answered, count - i, party(u"sip:u%1@demo.example"_s.arg(i))));
    }
    return scene;
}

QString plain(QString line)
{
    static const QRegularExpression attributes(u"\x1b\\[[0-9;]*m"_s);
    return line.remove(attributes);
}

} // namespace

class ScreenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void aScreenOfCalls()
    {
        const QStringList expected{
            u" Cordboard  ws://127.0.0.1:5059/call-api                          live, 1 s old "_s,
            u" 3 calls   1 ringing   1 answered   1 held"_s, u" edge-1 ok, 3 calls"_s,
            u"STATE       CALLER                        CALLEE                           SINCE"_s,
            u"held        carol@demo.example            爱丽丝 (dave@demo.example)     1:01:01"_s,
            u"answered    erin@demo.example             -                                 1:05"_s,
            u"ringing     Alice (alice@demo.example)    bob@demo.example                  0:07"_s, QString(),
            u" oldest first   r reverses   q quits"_s};
        const QStringList actual = threeCalls().drawn(80, 9);
        for (qsizetype i = 0; i < expected.size(); ++i) {
            QCOMPARE(actual.value(i), expected.at(i));
        }
        QCOMPARE(actual.size(), expected.size());
    }

    void everySizeIsFilledAndNotOverrun()
    {
        Scene scene = manyCalls(30);
        scene.add(shownCall(u"x"_s, CallState::Held, 5,
            party(u"sip:"_s + QString(300, u'x'), QString(300, u'爱')), party(u"sip:\x1b[2J\n@b"_s)));
        scene.nodes.push_back(node(QString(200, u'n'), false, false, QString(500, u'd')));
        for (const State state : {State::Empty, State::Live, State::Stale}) {
            scene.state = state;
            scene.trouble = QString(300, u'爱');
            for (const bool colour : {false, true}) {
                scene.colour = colour;
                for (const int width : {0, 1, 2, 5, 10, 20, 40, 79, 80, 81, 132, 400}) {
                    for (int height = 0; height < 45; height += 1 + height / 8) {
                        const QStringList lines = scene.drawn(width, height);
                        QCOMPARE(lines.size(), height);
                        for (const QString &line : lines) {
                            QVERIFY(colour || !line.contains(u'\x1b'));
                            const QString shown = plain(line);
                            QVERIFY(!shown.contains(u'\x1b') && !shown.contains(u'\n'));
                            QVERIFY2(cellWidth(shown) <= width, qPrintable(shown));
                            QVERIFY(line == shown || line.endsWith(u"\x1b[0m"_s) || !colour
                                || line.contains(u"\x1b[0m"_s));
                        }
                    }
                }
            }
        }
    }

    void oldDataSaysSo_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<int>("age"); // s; -1: none
        QTest::addColumn<QString>("trouble");
        QTest::addColumn<int>("retry"); // ms
        QTest::addColumn<QString>("title");
        QTest::newRow("live") << State::Live << 0 << u"old trouble"_s << 0
                              << u"Cordboard  ws://127.0.0.1:5059/call-api"_s;
        QTest::newRow("waiting") << State::Empty << -1 << QString() << 0
                                 << u"WAITING for the list of calls"_s;
        QTest::newRow("waiting in vain")
            << State::Empty << -1 << u"not allowed"_s << 0 << u"WAITING for the list of calls: not allowed"_s;
        QTest::newRow("no news") << State::Stale << 12 << QString() << 0
                                 << u"STALE - this is the list of 12 s ago"_s;
        QTest::newRow("lost") << State::Stale << 75 << u"the server closed\nthe connection"_s << 1001
                              << u"STALE - this is the list of 75 s ago: the server closed?the connection, "
                                 "next attempt in 2 s"_s;
    }
    void oldDataSaysSo()
    {
        QFETCH(State, state);
        QFETCH(int, age);
        QFETCH(QString, trouble);
        QFETCH(int, retry);
        QFETCH(QString, title);
        Scene scene = threeCalls();
        scene.state = state;
        scene.age =
            age < 0 ? std::nullopt : std::optional<std::chrono::milliseconds>(std::chrono::seconds(age));
        scene.trouble = trouble;
        scene.retryIn = std::chrono::milliseconds(retry);
        const QStringList lines = scene.drawn(160, 9);
        QVERIFY2(lines.first().startsWith(QString(u' ' + title)), qPrintable(lines.first()));
        QCOMPARE(lines.first().contains(u"live"_s), state == State::Live);
        // The list of before stays.
        QVERIFY(lines.at(4).startsWith(u"held"_s));
    }

    void nodesThatAreIllComeFirst()
    {
        Scene scene = threeCalls();
        scene.nodes = {
            node(u"a"_s, true, true), node(u"b"_s, false, false, u"refused"_s), node(u"c"_s, true, false)};
        QCOMPARE(scene.drawn(160, 9).at(2), u" b UNREACHABLE (refused)   c NOT IN STEP   a ok, 0 calls"_s);
        scene.nodes.clear();
        QCOMPARE(scene.drawn(160, 9).at(2), QString());
    }

    void statesAreColouredOnlyWhenWelcomeAndTrue()
    {
        Scene scene = threeCalls();
        scene.colour = true;
        QVERIFY(scene.drawn(80, 9).at(4).startsWith(u"\x1b[36mheld"_s));
        QVERIFY(scene.drawn(80, 9).at(6).startsWith(u"\x1b[33mringing"_s));
        const QString live = plain(scene.drawn(80, 9).at(4));
        scene.state = State::Stale;
        QVERIFY(scene.drawn(80, 9).at(4).startsWith(u"\x1b[2mheld"_s));
        QCOMPARE(plain(scene.drawn(80, 9).at(4)), live);
    }

    void statesOfNewerServersAreCounted()
    {
        Scene scene = threeCalls();
        LiveCall parked = shownCall(u"p"_s, CallState::Answered, 1, party(u"sip:a@b"_s));
        parked.unknownState = u"parked"_s;
        scene.add(parked);
        QCOMPARE(scene.drawn(80, 9).at(1), u" 4 calls   1 ringing   1 answered   1 held   1 parked"_s);
    }

    void rowsScroll()
    {
        Scene scene = manyCalls(100);
        QCOMPARE(rowsFor(QSize(80, 25)), 20);
        QCOMPARE(lastFirstRow(100, QSize(80, 25)), 80);
        QCOMPARE(lastFirstRow(3, QSize(80, 25)), 0);
        QVERIFY(scene.drawn(80, 25).at(4).contains(u" u0@"_s));
        QVERIFY(scene.drawn(80, 25).at(23).contains(u" u19@"_s));
        QVERIFY(scene.drawn(80, 25).last().startsWith(u" 1-20 of 100"_s));
        scene.firstRow = 7;
        QVERIFY(scene.drawn(80, 25).at(4).contains(u" u7@"_s));
        for (const int beyond : {80, 81, 100000}) {
            scene.firstRow = beyond;
            QVERIFY(scene.drawn(80, 25).at(23).contains(u" u99@"_s));
            QVERIFY(scene.drawn(80, 25).last().startsWith(u" 81-100 of 100"_s));
        }
        scene.firstRow = -5;
        QVERIFY(scene.drawn(80, 25).at(4).contains(u" u0@"_s));
    }

    void theNewestFirstIfWanted()
    {
        Scene scene = threeCalls();
        const QStringList before = scene.drawn(80, 9);
        scene.newestFirst = true;
        const QStringList lines = scene.drawn(80, 9);
        for (int row = 0; row < 3; ++row) {
            QCOMPARE(lines.at(4 + row), before.at(6 - row));
        }
        QCOMPARE(lines.last(), u" newest first   r reverses   q quits"_s);
    }

    void aCallOfUnknownBeginningGoesByItsAnswer()
    {
        Scene scene = threeCalls();
        for (const char *id : {"x", "y"}) {
            LiveCall call =
                shownCall(QString::fromLatin1(id), CallState::Answered, 0, party(u"sip:%1@b"_s.arg(id[0])));
            call.call.startedAt = {};
            call.call.answeredAt = {};
            scene.add(call);
        }
        scene.calls[CallId(u"y"_s)].call.answeredAt = {noon().addSecs(-100).toString(Qt::ISODateWithMs)};
        QStringList order;
        const QStringList lines = scene.drawn(80, 10).mid(4, 5);
        for (const QString &line : lines) {
            order.append(line.mid(12, 1));
        }
        QCOMPARE(order.join(QString()), u"xcyeA"_s);
    }

    void severalNodesHaveAColumn()
    {
        Scene scene = threeCalls();
        QVERIFY(!scene.drawn(80, 9).at(3).contains(u"NODE"_s));
        scene.nodes.push_back(node(u"edge-2"_s, true, true));
        QVERIFY(scene.drawn(80, 9).at(3).endsWith(u"SINCE  NODE"_s));
        QVERIFY(scene.drawn(80, 9).at(4).endsWith(u"1:01:01  edge-1"_s));
        QVERIFY(!scene.drawn(40, 9).at(3).contains(u"NODE"_s));
    }

    void noCallsAreSaid()
    {
        Scene scene;
        QVERIFY(scene.drawn(80, 25).contains(u"No calls."_s));
        scene.state = State::Empty;
        QVERIFY(!scene.drawn(80, 25).contains(u"No calls."_s));
    }

    void onlyWhatDiffersIsWritten()
    {
        const QStringList before{u"a"_s, u"b"_s, u"ä"_s};
        QCOMPARE(redraw(before, before), QByteArray());
        QCOMPARE(redraw(before, {u"a"_s, u"x"_s, u"ä"_s}), QByteArray("\x1b[2;1Hx"));
        QCOMPARE(redraw(before, {u"a"_s, u"xyz"_s, u"ä"_s}), QByteArray("\x1b[2;1Hxyz"));
        QCOMPARE(redraw(before, {u"a"_s, QString(), u"ä"_s}), QByteArray("\x1b[2;1H\x1b[K"));
        QCOMPARE(redraw({}, {u"ä"_s, u"b"_s}), QByteArray("\x1b[2J\x1b[1;1H\xc3\xa4\x1b[2;1Hb"));
        // A colour takes no room, and a wide character takes two cells.
        QCOMPARE(redraw({u"abcd"_s}, {u"\x1b[31mab\x1b[0mcd"_s}), QByteArray("\x1b[1;1H\x1b[31mab\x1b[0mcd"));
        QCOMPARE(redraw({u"\x1b[31mab\x1b[0mcd"_s}, {u"abc"_s}), QByteArray("\x1b[1;1Habc\x1b[K"));
        QCOMPARE(redraw({u"爱"_s}, {u"ab"_s}), QByteArray("\x1b[1;1Hab"));
        QCOMPARE(redraw({u"爱"_s}, {u"a"_s}), QByteArray("\x1b[1;1Ha\x1b[K"));
        QVERIFY(redraw(before, {u"a"_s}).startsWith("\x1b[2J"));
    }
};

QTEST_GUILESS_MAIN(ScreenTest)
#include "tst_screen.moc"
