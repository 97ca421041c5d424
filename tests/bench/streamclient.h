// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QHash>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace cordboard::bench {

/// A subscriber that costs next to nothing, so that a hundred of them measure the server and not themselves:
/// it takes web socket frames apart (RFC 6455 section 5) without copying them, and reads the numbers at the
/// head of a message, not the calls.
class StreamClient : public QObject {
    Q_OBJECT
public:
    /// Connects, and asks for the live calls.
    explicit StreamClient(const QUrl &url);

    /// Holds the list, or has got its first message from a server that sends something else.
    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] bool isLost() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    [[nodiscard]] qint64 seq() const { return m_seq; }
    [[nodiscard]] qint64 messages() const { return m_messages; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] int gaps() const { return m_gaps; }
    /// From now on each Call-ID is told with the time at which it was seen first.
    void watchCalls() { m_watches = true; }
    [[nodiscard]] const QHash<QByteArray, qint64> &seenCalls() const { return m_calls; }

private:
    void take();
    void message(QByteArrayView text);
    void findCalls(QByteArrayView text);
    void send(char opcode, const QByteArray &payload);

    QTcpSocket m_socket;
    QByteArray m_buffer;
    bool m_upgraded = false;
    bool m_ready = false;
    bool m_watches = false;
    qint64 m_seq = -1;
    qint64 m_messages = 0;
    qint64 m_bytes = 0;
    int m_gaps = 0;
    QHash<QByteArray, qint64> m_calls; // in us of the steady clock
};

/// In us; the same in all processes of a machine.
[[nodiscard]] qint64 steadyMicroseconds();

} // namespace cordboard::bench
