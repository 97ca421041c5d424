// SPDX-License-Identifier: Apache-2.0
// What stands in the way of a request: a part of OpenSipsConnector, which keeps its transitions from its
// checks.
#include "server/connectors/opensips/opensipsconnector.h"

#include "common/core/overloaded.h"

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

std::optional<Error> OpenSipsConnector::objection(const CallRequest &request) const
{
    const NodeTraits &traits = m_link.traits();
    const auto lacksCallops = [&]() -> std::optional<Error> {
        if (!traits.callops) {
            return Error{
                Errc::NotSupported, u"%1 has no module callops, which transfers need"_s.arg(node().text())};
        }
        return std::nullopt;
    };
    return std::visit(Overloaded{
                          [&](const StartCall &) -> std::optional<Error> {
                              if (!traits.datagram && !traits.uaSession) {
                                  return Error{Errc::NotSupported,
                                      u"%1 can start calls over mi_datagram, or over HTTP with the module "
                                      u"b2b_entities; it has "
                                      u"neither"_s.arg(node().text())};
                              }
                              return lacksCallops();
                          },
                          [&](const EndCall &end) { return objectionToDialog(end.call, false); },
                          [&](const HoldCall &hold) { return objectionToDialog(hold.call, true); },
                          [&](const BlindTransfer &transfer) -> std::optional<Error> {
                              const auto lacking = lacksCallops();
                              return lacking ? lacking : objectionToDialog(transfer.call, true);
                          },
                          [&](const AttendedTransfer &transfer) -> std::optional<Error> {
                              if (const auto lacking = lacksCallops()) {
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
