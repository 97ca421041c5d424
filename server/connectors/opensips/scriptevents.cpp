// SPDX-License-Identifier: Apache-2.0
// What the proxy's script tells: a part of OpenSipsConnector.
#include "server/connectors/opensips/opensipsconnector.h"

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

QList<ScriptSide::KnownCall> OpenSipsConnector::knownCalls(const SipCallId &callId) const
{
    QList<ScriptSide::KnownCall> calls;
    const auto dialogs = m_dialogs.table().byCallId(callId);
    for (const Dialog &dialog : dialogs) {
        calls.append({dialog, memoryOf(dialog).journey});
    }
    return calls;
}

void OpenSipsConnector::onScript(const ScriptEvent &told)
{
    const QStringList changed = m_script.note(told, std::chrono::steady_clock::now());
    for (const QString &dialogId : changed) {
        if (const Dialog *dialog = m_dialogs.table().find(dialogId)) {
            keepScriptJourney(*dialog);
        }
        publish(dialogId);
    }
    if (const auto *hold = std::get_if<ScriptEvent::Hold>(&told.what)) {
        if (hold->direction != ScriptEvent::Direction::Inactive && m_dialogs.table().find(told.dialogId)) {
            m_resumedHolds.offered(told.callId);
        }
        m_dialogs.refresh(told.callId, Priority::Background); // the listing has it to stay
    }
    if (const auto *refer = std::get_if<ScriptEvent::Refer>(&told.what);
        refer && m_publication.isPublic(told.dialogId)) {
        Q_EMIT callNoted(callIdOf(scope(), told.dialogId),
            (refer->side == LegRole::Caller ? u"The caller's phone transfers the call to "_s
                                            : u"The callee's phone transfers the call to "_s)
                + refer->referTo);
    }
}

/// A journey that phones made is to outlive us.
void OpenSipsConnector::keepScriptJourney(const Dialog &dialog)
{
    const JourneyId journey = m_script.journeyOf(dialog.id);
    if (!journey.isEmpty() && memoryOf(dialog).journey.isEmpty()) {
        m_notes.note(dialog.callId, writeMemory({.journey = journey}));
        m_notes.see(dialog);
    }
}

void OpenSipsConnector::ageScript()
{
    const QStringList changed = m_script.expire(std::chrono::steady_clock::now());
    for (const QString &dialogId : changed) {
        publish(dialogId);
    }
}

} // namespace cordboard::opensips
