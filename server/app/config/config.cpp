// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/config.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

bool isHttp(QStringView text) { return text.startsWith("http://"_L1) || text.startsWith("https://"_L1); }

std::optional<Endpoint> datagramAddress(QStringView text)
{
    if (text.startsWith("udp:"_L1)) {
        text = text.sliced(4);
    }
    return Endpoint::parse(text);
}

} // namespace

std::optional<QUrl> MiConfig::httpLane() const
{
    return isHttp(url) ? std::optional(QUrl(url, QUrl::StrictMode)) : std::nullopt;
}

std::optional<Endpoint> MiConfig::datagramLane() const
{
    return datagramAddress(datagram.isEmpty() ? url : datagram);
}

} // namespace cordboard
