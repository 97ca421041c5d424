// SPDX-License-Identifier: Apache-2.0
#include "server/admin/adminrequest.h"

#include <QByteArrayList>
#include <QHostAddress>

#include <algorithm>
#include <optional>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr auto badRequest = "Bad Request";

AdminRefusal bad() { return {400, badRequest}; }

bool isToken(const QByteArray &name) // RFC 9110 section 5.6.2
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool isPort(const QByteArray &text)
{
    bool isNumber = false;
    text.toUShort(&isNumber);
    return text.isEmpty() || (isNumber && text.front() != '+');
}

/// A host without its port; nothing: it is no host.
std::optional<QByteArray> withoutPort(const QByteArray &host)
{
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        const QByteArray rest = end < 0 ? QByteArray() : host.sliced(end + 1);
        const bool isOne = end > 0 && (rest.isEmpty() || (rest.startsWith(':') && isPort(rest.sliced(1))));
        return isOne ? std::optional(host.sliced(1, end - 1)) : std::nullopt;
    }
    const qsizetype colon = host.indexOf(':');
    if (colon >= 0 && !isPort(host.sliced(colon + 1))) {
        return std::nullopt;
    }
    return colon < 0 ? host : host.first(colon);
}

/// Exactly four decimal numbers: browsers and resolvers read `127.1` or `0x7f000001` as addresses, too, but
/// nobody has to write them so.
bool isAddress(const QByteArray &host, bool inBrackets)
{
    const QHostAddress address(QString::fromLatin1(host));
    return inBrackets ? address.protocol() == QAbstractSocket::IPv6Protocol
                      : address.protocol() == QAbstractSocket::IPv4Protocol && host.count('.') == 3
            && std::all_of(
                host.begin(), host.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

struct Headers {
    QByteArrayList hosts = {};
    bool hasBody = false;
};

std::optional<Headers> readHeaders(const QByteArrayList &lines)
{
    Headers headers;
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || !isToken(line.first(colon))) {
            return std::nullopt; // also a folded line (RFC 9112 section 5.2)
        }
        const QByteArray name = line.first(colon).toLower();
        const QByteArray value = line.sliced(colon + 1).trimmed();
        if (name == "host") {
            headers.hosts.append(value);
        }
        headers.hasBody =
            headers.hasBody || name == "transfer-encoding" || (name == "content-length" && value != "0");
    }
    return headers;
}

} // namespace

bool isOwnHost(const QByteArray &host, const QStringList &names)
{
    const auto name = withoutPort(host);
    if (!name || name->isEmpty()) {
        return false;
    }
    return isAddress(*name, host.startsWith('['))
        || (!host.startsWith('[')
            && (name->toLower() == "localhost" || names.contains(QString::fromLatin1(name->toLower()))));
}

std::variant<AdminPage, AdminRefusal> readAdminRequest(const QByteArray &header, const QStringList &names)
{
    if (!header.endsWith('\n')) {
        return bad();
    }
    QByteArrayList lines = header.chopped(1).split('\n');
    for (QByteArray &line : lines) {
        if (!line.endsWith('\r')) {
            return bad();
        }
        line.chop(1);
    }
    const QByteArrayList words = lines.takeFirst().split(' ');
    if (words.size() != 3 || !isToken(words.at(0)) || !words.at(1).startsWith('/')
        || (words.at(2) != "HTTP/1.1" && words.at(2) != "HTTP/1.0")) {
        return bad();
    }
    const auto headers = readHeaders(lines);
    if (!headers || headers->hosts.size() != 1 || headers->hasBody) {
        return bad();
    }
    if (!isOwnHost(headers->hosts.first(), names)) {
        return AdminRefusal{421, "Misdirected Request"};
    }
    if (words.at(0) != "GET") {
        return AdminRefusal{405, "Method Not Allowed"};
    }
    const QByteArray path = words.at(1).split('?').first();
    if (path == "/healthz") {
        return AdminPage::Health;
    }
    if (path == "/readyz") {
        return AdminPage::Readiness;
    }
    if (path == "/metrics") {
        return AdminPage::Metrics;
    }
    return AdminRefusal{404, "Not Found"};
}

} // namespace cordboard
