// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/resumedholds.h"

#include "server/connectors/opensips/flows/dialogvariables.h"
#include "server/connectors/opensips/management/dialoglist.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace cordboard::opensips {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array bothLegs{LegRole::Caller, LegRole::Callee};

} // namespace

/// Our variable says that we hold it, and its phone has offered to send or receive since.
bool ResumedHolds::isResumed(const Dialog &dialog, LegRole leg) const
{
    const HoldMemory memory = holdMemory(dialog, leg);
    if (!memory.held || heldBy(dialog, leg) != HeldBy::Cordboard) {
        return memory.held;
    }
    return m_offered.contains(dialog.callId) && !memory.sdpMark.isEmpty()
        && memory.sdpMark != sdpMarkOf(dialog, leg);
}

ResumedHolds::ResumedHolds(ManagementCall call, QObject *parent)
    : QObject(parent)
    , m_call(std::move(call))
{
}

void ResumedHolds::see(const Dialog &dialog)
{
    const SipCallId &callId = dialog.callId;
    const bool isOver = dialog.state == DialogState::Ended;
    if (isOver || m_commands.contains(callId) || m_asking.contains(callId)
        || std::none_of(
            bothLegs.begin(), bothLegs.end(), [&](LegRole leg) { return isResumed(dialog, leg); })) {
        return;
    }
    m_asking.insert(callId);
    m_call(u"dlg_list_ctx"_s, {{u"callid"_s, callId.text()}}, Priority::Background)
        .then(this, [this, callId, id = dialog.id](const Result<QJsonValue> &answer) {
            m_asking.remove(callId);
            const bool overtaken = m_overtaken.remove(callId);
            const auto fresh = answer ? listedDialog(*answer) : std::nullopt;
            if (fresh && fresh->id == id && !overtaken && !m_commands.contains(callId)) {
                clear(*fresh);
            }
        });
}

void ResumedHolds::begin(const SipCallId &callId)
{
    ++m_commands[callId];
    m_offered.remove(callId); // what comes of the command is newer
    if (m_asking.contains(callId)) {
        m_overtaken.insert(callId);
    }
}

void ResumedHolds::end(const SipCallId &callId)
{
    if (const auto commands = m_commands.find(callId); commands != m_commands.end() && --*commands == 0) {
        m_commands.erase(commands);
    }
}

void ResumedHolds::clear(const Dialog &fresh)
{
    const bool offered = m_offered.contains(fresh.callId);
    for (const LegRole leg : bothLegs) {
        if (!isResumed(fresh, leg)) {
            continue;
        }
        // The version stays: those of later offers must be higher.
        const QString free = encodeHold({.held = false, .version = holdMemory(fresh, leg).version});
        m_call(u"dlg_push_var"_s,
            {{u"dlg_val_name"_s, holdVariable(leg)}, {u"dlg_val_value"_s, free},
                {u"DID"_s, QJsonArray{fresh.id}}},
            Priority::Background)
            .then(this, [this, callId = fresh.callId, offered](const Result<QJsonValue> &answer) {
                if (answer) {
                    if (offered) {
                        m_offered.remove(callId);
                    }
                    Q_EMIT cleared(callId);
                }
            });
    }
}

} // namespace cordboard::opensips
