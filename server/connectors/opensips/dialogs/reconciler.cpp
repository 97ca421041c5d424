// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/reconciler.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds sweepPause = 5s;
/// So many events in a second that do not follow from what is known are no single losses any more.
constexpr int manyMismatches = 20;
constexpr std::chrono::milliseconds mismatchWindow = 1s;

} // namespace

Reconciler::Reconciler(Synchroniser *dialogs, ManagementCall call, QObject *parent)
    : QObject(parent)
    , m_dialogs(dialogs)
    , m_call(std::move(call))
{
    m_sweepAgain.setSingleShot(true);
    m_sweepAnyway.setSingleShot(true);
    m_lookAtCounts.setSingleShot(true);
    m_eventsAreIn.setSingleShot(true);
    m_eventsAreIn.setInterval(eventDelay);
    m_clock.start();
    connect(&m_sweepAgain, &QTimer::timeout, this, &Reconciler::sweep);
    connect(&m_sweepAnyway, &QTimer::timeout, this, &Reconciler::sweep);
    connect(&m_lookAtCounts, &QTimer::timeout, this, &Reconciler::compareCounts);
    connect(&m_eventsAreIn, &QTimer::timeout, this, &Reconciler::compared);
    connect(m_dialogs, &Synchroniser::mismatched, this, &Reconciler::onMismatch);
    connect(m_dialogs, &Synchroniser::swept, this, &Reconciler::onSwept);
}

void Reconciler::nodeUp()
{
    m_up = true;
    m_lookAtCounts.start(countPause);
    sweep();
}

void Reconciler::nodeDown()
{
    m_up = false;
    m_synchronised = false;
    m_sweepAgain.stop();
    m_sweepAnyway.stop();
    m_lookAtCounts.stop();
    m_eventsAreIn.stop();
}

void Reconciler::nodeRestarted(std::chrono::milliseconds ago)
{
    m_synchronised = false;
    m_counts.reset();
    m_dialogs->clear(ago);
}

void Reconciler::doubt()
{
    if (std::exchange(m_synchronised, false)) {
        Q_EMIT synchronisedChanged();
    }
    sweepSoon();
}

void Reconciler::recover()
{
    if (std::exchange(m_synchronised, false)) {
        Q_EMIT synchronisedChanged();
    }
    sweep();
}

void Reconciler::sweep()
{
    m_sweepAgain.stop();
    m_sweepAnyway.stop();
    m_lastSweep.start();
    m_dialogs->sweep();
}

void Reconciler::sweepSoon()
{
    if (!m_up || m_sweepAgain.isActive()) {
        return;
    }
    const qint64 since = m_lastSweep.isValid() ? m_lastSweep.elapsed() : sweepPause.count();
    if (since >= sweepPause.count() && !m_dialogs->isSweeping()) {
        sweep();
    } else {
        m_sweepAgain.start(std::chrono::milliseconds(std::max<qint64>(sweepPause.count() - since, 1)));
    }
}

void Reconciler::onMismatch()
{
    if (!m_mismatchesSince.isValid() || m_mismatchesSince.elapsed() > mismatchWindow.count()) {
        m_mismatchesSince.start();
        m_mismatches = 0;
    }
    if (++m_mismatches == manyMismatches) {
        doubt();
    }
}

void Reconciler::onSwept(bool complete)
{
    if (!m_up) {
        return;
    }
    if (!complete) {
        sweepSoon();
        return;
    }
    m_counts.swept();
    m_sweepAnyway.start(m_rhythm);
    if (!std::exchange(m_synchronised, true)) {
        Q_EMIT synchronisedChanged();
    }
    Q_EMIT reconciled();
}

void Reconciler::compareCounts()
{
    if (!m_synchronised || m_dialogs->isSweeping() || std::exchange(m_looking, true)) {
        m_lookAtCounts.start(countPause);
        return;
    }
    const QJsonArray names{u"dialog:early_dialogs"_s, u"dialog:active_dialogs"_s,
        u"dialog:processed_dialogs"_s, u"dialog:failed_dialogs"_s};
    m_before = m_dialogs->table().counts();
    m_call(u"get_statistics"_s, {{u"statistics"_s, names}}, Priority::Background)
        .then(this, [this](const Result<QJsonValue> &answer) {
            m_looking = false;
            m_proxy = answer ? countsFromAnswer(*answer) : std::nullopt;
            if (m_up) {
                m_eventsAreIn.start();
            }
        });
}

void Reconciler::compared()
{
    auto verdict = CountCheck::Verdict::Agrees;
    if (m_proxy && m_synchronised && !m_dialogs->isSweeping()) {
        verdict = m_counts.look(
            m_before, m_dialogs->table().counts(), *m_proxy, CountCheck::Time(m_clock.elapsed()));
    }
    m_lookAtCounts.start(verdict == CountCheck::Verdict::Unsure ? shortCountPause : countPause);
    if (verdict == CountCheck::Verdict::Wrong) {
        doubt();
    } else if (verdict == CountCheck::Verdict::Doubtful) {
        sweepSoon();
    }
}

} // namespace cordboard::opensips
