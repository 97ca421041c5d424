// SPDX-License-Identifier: Apache-2.0
#include "server/app/tokens/tokencommand.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr int lockPatience = 5000; ///< ms
constexpr int mostDays = 36500;

tl::unexpected<Error> usage(const QString &sentence) { return failure(Errc::InvalidParams, sentence); }

void declare(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Manages who may connect: add NAME, list, revoke NAME."_s);
    parser.addOptions(TokenCommand::options());
}

Result<qint64> secondsFrom(const QString &text)
{
    const QString digits = text.chopped(std::min<qsizetype>(1, text.size()));
    const qint64 unit = text.endsWith(u'd') ? 86400
        : text.endsWith(u'h')               ? 3600
        : text.endsWith(u'm')               ? 60
                                            : 0;
    const bool isNumber = !digits.isEmpty() && digits.size() <= 8
        && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const qint64 seconds = isNumber ? digits.toLongLong() * unit : 0;
    if (seconds <= 0 || seconds > qint64(mostDays) * 86400) {
        return usage(u"--expires must be a time such as 90d, 12h or 30m"_s);
    }
    return seconds;
}

Result<Scope> scopeFrom(const QCommandLineParser &parser)
{
    Scope scope;
    const QStringList domains = parser.values(u"domain"_s);
    const QStringList addresses = parser.values(u"address"_s);
    if (!domains.isEmpty() && !addresses.isEmpty()) {
        return usage(u"--domain and --address exclude each other"_s);
    }
    for (const QString &domain : domains) {
        const auto uri = SipUri::parse(QString(u"sip:"_s + domain));
        if (!uri || !uri->user().isEmpty() || uri->port() || !uri->parameters().isEmpty()) {
            return usage(u"--domain must be a domain such as example.com"_s);
        }
        scope.kind = ScopeKind::Domain;
        scope.domains.append(normalisedHost(uri->host()));
    }
    for (QString address : addresses) {
        if (address.startsWith("sip:"_L1)) {
            address.remove(0, 4);
        }
        const auto uri = SipUri::parse(QString(u"sip:"_s + address));
        if (!uri || uri->user().isEmpty() || uri->port() || !uri->parameters().isEmpty()) {
            return usage(u"--address must be an address of record such as alice@example.com"_s);
        }
        scope.kind = ScopeKind::Own;
        scope.addresses.append(uri->user() + u'@' + normalisedHost(uri->host()));
    }
    return scope;
}

Result<TokenRecord> tokenFrom(const QCommandLineParser &parser, const QDateTime &now)
{
    TokenRecord token;
    const auto role = json::fromWireName<Role>(parser.value(u"role"_s));
    if (!role) {
        return usage(u"--role must be viewer, operator or admin"_s);
    }
    const auto scope = scopeFrom(parser);
    if (!scope) {
        return tl::unexpected(scope.error());
    }
    token.role = *role;
    token.scope = *scope;
    token.dial = {parser.values(u"allow"_s), parser.values(u"deny"_s)};
    if (token.dial.allow.contains(QString()) || token.dial.deny.contains(QString())) {
        return usage(u"--allow and --deny need a pattern"_s);
    }
    token.createdAt = now;
    if (parser.isSet(u"expires"_s)) {
        const auto seconds = secondsFrom(parser.value(u"expires"_s));
        if (!seconds) {
            return tl::unexpected(seconds.error());
        }
        token.expiresAt = now.addSecs(*seconds);
    }
    return token;
}

QString lineOf(const TokenRecord &token)
{
    const QString reach = (token.scope.domains + token.scope.addresses).join(u',');
    const auto time = [](const QDateTime &at) {
        return at.isValid() ? at.toUTC().toString(Qt::ISODate) : u"never"_s;
    };
    return token.name.leftJustified(24) + u' ' + json::wireName(token.role).leftJustified(9)
        + (reach.isEmpty() ? json::wireName(token.scope.kind) : reach).leftJustified(32) + u' '
        + time(token.expiresAt) + u'\n';
}

Result<TokenReport> add(QList<TokenRecord> tokens, TokenRecord token, const QString &path)
{
    if (std::ranges::any_of(tokens, [&](const TokenRecord &other) { return other.name == token.name; })) {
        return failure(
            Errc::Conflict, u"there is a token of the name %1 already; revoke it first"_s.arg(token.name));
    }
    const QByteArray secret = makeToken();
    token.hash = hashOfToken(secret);
    tokens.append(token);
    if (auto written = writeTokenFile(path, tokens); !written) {
        return tl::unexpected(std::move(written).error());
    }
    return TokenReport{QString::fromLatin1(secret) + u'\n',
        u"This is the token of %1. It is shown this once, and kept only as a hash in %2.\n"_s.arg(
            token.name, path)};
}

Result<TokenReport> revoke(QList<TokenRecord> tokens, const QString &name, const QString &path)
{
    if (tokens.removeIf([&](const TokenRecord &token) { return token.name == name; }) == 0) {
        return failure(Errc::InvalidParams, u"there is no token of the name "_s + name);
    }
    if (auto written = writeTokenFile(path, tokens); !written) {
        return tl::unexpected(std::move(written).error());
    }
    return TokenReport{{}, u"The token of %1 is revoked.\n"_s.arg(name)};
}

} // namespace

QList<QCommandLineOption> TokenCommand::options()
{
    return {
        {u"role"_s, u"viewer, operator or admin."_s, u"ROLE"_s},
        {u"domain"_s, u"Only calls of this domain; may be repeated."_s, u"DOMAIN"_s},
        {u"address"_s, u"Only calls of this address of record, USER@HOST; may be repeated."_s, u"ADDRESS"_s},
        {u"allow"_s, u"May have these called, e.g. \"+4930*@*\"; may be repeated."_s, u"PATTERN"_s},
        {u"deny"_s, u"May not have these called; may be repeated."_s, u"PATTERN"_s},
        {u"expires"_s, u"Holds for so long, e.g. 90d, 12h or 30m."_s, u"TIME"_s},
        {u"config"_s, u"Configuration file that names the file of tokens."_s, u"FILE"_s},
        {u"tokens"_s, u"File of tokens."_s, u"FILE"_s},
        {{u"h"_s, u"help"_s}, u"Print this help and exit."_s},
    };
}

Result<TokenCommand> TokenCommand::parse(const QStringList &arguments, const QDateTime &now)
{
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(QStringList{u"cordboard-server token"_s} + arguments)) {
        return usage(parser.errorText());
    }
    const QStringList words = parser.positionalArguments();
    TokenCommand command;
    command.configPath = parser.value(u"config"_s);
    command.tokensPath = parser.value(u"tokens"_s);
    if (words == QStringList{u"list"_s}) {
        return command;
    }
    const bool isAdd = words.value(0) == "add"_L1;
    if (words.size() != 2 || (!isAdd && words.value(0) != "revoke"_L1)) {
        return usage(u"token add NAME --role ROLE, token list or token revoke NAME"_s);
    }
    if (!isTokenName(words.at(1))) {
        return usage(u"the name must be 1 to 64 letters, digits, dots, hyphens and underscores"_s);
    }
    if (isAdd) {
        auto token = tokenFrom(parser, now);
        if (!token) {
            return tl::unexpected(std::move(token).error());
        }
        command.token = std::move(*token);
    }
    command.action = isAdd ? Action::Add : Action::Revoke;
    command.token.name = words.at(1);
    return command;
}

QString TokenCommand::help()
{
    QCommandLineParser parser;
    declare(parser);
    return parser.helpText();
}

Result<TokenReport> runTokenCommand(const TokenCommand &command, const QString &path)
{
    if (command.action != TokenCommand::Action::List && !QDir().mkpath(QFileInfo(path).absolutePath())) {
        return failure(Errc::Internal, u"the folder of "_s + path + u" cannot be made"_s);
    }
    QLockFile lock(path + u".lock"_s);
    if (command.action != TokenCommand::Action::List && !lock.tryLock(lockPatience)) {
        return failure(Errc::Internal, path + u" cannot be locked: is its folder writable?"_s);
    }
    const auto tokens = readTokenFile(path);
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    switch (command.action) {
    case TokenCommand::Action::Add:
        return add(*tokens, command.token, path);
    case TokenCommand::Action::Revoke:
        return revoke(*tokens, command.token.name, path);
    case TokenCommand::Action::List:
        break;
    }
    TokenReport report;
    for (const TokenRecord &token : *tokens) {
        report.out += lineOf(token);
    }
    return report;
}

} // namespace cordboard
