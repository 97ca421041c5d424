// SPDX-License-Identifier: Apache-2.0
#include "server/app/listening.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 longestFile = 1048576;

Result<QByteArray> readPem(const QString &key, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(
            Errc::InvalidParams, key + u": "_s + path + u" cannot be read: "_s + file.errorString());
    }
    return file.read(longestFile);
}

Result<QList<QSslCertificate>> readCertificates(const QString &key, const QString &path)
{
    const auto pem = readPem(key, path);
    if (!pem) {
        return tl::unexpected(pem.error());
    }
    QList<QSslCertificate> certificates = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (certificates.isEmpty() || certificates.contains(QSslCertificate())) {
        return failure(Errc::InvalidParams, key + u": "_s + path + u" holds no certificate (PEM)"_s);
    }
    return certificates;
}

} // namespace

Result<std::optional<QString>> judgeListening(const WsServerConfig &config, bool hasLogins)
{
    const bool isSafe = config.tls.isOn() && hasLogins;
    if (isLoopback(config.host) || isSafe) {
        return std::nullopt;
    }
    QStringList missing;
    if (!config.tls.isOn()) {
        missing.append(u"TLS (ws_server.tls.certificate and key)"_s);
    }
    if (!hasLogins) {
        missing.append(u"a token (cordboard-server token add NAME --role operator)"_s);
    }
    const QString what =
        u"ws_server.host is "_s + config.host + u", not loopback, without "_s + missing.join(u" and "_s);
    if (config.insecureListen) {
        return QString(what + u": ws_server.insecure_listen allows it, and others can listen in"_s);
    }
    return failure(Errc::InvalidParams, what + u"; set that up, or listen on 127.0.0.1"_s);
}

Result<std::optional<QString>> judgeListening(const AdminConfig &config)
{
    const auto endpoint = Endpoint::parse(config.listen);
    if (config.listen.isEmpty() || (endpoint && isLoopback(endpoint->host))) {
        return std::nullopt;
    }
    const QString what = u"admin.listen is "_s + config.listen + u", not loopback"_s;
    if (config.insecureListen) {
        return QString(
            what + u": admin.insecure_listen allows it, and everybody who reaches it is answered"_s);
    }
    return failure(Errc::InvalidParams, what + u"; it asks nobody for a token: listen on 127.0.0.1"_s);
}

Result<std::optional<QSslConfiguration>> readTls(const TlsConfig &config)
{
    if (!config.isOn()) {
        return std::nullopt;
    }
    const auto chain = readCertificates(u"ws_server.tls.certificate"_s, config.certificate);
    if (!chain) {
        return tl::unexpected(chain.error());
    }
    const auto pem = readPem(u"ws_server.tls.key"_s, config.key);
    if (!pem) {
        return tl::unexpected(pem.error());
    }
    const QSsl::KeyAlgorithm algorithm = chain->first().publicKey().algorithm();
    const QSslKey key(*pem, algorithm);
    if (key.isNull()) {
        return failure(Errc::InvalidParams,
            u"ws_server.tls.key: "_s + config.key + u" holds no key (PEM) of the certificate's kind"_s);
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setLocalCertificateChain(*chain);
    tls.setPrivateKey(key);
    if (!config.clientCa.isEmpty()) {
        const auto authorities = readCertificates(u"ws_server.tls.client_ca"_s, config.clientCa);
        if (!authorities) {
            return tl::unexpected(authorities.error());
        }
        tls.setCaCertificates(*authorities);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    }
    return tls;
}

} // namespace cordboard
