// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/publication.h"

#include <QPointer>

namespace cordboard::opensips {

Publication::Publication(QObject *parent)
    : QObject(parent)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Publication::ripen);
}

bool Publication::admit(const Dialog &dialog, bool partiesKnown)
{
    if (m_public.contains(dialog.id)) {
        return true;
    }
    if (m_expected.contains(dialog.callId)) {
        show(dialog.id);
        return true;
    }
    if (dialog.state < DialogState::Early) {
        return false;
    }
    if (partiesKnown) {
        show(dialog.id);
        return true;
    }
    if (!m_waiting.contains(dialog.id)) {
        m_waiting.insert(dialog.id);
        m_queue.enqueue({m_clock.elapsed(), dialog.id});
        if (!m_timer.isActive()) {
            m_timer.start(patience);
        }
    }
    return false;
}

void Publication::show(const QString &dialogId)
{
    m_waiting.remove(dialogId);
    m_public.insert(dialogId);
}

bool Publication::withdraw(const QString &dialogId)
{
    m_waiting.remove(dialogId);
    return m_public.remove(dialogId);
}

void Publication::ripen()
{
    const QPointer<Publication> self(this);
    while (!m_queue.isEmpty()) {
        const qint64 left = patience.count() - (m_clock.elapsed() - m_queue.head().since);
        if (left > 0) {
            m_timer.start(std::chrono::milliseconds(left));
            return;
        }
        const QString dialogId = m_queue.dequeue().dialogId;
        if (m_waiting.contains(dialogId)) {
            show(dialogId);
            Q_EMIT ripe(dialogId);
            if (!self) {
                return;
            }
        }
    }
}

} // namespace cordboard::opensips
