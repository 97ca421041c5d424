// SPDX-License-Identifier: Apache-2.0
#include "server/app/connectorfactory.h"

#include "server/connectors/opensips/opensipsconnector.h"

#include <QFile>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// Where the node's events are heard: as configured, else on the loopback for a proxy of this machine, else
/// on the address that the configuration must name, since the proxy has to reach it.
Result<Done> placeEvents(const NodeConfig &node, const QString &proxyHost, opensips::NodeSettings &settings)
{
    settings.advertised = node.events.advertise;
    if (const auto listen = Endpoint::parse(node.events.listen)) {
        settings.eventAddress = listen->host == "localhost"_L1 ? QHostAddress(QHostAddress::LocalHost)
                                                               : QHostAddress(listen->host);
        settings.eventPort = listen->port;
    } else if (!isLoopback(proxyHost)) {
        return failure(Errc::InvalidParams,
            u"node %1: events.listen must name the address of this machine that %2 can send events to, e.g. "
            u"\"192.0.2.7:0\""_s.arg(node.name, proxyHost));
    }
    if (settings.eventAddress.isNull() || settings.eventAddress.protocol() != QAbstractSocket::IPv4Protocol) {
        return failure(Errc::InvalidParams,
            u"node %1: events.listen must be an IPv4 address and a port: the proxy sends events over IPv4 only"_s
                .arg(node.name));
    }
    if (settings.advertised.isEmpty() && settings.eventAddress == QHostAddress(QHostAddress::AnyIPv4)) {
        return failure(Errc::InvalidParams,
            u"node %1: events.advertise must name the address that the proxy sends events to, since "
            u"events.listen is "
            u"0.0.0.0"_s.arg(node.name));
    }
    return Done{};
}

} // namespace

Result<opensips::NodeSettings> opensipsSettings(const NodeConfig &node, const QString &instance)
{
    const auto password = readPassword(node.mi.passwordFile);
    if (!password) {
        return tl::unexpected(password.error());
    }
    if (node.type != "opensips"_L1) {
        return failure(
            Errc::NotSupported, u"node "_s + node.name + u": this build has no connector for "_s + node.type);
    }
    opensips::NodeSettings settings;
    settings.name = NodeName(node.name);
    settings.cluster = node.cluster;
    settings.httpUser = node.mi.user;
    settings.httpPassword = *password;
    settings.http = node.mi.httpLane().value_or(QUrl());
    if (const auto datagram = node.mi.datagramLane()) {
        settings.datagramHost = datagram->host;
        settings.datagramPort = datagram->port;
    }
    settings.sip = {.proxyUri = node.sip.uri, .fromUri = node.sip.from, .contactUri = node.sip.contact};
    settings.instance = instance;
    const QString host = settings.http.isEmpty() ? settings.datagramHost : settings.http.host();
    if (auto placed = placeEvents(node, host, settings); !placed) {
        return tl::unexpected(std::move(placed).error());
    }
    return settings;
}

Result<std::unique_ptr<Connector>> makeConnector(const NodeConfig &node, const QString &instance)
{
    auto settings = opensipsSettings(node, instance);
    if (!settings) {
        return tl::unexpected(std::move(settings).error());
    }
    return std::make_unique<opensips::OpenSipsConnector>(std::move(*settings));
}

Result<QString> readPassword(const QString &fileName)
{
    if (fileName.isEmpty()) {
        return QString();
    }
    constexpr qint64 longest = 1024;
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Errc::InvalidParams, fileName + u" cannot be read: "_s + file.errorString());
    }
    QByteArray line = file.readLine(longest + 2);
    while (line.endsWith('\n') || line.endsWith('\r')) {
        line.chop(1);
    }
    if (line.isEmpty() || line.size() > longest) {
        return failure(Errc::InvalidParams, fileName + u" must begin with a password of 1 to 1024 bytes"_s);
    }
    return QString::fromUtf8(line);
}

} // namespace cordboard
