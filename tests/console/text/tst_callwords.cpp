// SPDX-License-Identifier: Apache-2.0
#include "console/text/callwords.h"
#include "console/text/connection.h"
#include "console/text/reasons.h"
#include "console/text/translations.h"
#include "tests/support/strict.h"

#include <QSet>

using namespace cordboard;
using namespace cordboard::console;
using namespace Qt::StringLiterals;
using namespace std::chrono;

class TestCallWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        text::installTranslations(QLocale(QLocale::English));
    }
    void showsStates_data();
    void showsStates();
    void saysStates();
    void saysUnknownStates_data();
    void saysUnknownStates();
    void saysSecondLines();
    void namesCommands_data();
    void namesCommands();
    void saysPresence();
    void saysConnection_data();
    void saysConnection();
    void saysBanners();
    void saysWhatCameBack();
    void saysWhyAButtonIsOff();
    void explainsActions();
};

void TestCallWords::showsStates_data()
{
    QTest::addColumn<CallState>("state");
    QTest::addColumn<bool>("transferRuns");
    QTest::addColumn<text::ShownState>("shown");
    using text::ShownState;
    QTest::newRow("ringing") << CallState::Ringing << false << ShownState::Ringing;
    QTest::newRow("ringing, transfer") << CallState::Ringing << true << ShownState::Ringing;
    QTest::newRow("answered") << CallState::Answered << false << ShownState::Talking;
    QTest::newRow("answered, transfer") << CallState::Answered << true << ShownState::Transferring;
    QTest::newRow("held") << CallState::Held << false << ShownState::Held;
    QTest::newRow("held, transfer") << CallState::Held << true << ShownState::Transferring;
    QTest::newRow("ended") << CallState::Ended << false << ShownState::Ended;
    QTest::newRow("ended, transfer") << CallState::Ended << true << ShownState::Ended;
}

void TestCallWords::showsStates()
{
    QFETCH(const CallState, state);
    QFETCH(const bool, transferRuns);
    QFETCH(const text::ShownState, shown);
    QCOMPARE(text::shownState(state, transferRuns), shown);
}

void TestCallWords::saysStates()
{
    using text::ShownState;
    QCOMPARE(text::stateWord(ShownState::Ringing), u"Ringing"_s);
    QCOMPARE(text::stateWord(ShownState::Talking), u"Talking"_s);
    QCOMPARE(text::stateWord(ShownState::Held), u"Held"_s);
    QCOMPARE(text::stateWord(ShownState::Transferring), u"Transferring"_s);
    QCOMPARE(text::stateWord(ShownState::Ended), u"Ended"_s);
}

void TestCallWords::saysUnknownStates_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("shown");
    QTest::newRow("word") << u"parked"_s << u"Parked"_s;
    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("hidden") << u"\u202Ex"_s << u"‹U+202E›x"_s;
    QTest::newRow("long") << QString(500, u'x') << u'X' + QString(18, u'x') + u'…';
}

void TestCallWords::saysUnknownStates()
{
    QFETCH(const QString, word);
    QFETCH(const QString, shown);
    QCOMPARE(text::unknownStateWord(word), shown);
}

void TestCallWords::saysSecondLines()
{
    QCOMPARE(text::heldLine(text::HeldSide::Caller), u"caller waits"_s);
    QCOMPARE(text::heldLine(text::HeldSide::Callee), u"callee waits"_s);
    QCOMPARE(text::heldLine(text::HeldSide::Both), u"both wait"_s);
    QCOMPARE(text::heldColumn(text::HeldSide::Callee), u"Callee"_s);
    QCOMPARE(text::transferLine(u"Tomás Herrera"_s), u"to Tomás Herrera"_s);
    QCOMPARE(text::transferLine(u"%1\u202E"_s), u"to %1‹U+202E›"_s);
    QCOMPARE(text::failedLine(text::CommandKind::Transfer), u"transfer failed"_s);
    QCOMPARE(text::failedHeading(text::CommandKind::Hold), u"Hold failed."_s);
    QCOMPARE(text::roleWord(LegRole::Caller), u"caller"_s);
    QCOMPARE(text::roleWord(LegRole::Callee), u"callee"_s);
}

void TestCallWords::namesCommands_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("kind");
    QTest::newRow("start") << u"CallStart"_s << int(text::CommandKind::Start);
    QTest::newRow("hold") << u"CallHold"_s << int(text::CommandKind::Hold);
    QTest::newRow("resume") << u"CallUnhold"_s << int(text::CommandKind::Resume);
    QTest::newRow("blind") << u"CallBlindTransfer"_s << int(text::CommandKind::Transfer);
    QTest::newRow("attended") << u"CallAttendedTransfer"_s << int(text::CommandKind::Connect);
    QTest::newRow("end") << u"CallEnd"_s << int(text::CommandKind::HangUp);
    QTest::newRow("echo") << u"Echo"_s << -1;
    QTest::newRow("case") << u"callend"_s << -1;
    QTest::newRow("nothing") << u""_s << -1;
}

void TestCallWords::namesCommands()
{
    QFETCH(const QString, method);
    QFETCH(const int, kind);
    const auto named = text::commandKind(method);
    QCOMPARE(named ? int(*named) : -1, kind);
}

void TestCallWords::saysPresence()
{
    using text::Presence;
    QCOMPARE(text::presenceWord(Presence::Free), u"free"_s);
    QCOMPARE(text::presenceWord(Presence::Free, u"1:02"_s), u"free"_s);
    QCOMPARE(text::presenceWord(Presence::Talks, u"38:20"_s), u"talks 38:20"_s);
    QCOMPARE(text::presenceWord(Presence::Talks), u"talks"_s);
    QCOMPARE(text::presenceWord(Presence::Holds, u"3:05"_s), u"holds 3:05"_s);
    QCOMPARE(text::presenceWord(Presence::Rings, u"0:47"_s), u"rings 0:47"_s);
    QCOMPARE(text::presenceWord(Presence::Calls, u"0:06"_s), u"calls 0:06"_s);
    QCOMPARE(text::presenceWord(Presence::Away, u"0:06"_s), u"no phone"_s);
}

void TestCallWords::saysConnection_data()
{
    QTest::addColumn<text::LinkWord>("word");
    QTest::addColumn<int>("retryMs");
    QTest::addColumn<QString>("text");
    using text::LinkWord;
    QTest::newRow("connected") << LinkWord::Connected << 0 << u"Connected"_s;
    QTest::newRow("connecting") << LinkWord::Connecting << 0 << u"Connecting…"_s;
    QTest::newRow("in four seconds") << LinkWord::Reconnecting << 4000 << u"Reconnecting in 4 s"_s;
    QTest::newRow("rounded up") << LinkWord::Reconnecting << 3001 << u"Reconnecting in 4 s"_s;
    QTest::newRow("never zero") << LinkWord::Reconnecting << 0 << u"Reconnecting in 1 s"_s;
    QTest::newRow("late") << LinkWord::Reconnecting << -700 << u"Reconnecting in 1 s"_s;
    QTest::newRow("not authorised") << LinkWord::NotAuthorised << 0 << u"Not authorised"_s;
    QTest::newRow("not found") << LinkWord::ServerNotFound << 0 << u"Server not found"_s;
    QTest::newRow("closed") << LinkWord::Disconnected << 0 << u"Not connected"_s;
}

void TestCallWords::saysConnection()
{
    QFETCH(const text::LinkWord, word);
    QFETCH(const int, retryMs);
    QFETCH(const QString, text);
    QCOMPARE(text::connectionWord(word, milliseconds(retryMs)), text);
    QCOMPARE(text::connectionSpoken(word, milliseconds(retryMs), milliseconds(400)),
        u"Connection: %1, data 0.4 seconds old"_s.arg(text));
    QCOMPARE(text::connectionSpoken(word, milliseconds(retryMs), std::nullopt), u"Connection: "_s + text);
}

void TestCallWords::saysBanners()
{
    QCOMPARE(
        text::staleBanner(QTime(14, 32, 7), seconds(38)).heading, u"No connection since 14:32:07 (38 s)."_s);
    const text::Banner silent = text::silentNodeBanner(u"edge-2"_s, QTime(4, 2, 7), 11);
    QCOMPARE(silent.heading, u"edge-2 has been silent since 04:02:07."_s);
    QCOMPARE(silent.text, u"Its 11 calls are as they were then."_s);
    QCOMPARE(text::silentNodeBanner(u"edge-2"_s, QTime(4, 2, 7), 1).text, u"Its 1 call is as it was then."_s);
}

void TestCallWords::saysWhatCameBack()
{
    QCOMPARE(text::connectionBack(seconds(41), 7), u"Connection back after 41 s, 7 changes caught up"_s);
    QCOMPARE(text::connectionBack(seconds(41), 1), u"Connection back after 41 s, 1 change caught up"_s);
    QCOMPARE(text::connectionBackAnew(seconds(41)), u"Connection back after 41 s, list read anew"_s);
}

void TestCallWords::saysWhyAButtonIsOff()
{
    QCOMPARE(text::offReason(text::OffReason::NotAllowed), u"Your role may look, not act"_s);
    QCOMPARE(text::offReason(text::OffReason::NodeCannotHoldOneSide), u"This node cannot hold one side"_s);
    QCOMPARE(text::offReason(text::OffReason::TransferRuns), u"A transfer is running"_s);
    QCOMPARE(text::offReason(text::OffReason::NoConnection), u"No connection"_s);
    QSet<QString> all;
    for (int i = 0; i <= int(text::OffReason::Unknown); ++i) {
        const QString reason = text::offReason(static_cast<text::OffReason>(i));
        QVERIFY(!reason.isEmpty() && !reason.endsWith(u'.'));
        all.insert(reason);
    }
    QCOMPARE(all.size(), int(text::OffReason::Unknown) + 1);
}

void TestCallWords::explainsActions()
{
    QCOMPARE(text::actionToolTip(u"Hold"_s, u"Ctrl+H"_s), u"<qt>Hold (Ctrl+H)</qt>"_s);
    QCOMPARE(text::actionToolTip(u"Hold"_s, u"Ctrl+H"_s, u"No connection"_s),
        u"<qt>Hold (Ctrl+H)<br/>No connection</qt>"_s);
    QCOMPARE(text::actionToolTip(u"Call <b>"_s, {}), u"<qt>Call &lt;b&gt;</qt>"_s);
}

QTEST_GUILESS_MAIN(TestCallWords)
#include "tst_callwords.moc"
