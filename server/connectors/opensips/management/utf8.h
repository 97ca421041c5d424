// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace cordboard::opensips {

/// Makes valid UTF-8 of whatever a proxy sent. OpenSIPS copies bytes >= 0x80 of Call-IDs and URIs into JSON
/// as they are, and QJsonDocument refuses a text with one wrong byte as a whole (fact 24): call this before
/// every parse.
///
/// Each byte that is not part of valid UTF-8 (RFC 3629 section 4) becomes one character, U+F700 plus the
/// byte, which fonts show as an empty box. Not U+FFFD, under which two Call-IDs could become the same one:
/// different inputs stay different, and originalBytes() undoes it. A U+F780 to U+F7FF that was there counts
/// as three wrong bytes.
[[nodiscard]] QByteArray repairUtf8(const QByteArray &bytes);

/// The bytes that repairUtf8() was given. Call it on every text for the proxy, so that it meets its own
/// Call-IDs again.
[[nodiscard]] QByteArray originalBytes(const QByteArray &repaired);

} // namespace cordboard::opensips
