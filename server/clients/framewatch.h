// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/clients/frameparser.h"
#include "server/clients/tokenbucket.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocketProtocol>

#include <chrono>

namespace cordboard {

/// Watches the bytes of a client from before QWebSocket gets them, for what QWebSocket does not tell: its own
/// timer for half a frame starts anew with each byte, it takes frames that are not masked, and answers any
/// number of pings (Qt 6.4).
///
/// Made before the socket is handed to QWebSocketServer::handleConnection(), so that it is called first; a
/// child of the socket.
class FrameWatch : public QObject {
    Q_OBJECT
public:
    static constexpr int controlFramesPerSecond = 10;
    static constexpr int controlFramesAtOnce = 100;
    static constexpr int fragmentsPerSecond = 1000; ///< a message may come in pieces, but not in crumbs
    static constexpr int fragmentsAtOnce = 10000;

    FrameWatch(QTcpSocket *socket, std::chrono::milliseconds messageDeadline);

    /// The handshake is over: from now on frames count. \param messageBytes  longest message; 0: no limit
    void begin(int messageBytes);

Q_SIGNALS:
    /// Once: why the connection must be closed (RFC 6455 section 7.4.1).
    void objected(QWebSocketProtocol::CloseCode code, const QString &reason);

private:
    void beforeReading();
    void afterReading();
    void judge();
    void object(QWebSocketProtocol::CloseCode code, const QString &reason);

    QTcpSocket *m_socket;
    FrameParser m_parser;
    TokenBucket m_control;
    TokenBucket m_fragments;
    QTimer m_deadline;
    qint64 m_unread = 0; ///< bytes that were looked at and QWebSocket has left
    quint64 m_timedMessage = 0;
    quint64 m_countedControl = 0;
    quint64 m_countedFrames = 0;
    bool m_hasFrames = false;
    bool m_begun = false;
    bool m_objected = false;
};

} // namespace cordboard
