// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QByteArray>
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

/// Reads a handshake that is done.
///
/// A relay on this machine makes everybody look local, so who comes with `Forwarded`, `Via` or
/// `X-Forwarded-*` is never anonymous. Those headers are believed only from trusted proxies; of a chain the
/// last address that is not one of them counts (RFC 7239 section 8.1). \param peer  the other end of the TCP
/// connection \returns Errors: NotAllowed with a reason for the close frame (RFC 6455 section 7.4.1, policy
/// violation)
[[nodiscard]] Result<Arrival> examine(
    const QNetworkRequest &handshake, const QHostAddress &peer, const AdmissionRules &rules);

} // namespace cordboard
