// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/capabilities.h"

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

Capabilities capabilitiesOf(
    const NodeTraits &traits, const QStringList &missingEvents, const std::optional<NodeLack> &registrations)
{
    Capabilities all;
    const auto judge = [&](const QString &word, const QString &reason) {
        if (reason.isEmpty()) {
            all.capabilities.append(word);
        } else {
            all.lacks.append({word, reason});
        }
    };
    const QString dialog = missingEvents.contains(u"E_DLG_STATE_CHANGED"_s)
        ? u"load the module dialog, and call create_dialog() in the proxy's script"_s
        : QString();
    const QString callops = dialog.isEmpty() && !traits.callops ? u"load the module callops"_s : dialog;

    judge(u"start"_s,
        callops.isEmpty() && !traits.datagram && !traits.uaSession
            ? u"load the module mi_datagram and give its address (mi.datagram); or b2b_entities, over HTTP alone"_s
            : callops);
    judge(u"end"_s, dialog);
    judge(u"hold"_s, dialog);
    judge(u"blind_transfer"_s, callops);
    judge(u"attended_transfer"_s, callops);
    QString refusals = callops;
    if (refusals.isEmpty() && !traits.datagram) {
        refusals = u"load the module mi_datagram and give its address (mi.datagram)"_s;
    } else if (refusals.isEmpty() && !traits.sequentialHeaders) {
        refusals = u"dlg_send_sequential takes no headers: OpenSIPS 3.6 or later does"_s;
    }
    judge(u"refusals"_s, refusals);
    judge(u"names"_s,
        missingEvents.contains(u"E_CORDBOARD"_s)
            ? u"include cordboard.cfg in the proxy's script and call its routes (resources/opensips)"_s
            : QString());
    judge(u"registrations"_s, registrations ? registrations->reason : QString());
    return all;
}

} // namespace cordboard::opensips
