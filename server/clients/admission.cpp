// SPDX-License-Identifier: Apache-2.0
#include "server/clients/admission.h"

#include <QUrlQuery>

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostHops = 32;

bool isRelayHeader(const QByteArray &header)
{
    static const QByteArrayList names{"forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip",
        "x-original-forwarded-for", "x-envoy-external-address", "true-client-ip", "cf-connecting-ip"};
    const QByteArray name = header.toLower();
    return names.contains(name) || name.startsWith("x-forwarded");
}

/// ::ffff:192.0.2.1 is 192.0.2.1.
QHostAddress plain(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

bool isIn(const QHostAddress &address, const QList<Subnet> &subnets)
{
    return std::ranges::any_of(
        subnets, [&](const Subnet &subnet) { return plain(address).isInSubnet(subnet); });
}

/// An address with or without a port, as relays write it; null for names such as `unknown` or `_hidden`.
QHostAddress addressFrom(QByteArray text)
{
    text = text.trimmed();
    if (text.startsWith('"') && text.endsWith('"') && text.size() >= 2) {
        text = text.sliced(1, text.size() - 2);
    }
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        return end < 0 ? QHostAddress() : QHostAddress(QString::fromLatin1(text.sliced(1, end - 1)));
    }
    if (text.count(':') == 1) {
        text = text.first(text.indexOf(':'));
    }
    return plain(QHostAddress(QString::fromLatin1(text)));
}

QByteArrayList forwardedFor(const QByteArray &header)
{
    QByteArrayList found;
    for (const QByteArray &element : header.split(',')) {
        for (const QByteArray &pair : element.split(';')) {
            const QByteArray trimmed = pair.trimmed();
            if (trimmed.left(4).toLower() == "for=") {
                found.append(trimmed.sliced(4));
            }
        }
    }
    return found;
}

/// Whom the last trusted proxy had before it.
QHostAddress realAddress(const QByteArrayList &hops, const QHostAddress &peer, const QList<Subnet> &trusted)
{
    QHostAddress address = peer;
    const qsizetype last = std::max<qsizetype>(0, hops.size() - mostHops);
    for (qsizetype i = hops.size() - 1; i >= last && isIn(address, trusted); --i) {
        const QHostAddress hop = addressFrom(hops.at(i));
        if (hop.isNull()) {
            break;
        }
        address = hop;
    }
    return address;
}

bool carriesToken(const QUrl &url)
{
    static const QStringList names{u"token"_s, u"access_token"_s, u"auth"_s, u"authorization"_s, u"bearer"_s,
        u"jwt"_s, u"api_key"_s, u"apikey"_s, u"key"_s, u"password"_s, u"secret"_s};
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    return std::ranges::any_of(items, [](const auto &item) {
        return names.contains(item.first.toLower()) || item.second.startsWith("cord_"_L1);
    });
}

/// RFC 6750 section 2.1; empty: none.
QByteArray bearerOf(const QNetworkRequest &handshake)
{
    const QByteArray header = handshake.rawHeader("Authorization").trimmed();
    return header.left(7).toLower() == "bearer " ? header.sliced(7).trimmed() : QByteArray();
}

} // namespace

bool isOriginAllowed(const QString &origin, const QStringList &allowed)
{
    return origin.isEmpty() || (origin != "null"_L1 && allowed.contains(origin));
}

bool hasForeignHeader(const QByteArray &header)
{
    const QByteArrayList lines = header.split('\n');
    return std::any_of(lines.begin(), lines.end(), [](const QByteArray &line) {
        const QByteArray name = line.left(line.indexOf(':')).trimmed().toLower();
        return isRelayHeader(name) || name == "origin" || name == "authorization";
    });
}

RelayHeaders relayHeaders(const QByteArray &header)
{
    RelayHeaders found;
    for (const QByteArray &line : header.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).trimmed().toLower();
        if (colon > 0 && name == "forwarded") {
            found.forwardedFor += forwardedFor(line.sliced(colon + 1));
        } else if (colon > 0 && name == "x-forwarded-for") {
            found.xForwardedFor += line.sliced(colon + 1).split(',');
        }
    }
    return found;
}

Result<Arrival> examine(const QNetworkRequest &handshake, const RelayHeaders &relays,
    const QHostAddress &peer, const AdmissionRules &rules)
{
    const auto refused = [](const QString &why) { return failure(Errc::NotAllowed, why); };
    if (handshake.url().path(QUrl::FullyEncoded) != rules.path) {
        return refused(u"there is nothing at this path"_s);
    }
    if (carriesToken(handshake.url())) {
        return refused(u"a token does not belong into an address, where logs and histories keep it"_s);
    }
    // The handshake judges an origin; an empty one would pass there.
    const QByteArray origin = handshake.rawHeader("Origin").trimmed();
    if (handshake.hasRawHeader("Origin")
        && (origin.isEmpty() || !isOriginAllowed(QString::fromUtf8(origin), rules.allowedOrigins))) {
        return refused(u"the origin is empty or not listed"_s);
    }
    const QList<QByteArray> headers = handshake.rawHeaderList();
    const bool relayed = std::ranges::any_of(headers, isRelayHeader);
    Arrival arrival{.address = plain(peer), .mayBeAnonymous = false, .token = bearerOf(handshake)};
    arrival.mayBeAnonymous = !relayed && !handshake.hasRawHeader("Origin")
        && !handshake.hasRawHeader("Authorization") && arrival.address.isLoopback();
    if (relayed) {
        const auto told = [&](const QByteArrayList &hops) {
            return realAddress(hops, plain(peer), rules.trustedProxies);
        };
        const QHostAddress byForwarded = told(relays.forwardedFor);
        const QHostAddress byX = told(relays.xForwardedFor);
        if (relays.forwardedFor.isEmpty() || byForwarded == byX) {
            arrival.address = byX;
        } else if (relays.xForwardedFor.isEmpty()) {
            arrival.address = byForwarded;
        }
    }
    return arrival;
}

} // namespace cordboard
