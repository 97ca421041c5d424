// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/events/event.h"
#include "tests/fuzz/fuzz.h"

#include "common/core/overloaded.h"

// Event datagrams: anybody who can reach the port may send them.
void cordboard::fuzz::run(const QByteArray &input)
{
    using namespace cordboard::opensips;
    const auto event = decodeEvent(input);
    if (!event) {
        promise(!event.error().message.isEmpty(), "an error has words");
        return;
    }
    std::visit(
        Overloaded{
            [](const DialogStateChanged &e) {
                promise(!e.callId.text().isEmpty() && !e.dialogId.isEmpty(), "a dialog is named");
            },
            [](const TransferChanged &e) { promise(!e.callId.text().isEmpty(), "a transfer is of a call"); },
            [](const HoldChanged &e) { promise(!e.callId.text().isEmpty(), "a hold is of a call"); },
            [](const SessionChanged &e) { promise(!e.key.text().isEmpty(), "a session has its key"); },
            [](const ContactChanged &e) { promise(!e.aor.isEmpty(), "a contact is somebody's"); },
            [](const ScriptEvent &e) { promise(!e.callId.text().isEmpty(), "a script tells of a call"); },
            [](const ProbeArrived &) {},
            [](const OtherEvent &) {},
        },
        *event);
    promise(decodeEvent(input) == event, "the same datagram says the same");
}
