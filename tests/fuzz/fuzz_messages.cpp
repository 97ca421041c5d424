// SPDX-License-Identifier: Apache-2.0
#include "common/protocol/calls.h"
#include "common/protocol/commands.h"
#include "common/protocol/nodes.h"
#include "common/protocol/session.h"
#include "tests/fuzz/fuzz.h"

#include <QJsonDocument>

namespace {

using namespace cordboard;

template <class Message> void decode(const QJsonObject &object)
{
    for (const json::Unknown unknown : {json::Unknown::Ignore, json::Unknown::Refuse}) {
        const auto message = json::decode<Message>(object, unknown);
        if (!message) {
            fuzz::promise(
                !message.error().field.isEmpty() || object.contains(QString()), "a refusal names the field");
            continue;
        }
        const auto again = json::decode<Message>(json::encode(*message), json::Unknown::Refuse);
        fuzz::promise(again && *again == *message, "a message says the same after it was written");
    }
}

template <class... Messages> struct Decoders {
    static constexpr void (*all[])(const QJsonObject &) = {&decode<Messages>...};
};

using namespace protocol;
using Every = Decoders<Call, CallSubscribe, CallSubscribed, CallsSnapshot, CallsChanged, CallList, CallListed,
    CallGet, CallGot, CallStart, CallBlindTransfer, CallAttendedTransfer, CallHold, CallEnd, CommandOptions,
    CommandName, Started, CommandError, CommandEvent, Node, NodeList, Nodes, Registration, RegistrationList,
    RegistrationsListed, RegistrationsChanged, Stats, SessionLogin, SessionDescription>;

} // namespace

// Every message of the protocol; the first byte says which, the rest is its JSON.
void cordboard::fuzz::run(const QByteArray &input)
{
    const QJsonDocument document = QJsonDocument::fromJson(input.mid(1));
    if (input.isEmpty() || !document.isObject()) {
        return;
    }
    Every::all[static_cast<unsigned char>(input.front()) % std::size(Every::all)](document.object());
}
