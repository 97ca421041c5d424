// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/dialogs/dialogtable.h"

#include <algorithm>

namespace cordboard::opensips {
namespace {

constexpr qsizetype rememberedBurials = 20'000;

} // namespace

DialogTable::Change DialogTable::apply(const DialogStateChanged &event)
{
    m_seen.insert(event.dialogId);
    if (m_buried.contains(event.dialogId)) {
        return {};
    }
    const auto found = m_dialogs.find(event.dialogId);
    if (event.newState == DialogState::Ended) {
        if (found != m_dialogs.end()) {
            return bury(event.dialogId, event.oldState);
        }
        // Refused at once: it never was on the list, but whoever waits for this Call-ID wants to know.
        ++m_counts.lasting;
        Change change = bury(event.dialogId, event.oldState);
        change.kind = Change::Kind::Gone;
        change.dialog = Dialog{.id = event.dialogId, .callId = event.callId, .state = DialogState::Ended};
        change.surprising = event.oldState > DialogState::Early;
        return change;
    }
    if (found == m_dialogs.end()) {
        Dialog dialog{.id = event.dialogId, .callId = event.callId, .state = event.newState};
        dialog.callerTag = event.fromTag;
        if (!event.toTag.isEmpty()) {
            dialog.callees.append({.tag = event.toTag});
        }
        insert(dialog);
        return {Change::Kind::New, dialog, true, event.oldState > DialogState::Unconfirmed};
    }
    if (event.newState <= found->state) {
        return {};
    }
    const bool surprising = event.oldState != found->state && event.oldState > found->state;
    count(found->state, -1);
    count(event.newState, 1);
    found->state = event.newState;
    return {Change::Kind::Changed, *found, !isListed(event.dialogId), surprising};
}

DialogTable::Change DialogTable::applyListing(const Dialog &listed, quint64 asked)
{
    const auto buried = m_buried.constFind(listed.id);
    if (listed.state == DialogState::Ended || (buried != m_buried.constEnd() && *buried > asked)) {
        return {};
    }
    m_buried.remove(listed.id);
    m_seen.insert(listed.id);
    const bool first = !m_listed.contains(listed.id);
    m_listed.insert(listed.id);
    const auto found = m_dialogs.find(listed.id);
    if (found == m_dialogs.end()) {
        insert(listed);
        return {Change::Kind::New, listed};
    }
    Dialog merged = listed;
    merged.state = std::max(found->state, listed.state);
    if (merged == *found && !first) {
        return {};
    }
    count(found->state, -1);
    count(merged.state, 1);
    *found = merged;
    return {Change::Kind::Changed, merged};
}

DialogTable::Change DialogTable::remove(const QString &dialogId)
{
    const Dialog *there = find(dialogId);
    return there ? bury(dialogId, there->state) : Change{};
}

QList<Dialog> DialogTable::unseen() const
{
    QList<Dialog> result;
    for (const Dialog &dialog : m_dialogs) {
        if (!m_seen.contains(dialog.id)) {
            result.append(dialog);
        }
    }
    return result;
}

const Dialog *DialogTable::find(const QString &dialogId) const
{
    const auto found = m_dialogs.constFind(dialogId);
    return found != m_dialogs.constEnd() ? &*found : nullptr;
}

QList<Dialog> DialogTable::byCallId(const SipCallId &callId) const
{
    QList<Dialog> result;
    for (auto [it, end] = m_byCallId.equal_range(callId); it != end; ++it) {
        result.append(m_dialogs.value(*it));
    }
    return result;
}

DialogTable::Change DialogTable::bury(const QString &dialogId, DialogState before)
{
    m_buried.insert(dialogId, ++m_moment);
    m_burials.enqueue({dialogId, m_moment});
    if (m_burials.size() > rememberedBurials) {
        const auto [oldest, moment] = m_burials.dequeue();
        if (m_buried.value(oldest) == moment) { // else it was raised, and ended once more
            m_buried.remove(oldest);
        }
    }
    m_listed.remove(dialogId);
    Dialog last = m_dialogs.take(dialogId);
    count(last.state, -1);
    m_counts.lasting -= before <= DialogState::Early;
    m_byCallId.remove(last.callId, dialogId);
    last.state = DialogState::Ended;
    return {Change::Kind::Gone, last};
}

void DialogTable::insert(const Dialog &dialog)
{
    m_dialogs.insert(dialog.id, dialog);
    m_byCallId.insert(dialog.callId, dialog.id);
    count(dialog.state, 1);
    ++m_counts.lasting;
}

void DialogTable::count(DialogState state, int by)
{
    m_counts.early += state == DialogState::Early ? by : 0;
    m_counts.active += state == DialogState::Answered || state == DialogState::Confirmed ? by : 0;
}

} // namespace cordboard::opensips
