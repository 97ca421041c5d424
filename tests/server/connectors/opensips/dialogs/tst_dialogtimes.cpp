// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/dialogtimes.h"
#include "tests/support/strict.h"

#include <QTest>

using namespace cordboard;
using namespace cordboard::opensips;
using namespace Qt::StringLiterals;

namespace {

QDateTime at(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); }

DialogStateChanged change(int from, int to)
{
    return {u"1.a"_s, SipCallId(u"call"_s), {}, {}, DialogState(from), DialogState(to)};
}

Dialog listed(qint64 answeredSeconds)
{
    Dialog dialog{.id = u"1.a"_s, .callId = SipCallId(u"call"_s), .state = DialogState::Confirmed};
    dialog.startedAt = answeredSeconds;
    return dialog;
}

} // namespace

class DialogTimesTest : public QObject {
    Q_OBJECT

    DialogTimes m_times;

private Q_SLOTS:
    void init()
    {
        tests::failOnAnyWarning();
        m_times = {};
    }

    void eventsTellToTheMillisecond()
    {
        m_times.note(change(1, 2), at(10001));
        m_times.note(change(2, 3), at(12002));
        m_times.note(change(3, 4), at(12500));
        QCOMPARE_EQ(m_times.of(listed(12)), (DialogTime{at(10001), at(12002), TimeSource::Event}));
    }

    void aCallWithoutRingingIsBornAnswered()
    {
        m_times.note(change(1, 3), at(12002));
        QCOMPARE_EQ(m_times.of(listed(0)), (DialogTime{at(12002), at(12002), TimeSource::Event}));
    }

    void doubledAndLateEventsChangeNothing()
    {
        m_times.note(change(2, 3), at(12002));
        m_times.note(change(1, 2), at(12003)); // overtaken
        m_times.note(change(2, 3), at(12900));
        QCOMPARE_EQ(m_times.of(listed(12)).answeredAt, at(12002));
    }

    void aDialogThatIsFoundHasTheProxysSecond()
    {
        QCOMPARE_EQ(m_times.of(listed(12)), (DialogTime{QDateTime(), at(12000), TimeSource::Proxy}));
        QCOMPARE_EQ(m_times.of(listed(0)), (DialogTime{QDateTime(), QDateTime(), TimeSource::Sync}));
    }

    void aScannersCallLeavesNothing()
    {
        m_times.note(change(1, 5), at(1000));
        QCOMPARE_EQ(m_times.size(), 0);
    }

    void theEndForgets()
    {
        m_times.note(change(1, 2), at(1000));
        m_times.forget(u"1.a"_s);
        QCOMPARE_EQ(m_times.size(), 0);
    }
};

QTEST_GUILESS_MAIN(DialogTimesTest)
#include "tst_dialogtimes.moc"
