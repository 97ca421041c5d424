// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/client/backoff.h"
#include "common/core/task.h"
#include "common/rpc/peer.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>

class QWebSocket;

namespace cordboard {

/// A client's connection to a server, kept up until close(): it notices a server that has gone silent, and
/// connects again by itself after a growing pause (backoff.h).
///
/// What was asked on a connection ends with it: no call is ever sent twice. Receivers of its signals, and of
/// its answers, may close or reopen it, and destroy it by deleteLater() only.
class ClientLink : public QObject {
    Q_OBJECT
public:
    enum class State {
        Disconnected, ///< nothing under way; open() was not called, or close() was
        Connecting,
        Connected, ///< the server has accepted the connection
        WaitingToRetry, ///< failed or lost; the next attempt comes by itself
    };
    Q_ENUM(State)

    struct Options {
        std::chrono::milliseconds connectTimeout{10000}; ///< until the WebSocket handshake must be done
        std::chrono::milliseconds pingAfter{
            10000}; ///< silence of the server after which it is asked for a sign of life
        std::chrono::milliseconds pongTimeout{10000}; ///< how long it may take for that
        quint64 maxMessageBytes = 16 * 1024 * 1024; ///< a larger message ends the connection
        Backoff::Random random; ///< for the pauses; empty: the system's
    };

    explicit ClientLink(QObject *parent = nullptr);
    explicit ClientLink(const Options &options, QObject *parent = nullptr);
    /// Settles the calls under way with Errc::LinkLost.
    ~ClientLink() override;

    /// Starts connecting, and keeps on trying until close(). An earlier connection is closed first.
    /// \param url  `ws:` or `wss:`, without user information
    /// \param token  sent as `Authorization: Bearer`; empty for none
    /// \returns InvalidParams if the URL cannot be used, and then nothing changes
    [[nodiscard]] Result<Done> open(const QUrl &url, const QByteArray &token = {});
    /// Ends the connection, or the attempts, for good. Calls under way are settled with Errc::LinkLost.
    void close();

    [[nodiscard]] State state() const noexcept { return m_state; }
    [[nodiscard]] const QUrl &url() const noexcept { return m_url; }
    /// Time until the next attempt; 0 unless WaitingToRetry.
    [[nodiscard]] std::chrono::milliseconds retryIn() const;

    /// Asks the server. See rpc::Peer::call() for parameters and errors; Errc::LinkLost at once unless
    /// Connected.
    [[nodiscard]] Task<QJsonValue> call(const QString &method, const QJsonValue &params,
        std::chrono::milliseconds deadline = std::chrono::seconds(10));

Q_SIGNALS:
    void stateChanged(cordboard::ClientLink::State state);
    /// An attempt failed, or the connection was lost; `why` is for people. stateChanged() follows.
    void failed(const QString &why);
    void notified(const QString &method, const QJsonValue &params);
    /// Every text message, as it came, before it is acted upon: for programs that print them.
    void received(const QByteArray &message);

private:
    /// A socket that has failed cannot write any more.
    enum class Farewell { None, CloseFrame };

    void connectSocket();
    void onConnected();
    void onMessage(const QString &message);
    void onAlive();
    void onSilence();
    void lose(const QString &why);
    void dropSocket(Farewell farewell);
    void send(const QByteArray &frame);
    void setState(State state);

    Options m_options;
    Backoff m_backoff;
    rpc::Dispatcher m_dispatcher; ///< serves nothing: servers do not ask clients
    rpc::Peer m_peer;
    QWebSocket *m_socket = nullptr; ///< a child; one for each attempt
    QUrl m_url;
    QByteArray m_token;
    QTimer m_retry;
    QTimer m_watch; ///< bounds the handshake, then the server's silence
    bool m_pinged = false;
    State m_state = State::Disconnected;
};

} // namespace cordboard
