// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/httpreply.h"
#include "tests/fuzz/fuzz.h"

// HTTP replies of a management interface. A reply is the same however its bytes are cut.
void cordboard::fuzz::run(const QByteArray &input)
{
    using namespace cordboard::opensips;
    constexpr qsizetype bodyLimit = 4096;
    const HttpParse whole = parseHttpReply(input, true, bodyLimit);
    if (const auto *reply = std::get_if<HttpReply>(&whole)) {
        promise(reply->body.size() <= bodyLimit, "a body stays within its limit");
        promise(reply->consumed > 0 && reply->consumed <= input.size(), "a reply is part of what came");
        promise(reply->status >= 200 && reply->status <= 999, "an interim reply is none");
        promise(input.size() > 65536 || reply->consumed == input.size() || !reply->keepAlive
                || std::holds_alternative<HttpReply>(
                    parseHttpReply(QByteArrayView(input).first(reply->consumed), false, bodyLimit)),
            "a kept connection's reply ends where it says");
    }
    promise(!std::holds_alternative<HttpNeedsMore>(whole), "a closed connection is waited for no longer");
    // Once broken or whole, more bytes change nothing about it.
    for (qsizetype size = 0; size <= input.size() && size <= 512; ++size) {
        const HttpParse part = parseHttpReply(QByteArrayView(input).first(size), false, bodyLimit);
        if (const auto *reply = std::get_if<HttpReply>(&part)) {
            const HttpParse more = parseHttpReply(input, false, bodyLimit);
            const auto *same = std::get_if<HttpReply>(&more);
            promise(same && same->body == reply->body && same->status == reply->status
                    && same->consumed == reply->consumed,
                "a whole reply is not changed by what follows");
            return;
        }
        if (std::holds_alternative<HttpBroken>(part)) {
            promise(std::holds_alternative<HttpBroken>(parseHttpReply(input, false, bodyLimit)),
                "a broken reply does not mend");
            return;
        }
    }
}
