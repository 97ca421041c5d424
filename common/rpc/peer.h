// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/task.h"
#include "common/rpc/dispatcher.h"
#include "common/rpc/message.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <unordered_map>

namespace cordboard::rpc {

/// One end of a JSON-RPC 2.0 link: serves the other end's requests and sends our own. Knows no transport:
/// frames come by receive() and leave by the sender.
///
/// Every request gets exactly one answer, a batch all of its answers in one frame, in the order of the
/// requests, once the last of them is there. Handlers may answer at once or later, in any order, and may
/// destroy the peer.
class Peer : public QObject {
    Q_OBJECT
public:
    /// Hands a frame to the transport. It may destroy the peer, e.g. when the transport has failed.
    using Sender = std::function<void(const QByteArray &frame)>;

    /// \param dispatcher  must outlive the peer
    /// \param context  whatever the handlers need to know who asks, e.g. the session; not owned
    Peer(const Dispatcher &dispatcher, Sender sender, QObject *context = nullptr, QObject *parent = nullptr);
    /// Settles the calls under way with Errc::LinkLost. Answers that come later are not sent.
    ~Peer() override;

    void setLimits(const Limits &limits) { m_limits = limits; }
    [[nodiscard]] QObject *context() const noexcept { return m_context; }
    /// Requests of the other end that are not answered yet.
    [[nodiscard]] int unanswered() const noexcept;

    /// One frame from the other end. Garbage is answered, never an assertion.
    void receive(const QByteArray &frame);

    /// Asks the other end.
    /// \param params  an object, an array, or undefined for none
    /// \param deadline  from now until the answer must be there; > 0
    /// \returns the result. Errors: what the other end answered; Timeout; LinkLost
    [[nodiscard]] Task<QJsonValue> call(
        const QString &method, const QJsonValue &params, std::chrono::milliseconds deadline);
    void notify(const QString &method, const QJsonValue &params);

    /// The transport is gone: settles all calls under way with Errc::LinkLost, and makes sure that what
    /// handlers still answer to its requests goes nowhere. The peer can serve a new transport afterwards.
    void linkLost();

Q_SIGNALS:
    /// A notification that the dispatcher has no handler for.
    void notified(const QString &method, const QJsonValue &params);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Line;
    struct Reply;
    struct Pending {
        Promise<QJsonValue> promise;
        int timer;
    };

    void send(const QByteArray &frame);
    void serve(Request request, Responder responder);
    void serve(const Notification &notification);
    void settle(qint64 id, Result<QJsonValue> outcome);

    const Dispatcher &m_dispatcher;
    Sender m_sender;
    QObject *m_context;
    Limits m_limits;
    std::shared_ptr<Line> m_line;
    std::unordered_map<qint64, Pending> m_pending;
    QHash<int, qint64> m_timers; ///< timer to the call that it bounds
    qint64 m_lastId = 0;
};

} // namespace cordboard::rpc
