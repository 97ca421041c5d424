// SPDX-License-Identifier: Apache-2.0
#include "server/clients/admission.h"

namespace cordboard {

using namespace Qt::StringLiterals;

bool isOriginAllowed(const QString &origin, const QStringList &allowed)
{
    return origin.isEmpty() || (origin != "null"_L1 && allowed.contains(origin));
}

std::optional<QString> objectionTo(const QNetworkRequest &handshake, const QString &path)
{
    if (handshake.url().path(QUrl::FullyEncoded) != path) {
        return u"there is nothing at this path"_s;
    }
    for (const QByteArray &header : handshake.rawHeaderList()) {
        const QByteArray name = header.toLower();
        if (name == "forwarded" || name == "via" || name == "x-real-ip" || name.startsWith("x-forwarded")) {
            return u"connections through a relay need a token, which this release does not have yet"_s;
        }
    }
    // The handshake judges an origin; an empty one would pass there.
    if (handshake.hasRawHeader("Origin") && handshake.rawHeader("Origin").trimmed().isEmpty()) {
        return u"the origin is empty"_s;
    }
    return std::nullopt;
}

} // namespace cordboard
