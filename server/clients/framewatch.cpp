// SPDX-License-Identifier: Apache-2.0
#include "server/clients/framewatch.h"

#include <algorithm>

namespace cordboard {

using namespace Qt::StringLiterals;

FrameWatch::FrameWatch(QTcpSocket *socket, std::chrono::milliseconds messageDeadline)
    : QObject(socket)
    , m_socket(socket)
    , m_control(controlFramesPerSecond, controlFramesAtOnce, TokenBucket::Clock::now())
    , m_fragments(fragmentsPerSecond, fragmentsAtOnce, TokenBucket::Clock::now())
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(messageDeadline);
    connect(&m_deadline, &QTimer::timeout, this,
        [this] { object(QWebSocketProtocol::CloseCodePolicyViolated, u"a message came too slowly"_s); });
    connect(socket, &QTcpSocket::readyRead, this, &FrameWatch::beforeReading);
}

void FrameWatch::begin(int messageBytes)
{
    m_begun = true;
    m_unread = m_socket->bytesAvailable();
    if (messageBytes > 0) {
        // QWebSocket reads a frame once it is there as a whole; more than two need not wait in the buffer.
        constexpr qint64 least = 65536;
        m_socket->setReadBufferSize(std::max(least, 2 * qint64(messageBytes)));
    }
    // After QWebSocket's own, which was connected in the handshake.
    connect(m_socket, &QTcpSocket::readyRead, this, &FrameWatch::afterReading);
    QMetaObject::invokeMethod(this, &FrameWatch::judge, Qt::QueuedConnection);
}

void FrameWatch::beforeReading()
{
    const QByteArray bytes = m_socket->peek(m_socket->bytesAvailable());
    if (!m_hasFrames) {
        // The header is read in a later turn of the event loop; no valid frame begins with a G.
        if (bytes.isEmpty() || bytes.front() == 'G') {
            return;
        }
        m_hasFrames = true;
        m_unread = 0;
    }
    m_parser.feed(QByteArrayView(bytes).sliced(std::min<qsizetype>(bytes.size(), m_unread)));
    m_unread = bytes.size();
    if (m_begun) {
        judge();
    }
}

void FrameWatch::afterReading() { m_unread = m_socket->bytesAvailable(); }

void FrameWatch::judge()
{
    const auto now = TokenBucket::Clock::now();
    const auto control = static_cast<qsizetype>(m_parser.controlFrames() - m_countedControl);
    m_countedControl = m_parser.controlFrames();
    const auto frames = static_cast<qsizetype>(m_parser.frames() - m_countedFrames);
    m_countedFrames = m_parser.frames();
    const bool crumbs = m_parser.messages() == m_timedMessage && !m_fragments.take(frames, now);
    if (m_parser.sawUnmasked()) {
        object(QWebSocketProtocol::CloseCodeProtocolError, u"frames of clients must be masked"_s);
    } else if (!m_control.take(control, now)) {
        object(QWebSocketProtocol::CloseCodePolicyViolated, u"too many pings"_s);
    } else if (crumbs) {
        object(QWebSocketProtocol::CloseCodePolicyViolated, u"a message came in too many pieces"_s);
    }
    if (!m_parser.isMidMessage()) {
        m_deadline.stop();
    } else if (!m_deadline.isActive() || m_parser.messages() != m_timedMessage) {
        m_deadline.start();
    }
    m_timedMessage = m_parser.messages();
}

void FrameWatch::object(QWebSocketProtocol::CloseCode code, const QString &reason)
{
    m_deadline.stop();
    if (!std::exchange(m_objected, true)) {
        Q_EMIT objected(code, reason);
    }
}

} // namespace cordboard
