// SPDX-License-Identifier: Apache-2.0
#include "server/clients/frameparser.h"

#include <algorithm>

namespace cordboard {
namespace {

constexpr unsigned char finalBit = 0x80;
constexpr unsigned char maskBit = 0x80;
constexpr unsigned char lengthBits = 0x7f;
constexpr unsigned char controlBit = 0x08;
constexpr unsigned char twoMoreBytes = 126;
constexpr unsigned char eightMoreBytes = 127;

} // namespace

qsizetype FrameParser::headerNeeds() const noexcept
{
    if (m_headerSize < 2) {
        return 2;
    }
    const unsigned char length = m_header[1] & lengthBits;
    return 2
        + (length == twoMoreBytes          ? 2
                : length == eightMoreBytes ? 8
                                           : 0)
        + ((m_header[1] & maskBit) != 0 ? 4 : 0);
}

void FrameParser::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_payloadLeft > 0) {
            const auto taken =
                static_cast<qsizetype>(std::min<quint64>(m_payloadLeft, static_cast<quint64>(bytes.size())));
            m_payloadLeft -= static_cast<quint64>(taken);
            bytes = bytes.sliced(taken);
            if (m_payloadLeft == 0) {
                finishFrame();
            }
            continue;
        }
        m_header[static_cast<std::size_t>(m_headerSize++)] = static_cast<unsigned char>(bytes.front());
        bytes = bytes.sliced(1);
        if (m_headerSize == headerNeeds() && m_headerSize >= 2) {
            finishHeader();
        }
    }
}

void FrameParser::finishHeader()
{
    const unsigned char length = m_header[1] & lengthBits;
    quint64 payload = length;
    if (length >= twoMoreBytes) {
        payload = 0;
        for (std::size_t i = 2; i < (length == twoMoreBytes ? 4u : 10u); ++i) {
            payload = payload << 8 | m_header[i];
        }
    }
    m_unmasked = m_unmasked || (m_header[1] & maskBit) == 0;
    ++((m_header[0] & controlBit) != 0 ? m_controlFrames : m_frames);
    m_payloadLeft = payload;
    if (payload == 0) {
        finishFrame();
    } else {
        m_headerSize = 0;
    }
}

void FrameParser::finishFrame()
{
    m_headerSize = 0;
    if ((m_header[0] & controlBit) != 0) {
        return; // may stand between the fragments of a message (section 5.4)
    }
    m_fragmented = (m_header[0] & finalBit) == 0;
    if (!m_fragmented) {
        ++m_messages;
    }
}

} // namespace cordboard
