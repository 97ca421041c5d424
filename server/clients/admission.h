// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QNetworkRequest>
#include <QString>
#include <QStringList>

#include <optional>

namespace cordboard {

/// Whether a browser page of this origin may connect. No origin means no browser. Others must be listed to
/// the letter; `null`, which any page can have, never is.
[[nodiscard]] bool isOriginAllowed(const QString &origin, const QStringList &allowed);

/// What stands in the way of a connection whose handshake is done, for the close frame (RFC 6455
/// section 7.4.1, policy violation): a path that is not ours, or a client that came through a relay. A relay
/// on this machine makes everybody look local, so who stands behind it cannot be anonymous. \param handshake
/// its URL and its headers
[[nodiscard]] std::optional<QString> objectionTo(const QNetworkRequest &handshake, const QString &path);

} // namespace cordboard
