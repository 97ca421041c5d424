// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/json/codec.h"
#include "common/rpc/responder.h"

#include <QHash>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <type_traits>

namespace cordboard::rpc {

class Peer;

/// The parameters of a method that takes none.
struct NoParams {
    static constexpr auto fields() { return std::tuple{}; }
    friend bool operator==(const NoParams &, const NoParams &) = default;
};

/// Which method is served by whom. Filled once at start; serves any number of peers, which it must outlive.
class Dispatcher {
public:
    /// \param peer  who asks; Peer::context() leads to its session. Do not keep it: it may be gone by the
    /// time of a
    ///              late answer, which the Responder bears.
    using Handler = std::function<void(Peer &peer, const QJsonValue &params, Responder responder)>;

    /// Asked before every method, also before those that nobody serves. \returns what is answered in its
    /// place
    using Gate = std::function<std::optional<Error>(Peer &peer, const QString &method)>;

    /// Names are compared to the letter. A second handler of the same name replaces the first.
    void add(const QString &method, Handler handler);

    /// A handler(Peer &, Params, Responder) of decoded parameters. What does not decode is answered
    /// InvalidParams, with `data.field`, and never reaches it; so is an array that is not empty, since
    /// parameters go by name.
    template <json::Message Params, class F>
    void addTyped(const QString &method, F handler, json::Unknown unknown = json::Unknown::Ignore)
    {
        add(method,
            [handler = std::move(handler), unknown](
                Peer &peer, const QJsonValue &params, Responder responder) {
                Result<QJsonObject> named = byName(params);
                Result<Params> decoded = named ? json::decode<Params>(*named, unknown)
                                               : Result<Params>(tl::unexpected(std::move(named).error()));
                if (!decoded) {
                    responder.fail(std::move(decoded).error());
                    return;
                }
                handler(peer, std::move(*decoded), std::move(responder));
            });
    }

    void setGate(Gate gate) { m_gate = std::move(gate); }
    [[nodiscard]] bool contains(const QString &method) const { return m_handlers.contains(method); }
    [[nodiscard]] QStringList methods() const; ///< sorted

    /// Calls the method's handler if the gate has nothing against it; MethodNotFound is answered if there is
    /// none.
    void dispatch(Peer &peer, const QString &method, const QJsonValue &params, Responder responder) const;

    /// Named parameters: absent ones and an empty array are an empty object.
    /// \returns the object; InvalidParams for anything else
    [[nodiscard]] static Result<QJsonObject> byName(const QJsonValue &params);

private:
    QHash<QString, Handler> m_handlers;
    Gate m_gate;
};

} // namespace cordboard::rpc
