// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/scriptside.h"

#include "common/core/overloaded.h"

namespace cordboard::opensips {

QStringList ScriptSide::note(const ScriptEvent &event, Time now)
{
    if (event.dialogId.isEmpty()) {
        return {};
    }
    QStringList changed = expire(now);
    const bool differs =
        std::visit(Overloaded{
                       [](const ScriptEvent::Refer &) { return false; },
                       [&](const auto &told) { return m_book.note(event.dialogId, told, now); },
                   },
            event.what);
    if (differs) {
        changed.append(event.dialogId);
    }
    changed += link(event, now);
    changed.removeDuplicates();
    return changed;
}

QStringList ScriptSide::link(const ScriptEvent &event, Time now)
{
    if (const auto *invite = std::get_if<ScriptEvent::Invite>(&event.what)) {
        QList<LinkedCall> replaced;
        if (const SipCallId old = replacedCallId(invite->replaces); !old.isEmpty()) {
            const QList<KnownCall> known = m_callsOf(old);
            for (const KnownCall &call : known) {
                replaced.append(linked(call));
            }
        }
        QStringList changed = m_links.invited(event.callId, event.dialogId, *invite, replaced, now);
        if (m_early.find(event.dialogId)) {
            changed += link(m_early.take(event.dialogId), now);
        }
        return changed;
    }
    if (const auto *refer = std::get_if<ScriptEvent::Refer>(&event.what)) {
        if (const auto old = referredCall(event)) {
            return m_links.referred(*old, refer->side, refer->referTo, now);
        }
        m_early.touch(event.dialogId, now) = event;
    }
    return {};
}

/// Nothing: no event has told of the dialog yet.
std::optional<LinkedCall> ScriptSide::referredCall(const ScriptEvent &event) const
{
    const QList<KnownCall> known = m_callsOf(event.callId);
    for (const KnownCall &call : known) {
        if (call.dialog.id == event.dialogId
            && (!call.dialog.fromUri.isEmpty() || knowsParties(event.dialogId))) {
            return linked(call);
        }
    }
    // The event that tells of the dialog was lost or is late, the INVITE's was not; or the dialog is over.
    if (knowsParties(event.dialogId)) {
        return linked({{.id = event.dialogId, .callId = event.callId}, {}});
    }
    return std::nullopt;
}

LinkedCall ScriptSide::linked(const KnownCall &call) const
{
    const Dialog &dialog = call.dialog;
    LinkedCall linked{.dialogId = dialog.id,
        .callId = dialog.callId,
        .callerTag = dialog.callerTag,
        .journey = call.journey,
        .callerUris = {dialog.fromUri, dialog.callerContact},
        .calleeUris = {dialog.toUri}};
    for (const DialogCallee &callee : dialog.callees) {
        linked.calleeUris.append(callee.contact);
    }
    if (const PartyBook::Parties *parties = m_book.parties(dialog.id)) {
        linked.callerUris += {parties->from, parties->contact};
        linked.calleeUris += {parties->to, parties->requestUri};
    }
    return linked;
}

void ScriptSide::apply(const QString &dialogId, CallInfo &info) const
{
    m_book.apply(dialogId, info);
    if (info.journey.isEmpty()) {
        info.journey = journeyOf(dialogId);
    }
}

QStringList ScriptSide::expire(Time now)
{
    m_links.expire(now);
    m_early.expire(now);
    return m_book.expire(now);
}

void ScriptSide::bury(const QString &dialogId, const JourneyId &journey, Time now)
{
    m_book.bury(dialogId, now);
    m_links.bury(dialogId, journey, now);
}

void ScriptSide::clear()
{
    m_book.clear();
    m_links.clear();
    m_early.clear();
}

} // namespace cordboard::opensips
