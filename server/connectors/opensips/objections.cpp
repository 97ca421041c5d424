// SPDX-License-Identifier: Apache-2.0
// What stands in the way of a request: a part of OpenSipsConnector, which keeps its transitions from its
// checks.
#include "server/connectors/opensips/callactions.h"
#include "server/connectors/opensips/opensipsconnector.h"

#include "common/core/overloaded.h"

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

std::optional<Error> OpenSipsConnector::objection(const CallRequest &request) const
{
    const NodeTraits &traits = m_link.traits();
    return std::visit(Overloaded{
                          [&](const StartCall &) { return objectionToStarts(node(), traits); },
                          [&](const EndCall &end) { return objectionToDialog(end.call, false); },
                          [&](const HoldCall &hold) { return objectionToDialog(hold.call, true); },
                          [&](const BlindTransfer &transfer) {
                              const auto lacking = objectionToTransfers(node(), traits);
                              return lacking ? lacking : objectionToDialog(transfer.call, true);
                          },
                          [&](const AttendedTransfer &transfer) {
                              if (const auto lacking = objectionToTransfers(node(), traits)) {
                                  return lacking;
                              }
                              const auto first = objectionToDialog(transfer.callA, true);
                              return first ? first : objectionToDialog(transfer.callB, true);
                          },
                      },
        request);
}

std::optional<Error> OpenSipsConnector::objectionToDialog(const CallId &call, bool mustBeAnswered) const
{
    const Dialog *dialog = dialogOf(call);
    if (!dialog) {
        return Error{Errc::CallNotFound, u"there is no such call"_s};
    }
    if (mustBeAnswered && dialog->state < DialogState::Answered) {
        return Error{Errc::WrongState, u"the call is still ringing"_s};
    }
    return std::nullopt;
}

} // namespace cordboard::opensips
