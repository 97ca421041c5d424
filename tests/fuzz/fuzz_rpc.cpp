// SPDX-License-Identifier: Apache-2.0
#include "common/rpc/message.h"
#include "tests/fuzz/fuzz.h"

#include "common/core/overloaded.h"

// JSON-RPC framing: what a client sends. A frame that was read says the same after it was written and read
// again.
void cordboard::fuzz::run(const QByteArray &input)
{
    const auto frame = rpc::parse(input);
    if (!frame) {
        promise(!frame.error().message.isEmpty(), "an error has words");
        return;
    }
    promise(!frame->items.empty(), "a frame has members");
    promise(rpc::nestingDepth(input, 33) <= 32, "nothing nests deeper than allowed");
    for (const rpc::Item &item : frame->items) {
        const QByteArray written = std::visit(
            Overloaded{
                [](const rpc::Request &r) { return rpc::encodeRequest(r.id, r.method, r.params); },
                [](const rpc::Notification &n) { return rpc::encodeNotification(n.method, n.params); },
                [](const rpc::Response &r) {
                    return r.outcome ? rpc::encodeResult(r.id, *r.outcome)
                                     : rpc::encodeError(r.id, r.outcome.error());
                },
                [](const rpc::Invalid &i) { return rpc::encodeError(i.id, i.error); },
            },
            item);
        const auto again = rpc::parse(written);
        promise(again && again->items.size() == 1, "what we write can be read");
        const bool asks =
            std::holds_alternative<rpc::Request>(item) || std::holds_alternative<rpc::Notification>(item);
        promise(!asks || again->items.front() == item, "a request says the same after it was written");
    }
}
