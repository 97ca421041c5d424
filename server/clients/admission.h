// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QByteArrayList>
#include <QHostAddress>
#include <QList>
#include <QNetworkRequest>
#include <QString>
#include <QStringList>

#include <utility>

namespace cordboard {

/// A network such as 10.0.0.0/8, or one address.
using Subnet = std::pair<QHostAddress, int>;

/// What a handshake has to be.
struct AdmissionRules {
    QString path = QStringLiteral("/call-api");
    QStringList allowedOrigins = {};
    QList<Subnet> trustedProxies = {};
};

/// What a handshake tells of the client.
struct Arrival {
    QHostAddress address; ///< of the client itself, as far as it can be trusted
    /// A program on this machine that speaks to us directly: no browser, no relay.
    bool mayBeAnonymous = false;
    QByteArray token; ///< of `Authorization: Bearer`; empty: none
};

/// Whether a browser page of this origin may connect. No origin means no browser. Others must be listed to
/// the letter; `null`, which any page can have, never is.
[[nodiscard]] bool isOriginAllowed(const QString &origin, const QStringList &allowed);

/// Whether the header of a request, as it came, names anything that a program of this machine would not send:
/// an origin, a relay, a login. QNetworkRequest drops headers that are empty.
[[nodiscard]] bool hasForeignHeader(const QByteArray &header);

/// What relays say of the way that a request came.
struct RelayHeaders {
    QByteArrayList forwardedFor = {}; ///< the `for` of all `Forwarded` headers (RFC 7239), in their order
    QByteArrayList xForwardedFor = {}; ///< of all `X-Forwarded-For` headers
};
/// Reads them from the header of a request, as it came: QNetworkRequest keeps one of several lines of a name,
/// and some relays add a line of their own to what the client sent. \param header  with or without its empty
/// line
[[nodiscard]] RelayHeaders relayHeaders(const QByteArray &header);

/// Reads a handshake that is done.
///
/// A relay on this machine makes everybody look local, so who comes with `Forwarded`, `Via` or
/// `X-Forwarded-*` is never anonymous. Those headers are believed only from trusted proxies; of a chain the
/// last address that is not one of them counts (RFC 7239 section 8.1). A relay that sets one of the two kinds
/// passes the other on as the client wrote it, so that where both are there and differ the address is the
/// relay's. \param peer  the other end of the TCP connection \returns Errors: NotAllowed with a reason for
/// the close frame (RFC 6455 section 7.4.1, policy violation)
[[nodiscard]] Result<Arrival> examine(const QNetworkRequest &handshake, const RelayHeaders &relays,
    const QHostAddress &peer, const AdmissionRules &rules);

} // namespace cordboard
