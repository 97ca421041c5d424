// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <utility>
#include <variant>

namespace cordboard::opensips {

/// A whole HTTP/1.x reply.
struct HttpReply {
    int status = 0;
    QByteArray reason;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case, in order
    QByteArray body; ///< unchunked
    bool keepAlive = false; ///< the connection serves further requests (RFC 9112 section 9.3)
    qsizetype consumed = 0; ///< bytes of the input that belong to it

    /// The first header of this name (in lower case); empty without one.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// The reply is not complete yet.
struct HttpNeedsMore {
    qsizetype atLeast = 0; ///< of input; with less it stays so, and there is no need to look
};

/// It will never become a reply; the connection is of no use any more.
struct HttpBroken {
    QString why; ///< English
};

using HttpParse = std::variant<HttpNeedsMore, HttpReply, HttpBroken>;

/// Reads the reply to a POST from all that has arrived so far (RFC 9112): with Content-Length, chunked, or
/// until the connection ends; interim replies (1xx) are skipped. Pure. Status line and headers may have 16
/// KiB, those of interim replies included, trailers as many, a body 4,096 chunks. \param atEnd      the peer
/// has closed: nothing more will come \param bodyLimit  bytes of body allowed; a longer one is HttpBroken
[[nodiscard]] HttpParse parseHttpReply(QByteArrayView input, bool atEnd, qsizetype bodyLimit);

} // namespace cordboard::opensips
