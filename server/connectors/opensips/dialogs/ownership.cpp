// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/ownership.h"

#include <QJsonArray>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

constexpr int mostUnderWay = 4;
constexpr int notActive = 403; // fact 47

} // namespace

Ownership::Ownership(ManagementCall call, QObject *parent)
    : QObject(parent)
    , m_call(std::move(call))
{
}

void Ownership::ask(const Dialog &dialog)
{
    if (dialog.state == DialogState::Confirmed && !m_known.contains(dialog.id)) {
        m_known.insert(dialog.id);
        m_queue.append(dialog.id);
        next();
    }
}

void Ownership::askAgain(const QList<Dialog> &dialogs)
{
    for (const Dialog &dialog : dialogs) {
        if (m_copies.contains(dialog.id)) {
            m_known.remove(dialog.id);
        }
        ask(dialog);
    }
}

void Ownership::forget(const QString &dialogId)
{
    m_known.remove(dialogId);
    m_copies.remove(dialogId);
}

void Ownership::next()
{
    while (m_underWay < mostUnderWay && !m_queue.isEmpty()) {
        const QString dialogId = m_queue.takeFirst();
        if (!m_known.contains(dialogId)) {
            continue;
        }
        ++m_underWay;
        m_call(u"dlg_push_var"_s,
            {{u"dlg_val_name"_s, u"cordboard_owner"_s}, {u"dlg_val_value"_s, u"1"_s},
                {u"DID"_s, QJsonArray{dialogId}}},
            Priority::Background)
            .then(this, [this, dialogId](const Result<QJsonValue> &answer) {
                --m_underWay;
                answered(dialogId, answer);
                next();
            });
    }
}

void Ownership::answered(const QString &dialogId, const Result<QJsonValue> &answer)
{
    if (!m_known.contains(dialogId)) { // over meanwhile
        return;
    }
    const bool isRefused = !answer && answer.error().code == Errc::RefusedByProxy;
    if (!answer && !isRefused) {
        m_known.remove(dialogId); // no answer: the next sweep asks again
        return;
    }
    const bool isCopyNow = isRefused && answer.error().status == notActive;
    if (isCopyNow != m_copies.contains(dialogId)) {
        if (isCopyNow) {
            m_copies.insert(dialogId);
        } else {
            m_copies.remove(dialogId);
        }
        Q_EMIT changed(dialogId);
    }
}

} // namespace cordboard::opensips
