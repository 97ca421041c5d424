// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/task.h"
#include "common/protocol/commands.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace cordboard {

class ClientLink;

/// One of the commands of the protocol (CallStart, CallHold, ..., Echo), from its request to its `Ended`.
///
/// The client chooses the `cmd_id`, so that what the server says of the command is recognised whenever it
/// comes. If the link is lost, the command goes on at the server; a new ClientCommand with the same
/// parameters, the same `cmd_id` among them, attaches to it again.
class ClientCommand : public QObject {
    Q_OBJECT
public:
    /// \param link  must outlive the command
    /// \param method  e.g. `CallStart`
    /// \param params  with a `cmd_id`, or one is made
    ClientCommand(
        ClientLink &link, const QString &method, const QJsonObject &params, QObject *parent = nullptr);

    [[nodiscard]] const CommandId &id() const noexcept { return m_id; }

    /// Sends it; call this once.
    /// \param deadline  until `Ended` must have come. The server keeps deadlines of its own, at most 600 s.
    /// \returns when `Ended` has come: Done, or what the `Error` before it said. Before that: the error that
    /// the request
    ///          was answered with; LinkLost; Timeout; Abandoned if this object is destroyed
    [[nodiscard]] Task<Done> start(std::chrono::milliseconds deadline = std::chrono::seconds(630));

    /// What became of the call that the command was about, if it failed and the server told.
    [[nodiscard]] std::optional<CallFate> callFate() const noexcept { return m_fate; }

Q_SIGNALS:
    /// The server has accepted it.
    void started();
    /// Each event as it comes, `Error` and `Ended` among them; after `Ended` the task is settled.
    void happened(const cordboard::protocol::CommandEvent &event);

private:
    void onAnswer(const Result<QJsonValue> &answer);
    void onNotification(const QString &method, const QJsonValue &params);
    void settle(Result<Done> outcome);

    ClientLink &m_link;
    QString m_method;
    QJsonObject m_params;
    CommandId m_id;
    Promise<Done> m_promise;
    QTimer m_deadline;
    std::optional<Error> m_error;
    std::optional<CallFate> m_fate;
};

} // namespace cordboard
