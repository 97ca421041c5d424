// SPDX-License-Identifier: Apache-2.0
#include "console/text/reasons.h"

#include "console/text/visible.h"

#include <QCoreApplication>

namespace cordboard::console::text {
namespace {

using namespace Qt::StringLiterals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Reasons)
};

} // namespace

QString offReason(OffReason reason)
{
    switch (reason) {
    case OffReason::NoConnection:
        return Words::tr("No connection");
    case OffReason::NothingSelected:
        return Words::tr("Select a call first");
    case OffReason::CallEnded:
        return Words::tr("The call has ended");
    case OffReason::NotAllowed:
        return Words::tr("Your role may look, not act");
    case OffReason::TransferRuns:
        return Words::tr("A transfer is running");
    case OffReason::CommandRuns:
        return Words::tr("Another command is running on this call");
    case OffReason::NotAnswered:
        return Words::tr("The call is not answered yet");
    case OffReason::NodeCannot:
        return Words::tr("This node cannot do it");
    case OffReason::NodeCannotHoldOneSide:
        return Words::tr("This node cannot hold one side");
    case OffReason::PhoneHolds:
        return Words::tr("Held at a telephone; only that telephone can resume it");
    case OffReason::NotAllSelected:
        return Words::tr("Not possible on all selected calls");
    case OffReason::Unknown:
        return Words::tr("Not possible on this call now");
    }
    Q_UNREACHABLE();
}

QString roleName(const QString &role)
{
    if (role == "viewer"_L1) {
        return Words::tr("viewer");
    }
    if (role == "operator"_L1) {
        return Words::tr("operator");
    }
    return role == "admin"_L1 ? Words::tr("administrator") : visibleText(role);
}

QString actionToolTip(const QString &action, const QString &shortcut, const QString &reason)
{
    QString text = shortcut.isEmpty() ? action : u"%1 (%2)"_s.arg(action, shortcut);
    if (!reason.isEmpty()) {
        text += u'\n' + reason;
    }
    return plainToolTip(text);
}

} // namespace cordboard::console::text
