// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/opensips/dialogs/countcheck.h"
#include "server/connectors/opensips/dialogs/synchroniser.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace cordboard::opensips {

/// Decides when the proxy's whole list is read again, and knows whether ours is true (fact 26).
///
/// Read at once when the node is up; soon after anything that makes our list doubtful: events that may be
/// lost, many that do not follow from what is known, a count that differs from the proxy's; and every so
/// often in any case. Doubts never begin more than one sweep in five seconds. A single lost event that the
/// counts tell of is found within two seconds, and so mended within five, plus the time of a sweep.
class Reconciler : public QObject {
    Q_OBJECT
public:
    /// Between two looks at the proxy's counts, which it tells in less than a millisecond; and while they
    /// differ, or calls come and go so fast that a look tells nothing.
    static constexpr std::chrono::milliseconds countPause{1'000};
    static constexpr std::chrono::milliseconds shortCountPause{250};
    /// Until an event has come that was sent before the proxy answered: it takes another way.
    static constexpr std::chrono::milliseconds eventDelay{20};

    /// \param dialogs  must outlive this
    Reconciler(Synchroniser *dialogs, ManagementCall call, QObject *parent = nullptr);

    /// How often to sweep without any reason. Effective from the next sweep on.
    void setRhythm(std::chrono::milliseconds pause) { m_rhythm = pause; }
    /// The node answers, and tells its events: sweeps now.
    void nodeUp();
    void nodeDown();
    /// The proxy was started anew, at most so long ago: all that it had before is gone, its counts are zero.
    void nodeRestarted(std::chrono::milliseconds ago);
    /// Events may be lost: what is known is not trusted until a sweep is complete.
    void doubt();
    /// Nothing is lost any more, and what was before is not trusted: sweeps now. Call it once after doubts,
    /// however short the last sweep was ago.
    void recover();
    /// One sweep was complete since the node is up, and no doubt came after it.
    [[nodiscard]] bool isSynchronised() const { return m_synchronised; }

Q_SIGNALS:
    /// isSynchronised() changed, other than by nodeDown() and nodeRestarted().
    void synchronisedChanged();
    /// A sweep was complete.
    void reconciled();

private:
    void sweep();
    void sweepSoon();
    void onMismatch();
    void onSwept(bool complete);
    void compareCounts();
    void compared();

    Synchroniser *m_dialogs;
    ManagementCall m_call;
    CountCheck m_counts;
    QTimer m_sweepAgain; // after a reason
    QTimer m_sweepAnyway; // without one
    QTimer m_lookAtCounts;
    QTimer m_eventsAreIn; // after the answer to a look
    DialogCounts m_before; // of the look that is under way
    std::optional<DialogCounts> m_proxy;
    QElapsedTimer m_clock;
    QElapsedTimer m_lastSweep; // since it began
    QElapsedTimer m_mismatchesSince;
    std::chrono::milliseconds m_rhythm{30'000};
    int m_mismatches = 0;
    bool m_looking = false;
    bool m_up = false;
    bool m_synchronised = false;
};

} // namespace cordboard::opensips
