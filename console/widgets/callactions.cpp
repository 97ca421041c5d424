// SPDX-License-Identifier: Apache-2.0
#include "console/widgets/callactions.h"

#include "console/text/visible.h"
#include "console/theme/icons.h"

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using text::OffReason;

QString capabilityOf(CallAction action)
{
    switch (action) {
    case CallAction::End:
        return u"end"_s;
    case CallAction::Hold:
    case CallAction::Unhold:
        return u"hold"_s;
    case CallAction::BlindTransfer:
        return u"blind_transfer"_s;
    case CallAction::AttendedTransfer:
        return u"attended_transfer"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

CallActions::CallActions(QObject *parent)
    : QObject(parent)
{
    m_hold.setShortcut(Qt::CTRL | Qt::Key_H);
    m_transfer.setShortcut(Qt::CTRL | Qt::Key_T);
    m_hangUp.setShortcut(Qt::CTRL | Qt::Key_Delete);
    m_newCall.setShortcut(Qt::CTRL | Qt::Key_N);
    m_transfer.setIcon(icons::themed(Icon::Transfer));
    m_hangUp.setIcon(icons::themed(Icon::Hangup));
    m_newCall.setIcon(icons::themed(Icon::NewCall));
    connect(&m_hold, &QAction::triggered, this, [this] {
        CommandRequest request;
        request.what = m_resumes ? CommandRequest::What::Resume : CommandRequest::What::Hold;
        // A receiver may change the selection.
        const QList<CallRowPtr> selection = m_selection;
        for (const CallRowPtr &row : selection) {
            request.call = row->id();
            Q_EMIT commandWanted(request);
        }
    });
    connect(
        &m_transfer, &QAction::triggered, this, [this] { Q_EMIT transferWanted(m_selection.first()->id()); });
    connect(&m_hangUp, &QAction::triggered, this, [this] { Q_EMIT hangUpWanted(m_selection); });
    connect(&m_newCall, &QAction::triggered, this, &CallActions::newCallWanted);
    update();
}

void CallActions::setFresh(bool fresh)
{
    if (std::exchange(m_fresh, fresh) != fresh) {
        update();
    }
}

void CallActions::setSelection(const QList<CallRowPtr> &selection)
{
    m_selection = selection;
    update();
}

void CallActions::setLacks(const QHash<NodeName, QSet<QString>> &lacks)
{
    m_lacks = lacks;
    update();
}

void CallActions::setMethods(const QSet<QString> &methods)
{
    m_methods = methods;
    update();
}

void CallActions::retranslate() { update(); }

void CallActions::update()
{
    m_resumes = !m_selection.isEmpty()
        && std::all_of(m_selection.begin(), m_selection.end(),
            [](const CallRowPtr &row) { return row->live.call.state == CallState::Held; });
    m_hold.setIcon(icons::themed(m_resumes ? Icon::Resume : Icon::Hold));
    show(m_hold, m_resumes ? tr("Resume") : tr("Hold"),
        whyNot(m_resumes ? CallAction::Unhold : CallAction::Hold));
    auto noTransfer = whyNot(CallAction::BlindTransfer);
    if (noTransfer && !whyNot(CallAction::AttendedTransfer)) {
        noTransfer.reset();
    }
    if (!noTransfer && m_selection.size() > 1) {
        noTransfer = OffReason::NotAllSelected;
    }
    show(m_transfer, tr("Transfer…"), noTransfer);
    show(m_hangUp, tr("Hang up"), whyNot(CallAction::End));
    show(m_newCall, tr("New call…"),
        !m_fresh                      ? std::optional(OffReason::NoConnection)
            : !mayUse(u"CallStart"_s) ? std::optional(OffReason::NotAllowed)
                                      : std::nullopt);
}

void CallActions::show(QAction &action, const QString &text, std::optional<OffReason> reason)
{
    action.setText(text);
    action.setToolTip(text::actionToolTip(text, action.shortcut().toString(QKeySequence::NativeText),
        reason ? text::offReason(*reason) : QString()));
    action.setEnabled(!reason);
}

std::optional<OffReason> CallActions::whyNot(CallAction action) const
{
    if (!m_fresh) {
        return OffReason::NoConnection;
    }
    if (m_selection.isEmpty()) {
        return OffReason::NothingSelected;
    }
    const auto forbidden = std::find_if(m_selection.begin(), m_selection.end(),
        [action](const CallRowPtr &row) { return !row->allows(action); });
    if (forbidden == m_selection.end()) {
        return std::nullopt;
    }
    if (m_selection.size() > 1) {
        return OffReason::NotAllSelected;
    }
    const CallRow &row = **forbidden;
    if (row.hasEnded()) {
        return OffReason::CallEnded;
    }
    if (!mayUse(json::wireName(action))) {
        return OffReason::NotAllowed;
    }
    const auto &commands = row.live.call.commands;
    if (!commands.empty()) {
        return std::any_of(commands.begin(), commands.end(), &isTransfer) ? OffReason::TransferRuns
                                                                          : OffReason::CommandRuns;
    }
    if (m_lacks.value(row.live.call.node).contains(capabilityOf(action))) {
        return OffReason::NodeCannot;
    }
    if (action != CallAction::End && row.live.call.state == CallState::Ringing) {
        return OffReason::NotAnswered;
    }
    const auto &legs = row.live.call.legs;
    const bool phoneHolds = std::any_of(legs.begin(), legs.end(),
        [](const protocol::CallLeg &leg) { return leg.heldBy.value == HeldBy::Phone; });
    if (action == CallAction::Unhold && phoneHolds) {
        return OffReason::PhoneHolds;
    }
    return OffReason::Unknown;
}

} // namespace cordboard::console
