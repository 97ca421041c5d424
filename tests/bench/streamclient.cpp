// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/streamclient.h"

#include <QtEndian>

#include <algorithm>
#include <chrono>

namespace cordboard::bench {
namespace {

constexpr char textFrame = 0x1;
constexpr char pingFrame = 0x9;
constexpr char pongFrame = 0xA;
constexpr qsizetype headOfAMessage = 300; // the numbers come before the calls

qint64 number(QByteArrayView text, QByteArrayView key)
{
    const qsizetype at = text.indexOf(key);
    qint64 value = 0;
    for (qsizetype i = at + key.size(); at >= 0 && i < text.size() && text.at(i) >= '0' && text.at(i) <= '9';
         ++i) {
        value = value * 10 + (text.at(i) - '0');
    }
    return at < 0 ? -1 : value;
}

} // namespace

qint64 steadyMicroseconds()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

StreamClient::StreamClient(const QUrl &url)
{
    connect(&m_socket, &QTcpSocket::connected, this, [this, url] {
        m_socket.write("GET /" + url.path().mid(1).toUtf8() + " HTTP/1.1\r\nHost: " + url.authority().toUtf8()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    });
    connect(&m_socket, &QTcpSocket::readyRead, this, &StreamClient::take);
    m_socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
}

void StreamClient::take()
{
    m_buffer += m_socket.readAll();
    if (!m_upgraded) {
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        m_upgraded = true;
        m_buffer.remove(0, end + 4);
        send(textFrame, R"({"jsonrpc":"2.0","id":1,"method":"CallSubscribe","params":{}})");
    }
    qsizetype at = 0;
    while (m_buffer.size() - at >= 2) {
        const auto short7 = static_cast<quint8>(m_buffer.at(at + 1)) & 0x7F;
        const qsizetype head = short7 == 127 ? 10 : short7 == 126 ? 4 : 2;
        if (m_buffer.size() - at < head) {
            break;
        }
        const char *const length = m_buffer.constData() + at + 2;
        const qsizetype size = short7 == 127 ? static_cast<qsizetype>(qFromBigEndian<quint64>(length))
            : short7 == 126                  ? qFromBigEndian<quint16>(length)
                                             : short7;
        if (m_buffer.size() - at - head < size) {
            break;
        }
        const QByteArrayView payload(m_buffer.constData() + at + head, size);
        const char opcode = m_buffer.at(at) & 0x0F;
        if (opcode == pingFrame) {
            send(pongFrame, payload.toByteArray());
        } else if (opcode == textFrame) {
            message(payload);
        }
        at += head + size;
    }
    m_buffer.remove(0, at);
}

void StreamClient::message(QByteArrayView text)
{
    ++m_messages;
    m_bytes += text.size();
    const QByteArrayView head = text.first(std::min(text.size(), headOfAMessage));
    if (head.indexOf("\"method\":\"CallsChanged\"") >= 0) {
        m_gaps += number(head, "\"from_seq\":") != m_seq;
    } else if (head.indexOf("\"method\":\"CallsSnapshot\"") < 0) {
        m_ready = m_ready || head.indexOf("\"method\"") >= 0;
        return;
    }
    m_ready = true;
    m_seq = number(head, "\"seq\":");
    if (m_watches) {
        findCalls(text);
    }
}

void StreamClient::findCalls(QByteArrayView text)
{
    const qint64 now = steadyMicroseconds();
    constexpr QByteArrayView key("\"callid\":\"");
    for (qsizetype at = text.indexOf(key); at >= 0; at = text.indexOf(key, at)) {
        at += key.size();
        const qsizetype end = text.indexOf('"', at);
        QByteArray callId = text.sliced(at, end - at).toByteArray();
        if (!m_calls.contains(callId)) {
            m_calls.insert(std::move(callId), now);
        }
    }
}

/// With a mask of zeros, which changes nothing. At most 125 bytes.
void StreamClient::send(char opcode, const QByteArray &payload)
{
    QByteArray frame;
    frame += static_cast<char>(0x80 | opcode);
    frame += static_cast<char>(0x80 | payload.size());
    frame += QByteArray(4, '\0') + payload;
    m_socket.write(frame);
}

} // namespace cordboard::bench
