// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/dialogtimes.h"

namespace cordboard::opensips {
namespace {

QDateTime utc(qint64 ms) { return ms > 0 ? QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC) : QDateTime(); }

} // namespace

void DialogTimes::note(const DialogStateChanged &event, const QDateTime &now)
{
    if (event.newState == DialogState::Ended) {
        return;
    }
    const bool isBirth = event.oldState == DialogState::Unconfirmed;
    const bool isAnswer = event.oldState < DialogState::Answered && event.newState >= DialogState::Answered;
    if (!isBirth && !isAnswer) {
        return;
    }
    Heard &heard = m_times[event.dialogId];
    // Twice the same event: the first one was in time.
    if (isBirth && heard.startedMs == 0) {
        heard.startedMs = now.toMSecsSinceEpoch();
    }
    if (isAnswer && heard.answeredMs == 0) {
        heard.answeredMs = now.toMSecsSinceEpoch();
    }
}

DialogTime DialogTimes::of(const Dialog &dialog) const
{
    const Heard heard = m_times.value(dialog.id);
    DialogTime time{.startedAt = utc(heard.startedMs), .answeredAt = utc(heard.answeredMs)};
    if (heard.startedMs > 0 || heard.answeredMs > 0) {
        time.source = TimeSource::Event;
    }
    if (heard.answeredMs == 0 && dialog.startedAt > 0) {
        time.answeredAt = QDateTime::fromSecsSinceEpoch(dialog.startedAt, Qt::UTC);
        time.source = TimeSource::Proxy;
    }
    return time;
}

} // namespace cordboard::opensips
