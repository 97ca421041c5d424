// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/nullable.h"
#include "common/protocol/words.h"

#include <tuple>
#include <vector>

/// Who a client is: SessionLogin, for clients that cannot set `Authorization: Bearer` in their handshake, and
/// SessionInfo. Before a login nothing else is answered.
namespace cordboard::protocol {

using json::Field;
using json::Nullable;

struct SessionLogin {
    QString token; ///< as `cordboard-server token add` showed it, or a JWT
    static constexpr auto fields() { return std::tuple{Field{&SessionLogin::token, "token"}}; }
    friend bool operator==(const SessionLogin &, const SessionLogin &) = default;
};

/// The answer to SessionLogin and SessionInfo.
struct SessionDescription {
    Nullable<QString> user; ///< null: anonymous
    QString role; ///< viewer, operator or admin
    QString scope; ///< own, domain or all
    std::vector<QString> addresses; ///< of the scope `own`: user@host
    std::vector<QString> domains; ///< of the scope `domain`
    Nullable<QString> expiresAt; ///< ISO 8601 UTC; the connection is closed then
    std::vector<QString> methods; ///< that this client may use
    static constexpr auto fields()
    {
        using S = SessionDescription;
        return std::tuple{Field{&S::user, "user"}, Field{&S::role, "role"}, Field{&S::scope, "scope"},
            Field{&S::addresses, "addresses"}, Field{&S::domains, "domains"},
            Field{&S::expiresAt, "expires_at"}, Field{&S::methods, "methods"}};
    }
    friend bool operator==(const SessionDescription &, const SessionDescription &) = default;
};

} // namespace cordboard::protocol
