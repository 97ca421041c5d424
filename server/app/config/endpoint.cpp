// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/endpoint.h"

#include <QHostAddress>

#include <algorithm>

namespace cordboard {
namespace {

bool isHostName(QStringView host)
{
    return !host.isEmpty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'.'
            || c == u'-' || c == u'_';
    });
}

bool isIpv6(QStringView host)
{
    QHostAddress address;
    return address.setAddress(host.toString()) && address.protocol() == QAbstractSocket::IPv6Protocol;
}

} // namespace

std::optional<Endpoint> Endpoint::parse(QStringView text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 1) {
        return std::nullopt;
    }
    const QStringView digits = text.sliced(colon + 1);
    const bool onlyDigits = !digits.isEmpty() && digits.size() <= 5
        && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const uint port = onlyDigits ? digits.toUInt() : 65536;
    if (port > 65535) {
        return std::nullopt;
    }
    QStringView host = text.first(colon);
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        host = host.sliced(1, host.size() - 2);
        if (!isIpv6(host)) {
            return std::nullopt;
        }
    } else if (!isHostName(host)) {
        return std::nullopt;
    }
    return Endpoint{host.toString(), static_cast<quint16>(port)};
}

QString Endpoint::text() const
{
    const QString name = host.contains(u':') ? QString(u'[' + host + u']') : host;
    return name + u':' + QString::number(port);
}

bool isLoopback(QStringView host)
{
    QHostAddress address;
    return host == QLatin1StringView("localhost")
        || (address.setAddress(host.toString()) && address.isLoopback());
}

} // namespace cordboard
