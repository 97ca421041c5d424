// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <array>

namespace cordboard {

/// Follows the frames of a WebSocket connection (RFC 6455 section 5.2) without keeping their content: enough
/// to tell whether a message is under way, and what Qt does not look at.
class FrameParser {
public:
    /// Bytes of a client, in pieces of any size.
    void feed(QByteArrayView bytes);

    /// The first bytes of a message, or of a control frame, are there and the last are not.
    [[nodiscard]] bool isMidMessage() const noexcept
    {
        return m_headerSize > 0 || m_payloadLeft > 0 || m_fragmented;
    }
    [[nodiscard]] quint64 messages() const noexcept { return m_messages; } ///< that are complete
    [[nodiscard]] quint64 frames() const noexcept { return m_frames; } ///< of data, that have begun
    [[nodiscard]] quint64 controlFrames() const noexcept { return m_controlFrames; } ///< that have begun
    /// A frame was not masked, as those of clients must be (section 5.1).
    [[nodiscard]] bool sawUnmasked() const noexcept { return m_unmasked; }

private:
    void finishHeader();
    void finishFrame();
    [[nodiscard]] qsizetype headerNeeds() const noexcept;

    std::array<unsigned char, 14> m_header{};
    qsizetype m_headerSize = 0;
    quint64 m_payloadLeft = 0;
    bool m_fragmented = false;
    bool m_unmasked = false;
    quint64 m_messages = 0;
    quint64 m_frames = 0;
    quint64 m_controlFrames = 0;
};

} // namespace cordboard
