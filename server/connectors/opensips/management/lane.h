// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/task.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QObject>

#include <chrono>

namespace cordboard::opensips {

/// Which request goes out first when several wait on a lane that does one at a time.
enum class Priority {
    Command, ///< somebody waits for it
    Background, ///< synchronisation, probes, renewals
};

/// One way to the management interface (MI) of one OpenSIPS: HTTP or datagram. JSON-RPC 2.0 either way.
///
/// A request leaves at most once, whatever happens (facts 5, 48): a lane never sends one again.
class Lane : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Sends one request and gives its `result`.
    /// \param deadline  from now until the answer must be there, > 0; counts the wait for earlier requests,
    /// too Errors: ProxyUnreachable (nothing reached the proxy, surely), Timeout (sent, and no answer came:
    /// it may have happened, and so does a connection that breaks after sending or an answer that cannot be
    /// read), RefusedByProxy (`status` is the code of the JSON-RPC error or the HTTP status; `message` the
    /// proxy's words).
    [[nodiscard]] virtual Task<QJsonValue> call(const QString &method, const QJsonObject &params,
        std::chrono::milliseconds deadline, Priority priority = Priority::Command) = 0;
    /// For people, e.g. "http://127.0.0.1:8888/mi" (never with a password).
    [[nodiscard]] virtual QString address() const = 0;
};

} // namespace cordboard::opensips
