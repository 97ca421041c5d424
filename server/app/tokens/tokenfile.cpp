// SPDX-License-Identifier: Apache-2.0
#include "server/app/tokens/tokenfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 mostBytes = 4194304;
constexpr auto hashPrefix = "sha256:"_L1;

tl::unexpected<Error> wrong(const QString &fileName, const YAML::Mark &mark, const QString &what)
{
    const QString line = mark.is_null() ? QString() : QString::number(mark.line + 1) + u':';
    return failure(Errc::InvalidParams, fileName + u':' + line + u' ' + what);
}

std::optional<QDateTime> timeFrom(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() && text.endsWith(u'Z') ? std::optional(time) : std::nullopt;
}

std::optional<QByteArray> hashFrom(const QString &text)
{
    const QByteArray hash =
        QByteArray::fromHex(text.sliced(std::min(text.size(), hashPrefix.size())).toLatin1());
    return text.startsWith(hashPrefix) && text.size() == hashPrefix.size() + 64 && hash.size() == 32
        ? std::optional(hash)
        : std::nullopt;
}

/// One key of a token. \returns false if the value is not what it must be
bool assign(TokenRecord &token, const QString &key, const QString &value)
{
    const auto store = [](auto &member, const auto &found) {
        if (found) {
            member = *found;
        }
        return found.has_value();
    };
    if (key == "name"_L1) {
        token.name = value;
        return isTokenName(value);
    }
    if (key == "hash"_L1) {
        return store(token.hash, hashFrom(value));
    }
    if (key == "role"_L1) {
        return store(token.role, json::fromWireName<Role>(value));
    }
    if (key == "scope"_L1) {
        return store(token.scope.kind, json::fromWireName<ScopeKind>(value));
    }
    if (key == "created"_L1) {
        return store(token.createdAt, timeFrom(value));
    }
    return key == "expires"_L1 && store(token.expiresAt, timeFrom(value));
}

QStringList *listOf(TokenRecord &token, const QString &key)
{
    return key == "domains"_L1  ? &token.scope.domains
        : key == "addresses"_L1 ? &token.scope.addresses
        : key == "allow"_L1     ? &token.dial.allow
        : key == "deny"_L1      ? &token.dial.deny
                                : nullptr;
}

Result<TokenRecord> readToken(const YAML::Node &node, const QString &fileName)
{
    TokenRecord token;
    QSet<QString> seen;
    if (!node.IsMap()) {
        return wrong(fileName, node.Mark(), u"a token must consist of keys with values"_s);
    }
    for (const auto &entry : node) {
        const QString key = entry.first.IsScalar() ? QString::fromStdString(entry.first.Scalar()) : QString();
        bool good = !seen.contains(key);
        seen.insert(key);
        if (QStringList *const list = listOf(token, key)) {
            good = good && entry.second.IsSequence();
            for (const YAML::Node &item : good ? entry.second : YAML::Node()) {
                good = good && item.IsScalar() && !item.Scalar().empty();
                list->append(item.IsScalar() ? QString::fromStdString(item.Scalar()) : QString());
            }
        } else {
            good = good && entry.second.IsScalar()
                && assign(token, key, QString::fromStdString(entry.second.Scalar()));
        }
        if (!good) {
            return wrong(
                fileName, entry.first.Mark(), u"the token's key \""_s + key + u"\" is not understood"_s);
        }
    }
    if (!seen.contains(u"name"_s) || !seen.contains(u"hash"_s) || !seen.contains(u"role"_s)
        || !seen.contains(u"scope"_s)) {
        return wrong(fileName, node.Mark(), u"a token needs name, hash, role and scope"_s);
    }
    return token;
}

QString quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

/// Root may give files away; the server that reads this one may be somebody else.
void keepOwner(const QString &path, int descriptor)
{
    struct stat owner { };
    const QByteArray file = QFile::encodeName(path);
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (::geteuid() == 0
        && (::stat(file.constData(), &owner) == 0 || ::stat(folder.constData(), &owner) == 0)) {
        [[maybe_unused]] const int done = ::fchown(descriptor, owner.st_uid, owner.st_gid);
    }
}

} // namespace

bool isTokenName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 64 && name.front() != u'.' && name.front() != u'-'
        && name.front() != u'_' && std::all_of(name.begin(), name.end(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
                   || c == u'.' || c == u'-' || c == u'_';
           });
}

Result<QList<TokenRecord>> parseTokens(const QByteArray &yaml, const QString &fileName)
{
    QList<TokenRecord> tokens;
    try {
        const YAML::Node root = YAML::Load(yaml.toStdString());
        if (root.IsNull()) {
            return tokens;
        }
        if (!root.IsMap() || root.size() != 1 || !root["tokens"]) {
            return wrong(fileName, root.Mark(), u"the file must consist of the key tokens"_s);
        }
        const YAML::Node list = root["tokens"];
        if (!list.IsSequence() && !list.IsNull()) {
            return wrong(fileName, list.Mark(), u"tokens must be a list"_s);
        }
        QSet<QString> names;
        for (const YAML::Node &node : list) {
            auto token = readToken(node, fileName);
            if (!token) {
                return tl::unexpected(std::move(token).error());
            }
            if (names.contains(token->name)) {
                return wrong(fileName, node.Mark(), u"there are two tokens of the name "_s + token->name);
            }
            names.insert(token->name);
            tokens.append(std::move(*token));
        }
    } catch (const YAML::Exception &exception) {
        return wrong(
            fileName, exception.mark, u"this is not YAML: "_s + QString::fromStdString(exception.msg));
    }
    return tokens;
}

QByteArray encodeTokens(const QList<TokenRecord> &tokens)
{
    QString out =
        u"# Written by `cordboard-server token`. Tokens are hashed; a lost one can only be replaced.\n"
        "tokens:"_s;
    out += tokens.isEmpty() ? u" []\n"_s : u"\n"_s;
    for (const TokenRecord &token : tokens) {
        const auto line = [&](const char *key, const QString &value) {
            out += u"    "_s + QLatin1StringView(key) + u": "_s + value + u'\n';
        };
        const auto list = [&](const char *key, const QStringList &values) {
            if (!values.isEmpty()) {
                QStringList texts;
                std::transform(values.begin(), values.end(), std::back_inserter(texts), quoted);
                line(key, u'[' + texts.join(u", "_s) + u']');
            }
        };
        out += u"  - name: "_s + quoted(token.name) + u'\n';
        line("hash", quoted(hashPrefix + QString::fromLatin1(token.hash.toHex())));
        line("role", json::wireName(token.role));
        line("scope", json::wireName(token.scope.kind));
        list("domains", token.scope.domains);
        list("addresses", token.scope.addresses);
        list("allow", token.dial.allow);
        list("deny", token.dial.deny);
        if (token.createdAt.isValid()) {
            line("created", quoted(token.createdAt.toUTC().toString(Qt::ISODateWithMs)));
        }
        if (token.expiresAt.isValid()) {
            line("expires", quoted(token.expiresAt.toUTC().toString(Qt::ISODateWithMs)));
        }
    }
    return out.toUtf8();
}

Result<QList<TokenRecord>> readTokenFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo::exists(path)) {
        return QList<TokenRecord>();
    }
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly)) {
        return failure(Errc::InvalidParams, path + u" cannot be read: "_s + file.errorString());
    }
    const QByteArray text = file.read(mostBytes + 1);
    if (text.size() > mostBytes) {
        return failure(Errc::InvalidParams, path + u" is larger than 4 MiB"_s);
    }
    return parseTokens(text, path);
}

Result<Done> writeTokenFile(const QString &path, const QList<TokenRecord> &tokens)
{
    const auto failed = [&](const QString &why) {
        return failure(Errc::Internal, path + u" cannot be written: "_s + why);
    };
    if (!QDir().mkpath(QFileInfo(path).absolutePath())) {
        return failed(u"its folder cannot be made"_s);
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return failed(file.errorString());
    }
    // Before the first byte: nobody else may open it while it is being written.
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    keepOwner(path, file.handle());
    const QByteArray text = encodeTokens(tokens);
    if (file.write(text) != text.size() || !file.commit()) {
        return failed(file.errorString());
    }
    return Done{};
}

} // namespace cordboard
