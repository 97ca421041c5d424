// SPDX-License-Identifier: Apache-2.0
// Over 400 lines because the tables of keys are one thing.
#include "server/app/config/keys.h"

#include "common/core/overloaded.h"
#include "common/core/sipuri.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

bool isPrintable(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c != u'\x7f'; });
}

bool isName(const QString &text)
{
    return !text.isEmpty() && text.size() <= 64 && text.front().isLetterOrNumber()
        && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
                   || c == u'.' || c == u'-' || c == u'_';
           });
}

bool isHttpPath(const QString &text)
{
    return text.startsWith(u'/') && isPrintable(text) && !text.contains(u'?') && !text.contains(u'#')
        && !text.contains(u'%');
}

bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.scheme().isEmpty() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && text == text.toLower() && text == url.scheme() + u"://"_s + url.authority(QUrl::FullyEncoded);
}

bool isDatagram(const QString &text)
{
    const auto lane = MiConfig{.url = {}, .datagram = text, .user = {}, .passwordFile = {}}.datagramLane();
    return lane && lane->port != 0;
}

bool isHttpUrl(const QString &text)
{
    const auto lane = MiConfig{.url = text, .datagram = {}, .user = {}, .passwordFile = {}}.httpLane();
    return lane && lane->isValid() && !lane->host().isEmpty() && lane->userInfo().isEmpty()
        && !lane->hasFragment();
}

bool isListenAddress(const QString &text)
{
    const auto endpoint = Endpoint::parse(text);
    return endpoint && QHostAddress(endpoint->host).protocol() == QAbstractSocket::IPv4Protocol;
}

bool isAdvertised(const QString &text) { return isListenAddress(text) && Endpoint::parse(text)->port != 0; }

bool isSip(const QString &text) { return SipUri::parse(text).has_value(); }

bool isAddress(const QString &text) { return text == "localhost"_L1 || !QHostAddress(text).isNull(); }

bool isSubnet(const QString &text)
{
    const auto subnet = QHostAddress::parseSubnet(text);
    return text.contains(u'/') ? subnet.second >= 0 : !QHostAddress(text).isNull();
}

bool isDomain(const QString &text)
{
    const auto uri = SipUri::parse(QString(u"sip:"_s + text));
    return uri && uri->host() == text.toLower() && !uri->port();
}

constexpr TextRule address{isAddress, "an IP address or localhost"};
constexpr TextRule adminAddress{[](const QString &text) {
                                    const auto endpoint = Endpoint::parse(text);
                                    return endpoint && isAddress(endpoint->host);
                                },
    "an IP address or localhost, and a port, such as 127.0.0.1:9095"};
constexpr TextRule subnet{isSubnet, "an IP address or a network such as 10.0.0.0/8"};
constexpr TextRule domain{isDomain, "a domain such as example.com"};
constexpr TextRule httpPath{isHttpPath, "a path that begins with / and has no query"};
constexpr TextRule origin{
    isOrigin, "an origin such as https://wallboard.example, in lower case and without a path"};
constexpr TextRule name{
    isName, "1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first"};
constexpr TextRule type{[](const QString &text) { return text == "opensips"_L1; }, "opensips"};
constexpr TextRule miUrl{[](const QString &text) { return isHttpUrl(text) || isDatagram(text); },
    "http://HOST:PORT/PATH, https://HOST:PORT/PATH or (datagram) HOST:PORT, without a password"};
constexpr TextRule datagram{isDatagram, "HOST:PORT, with or without udp: before it"};
constexpr TextRule listenAddress{isListenAddress, "an IPv4 address and a port, such as 127.0.0.1:0"};
constexpr TextRule advertised{isAdvertised, "an IPv4 address and a port, such as 10.0.0.1:5070"};
constexpr TextRule sipUri{isSip, "a SIP URI such as sip:127.0.0.1:5060"};
constexpr TextRule absolute{
    [](const QString &text) { return text.startsWith(u'/') && !text.contains(QChar()); }, "an absolute path"};

constexpr int hour = 3600000;
constexpr int million = 1000000;
constexpr int gib = 1073741824;

constexpr std::array serverTable{
    Key<Config>{{.path = "ws_server.host",
                    .help = "address to listen on; any but loopback needs TLS and tokens",
                    .rule = &address},
        [](Config &c) -> Slot { return &c.wsServer.host; }},
    Key<Config>{{.path = "ws_server.port", .help = "TCP port to listen on", .least = 1, .most = 65535},
        [](Config &c) -> Slot { return &c.wsServer.port; }},
    Key<Config>{{.path = "ws_server.http_path", .help = "path of the WebSocket", .rule = &httpPath},
        [](Config &c) -> Slot { return &c.wsServer.httpPath; }},
    Key<Config>{{.path = "ws_server.allowed_origins",
                    .help = "browser origins that may connect; all others may not",
                    .rule = &origin,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.wsServer.allowedOrigins; }},
    Key<Config>{{.path = "ws_server.tls.certificate",
                    .help = "certificate with its chain (PEM); TLS unless empty",
                    .rule = &absolute,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.wsServer.tls.certificate; }},
    Key<Config>{{.path = "ws_server.tls.key",
                    .help = "private key of the certificate (PEM)",
                    .rule = &absolute,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.wsServer.tls.key; }},
    Key<Config>{{.path = "ws_server.tls.client_ca",
                    .help = "who signs the certificates that clients must have (PEM)",
                    .rule = &absolute,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.wsServer.tls.clientCa; }},
    Key<Config>{{.path = "ws_server.trusted_proxies",
                    .help = "relays whose Forwarded and X-Forwarded-For are believed",
                    .rule = &subnet,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.wsServer.trustedProxies; }},
    Key<Config>{{.path = "ws_server.insecure_listen",
                    .help = "listen on any address without TLS and tokens, with a warning"},
        [](Config &c) -> Slot { return &c.wsServer.insecureListen; }},
    Key<Config>{{.path = "auth.tokens",
                    .help = "file of the token command; tokens.yml beside the configuration's default place "
                            "unless set",
                    .rule = &absolute},
        [](Config &c) -> Slot { return &c.auth.tokens; }},
    Key<Config>{{.path = "auth.anonymous_loopback",
                    .help = "role of programs on this machine without a token: none, viewer, operator, admin",
                    .reloads = true},
        [](Config &c) -> Slot { return &c.auth.anonymousLoopback; }},
    Key<Config>{
        {.path = "auth.jwt.issuer", .help = "issuer (iss) of an identity provider's tokens", .reloads = true},
        [](Config &c) -> Slot { return &c.auth.jwt.issuer; }},
    Key<Config>{{.path = "auth.jwt.audience", .help = "audience (aud) that they must name", .reloads = true},
        [](Config &c) -> Slot { return &c.auth.jwt.audience; }},
    Key<Config>{{.path = "auth.jwt.role_claim", .help = "claim with the role", .reloads = true},
        [](Config &c) -> Slot { return &c.auth.jwt.roleClaim; }},
    Key<Config>{{.path = "auth.jwt.secret_file",
                    .help = "file with the secret, for HS256",
                    .rule = &absolute,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.auth.jwt.secretFile; }},
    Key<Config>{{.path = "auth.jwt.public_key_file",
                    .help = "file with the public key (PEM), for RS256 or ES256",
                    .rule = &absolute,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.auth.jwt.publicKeyFile; }},
    Key<Config>{{.path = "auth.jwt.jwks_file",
                    .help = "file with the public keys (JWKS), for RS256 and ES256",
                    .rule = &absolute,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.auth.jwt.jwksFile; }},
    Key<Config>{{.path = "audit.file_path",
                    .help = "who did what; audit.log in the state folder unless set",
                    .rule = &absolute},
        [](Config &c) -> Slot { return &c.audit.filePath; }},
    Key<Config>{{.path = "admin.listen",
                    .help = "address of /healthz, /readyz and /metrics; \"\": none",
                    .rule = &adminAddress,
                    .mayBeEmpty = true},
        [](Config &c) -> Slot { return &c.admin.listen; }},
    Key<Config>{{.path = "admin.hosts",
                    .help = "names beside localhost by which it may be asked",
                    .rule = &domain,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.admin.hosts; }},
    Key<Config>{{.path = "admin.insecure_listen",
                    .help = "let admin.listen be any address: everybody who reaches it is answered"},
        [](Config &c) -> Slot { return &c.admin.insecureListen; }},
    Key<Config>{{.path = "commands.ring_ms",
                    .help = "how long a caller's phone may ring",
                    .least = 100,
                    .most = hour,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.commands.ring; }},
    Key<Config>{{.path = "commands.transfer_ms",
                    .help = "how long a transfer may take",
                    .least = 100,
                    .most = hour,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.commands.transfer; }},
    Key<Config>{{.path = "commands.hold_ms",
                    .help = "how long a hold may take",
                    .least = 100,
                    .most = hour,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.commands.hold; }},
    Key<Config>{{.path = "commands.end_ms",
                    .help = "how long the end of a call may take",
                    .least = 100,
                    .most = hour,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.commands.end; }},
    Key<Config>{
        {.path = "limits.message_bytes", .help = "longest message of a client", .most = gib, .reloads = true},
        [](Config &c) -> Slot { return &c.limits.messageBytes; }},
    Key<Config>{
        {.path = "limits.batch", .help = "most requests in one batch", .most = 10000, .reloads = true},
        [](Config &c) -> Slot { return &c.limits.batch; }},
    Key<Config>{
        {.path = "limits.json_depth", .help = "deepest nesting of a message", .most = 512, .reloads = true},
        [](Config &c) -> Slot { return &c.limits.jsonDepth; }},
    Key<Config>{{.path = "limits.in_flight",
                    .help = "commands of one connection that run at once",
                    .most = million,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.inFlight; }},
    Key<Config>{
        {.path = "limits.requests_per_second",
            .help = "requests of one connection in the long run; 100, not limited for loopback, unless set",
            .most = million,
            .reloads = true},
        [](Config &c) -> Slot { return &c.limits.requestsPerSecond; }},
    Key<Config>{{.path = "limits.burst",
                    .help = "requests of one connection at once; twice requests_per_second unless set",
                    .most = million,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.burst; }},
    Key<Config>{
        {.path = "limits.answer_bytes", .help = "longest answer to a client", .most = gib, .reloads = true},
        [](Config &c) -> Slot { return &c.limits.answerBytes; }},
    Key<Config>{{.path = "limits.starts_per_minute",
                    .help = "calls that one user may start; 30, not limited for loopback, unless set",
                    .most = million,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.startsPerMinute; }},
    Key<Config>{
        {.path = "limits.starts_at_once",
            .help = "calls that one user starts at the same time; 5, not limited for loopback, unless set",
            .most = million,
            .reloads = true},
        [](Config &c) -> Slot { return &c.limits.startsAtOnce; }},
    Key<Config>{{.path = "limits.unauthenticated",
                    .help = "connections at once that have not logged in",
                    .most = million,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.unauthenticated; }},
    Key<Config>{{.path = "limits.unauthenticated_per_address",
                    .help = "of these, from one address",
                    .most = million,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.unauthenticatedPerAddress; }},
    Key<Config>{
        {.path = "limits.connections", .help = "connections at once", .most = million, .reloads = true},
        [](Config &c) -> Slot { return &c.limits.connections; }},
    Key<Config>{{.path = "limits.connections_per_address",
                    .help = "connections of one address at once; 20, not limited for loopback, unless set",
                    .most = million,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.connectionsPerAddress; }},
    Key<Config>{{.path = "limits.ping_ms", .help = "time between two pings", .most = hour, .reloads = true},
        [](Config &c) -> Slot { return &c.limits.ping; }},
    Key<Config>{{.path = "limits.pong_ms",
                    .help = "time that a ping may stay unanswered",
                    .most = hour,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.pong; }},
    Key<Config>{{.path = "limits.backlog_soft_bytes",
                    .help = "unsent bytes of a connection above which its requests are refused",
                    .most = gib,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.backlogSoftBytes; }},
    Key<Config>{{.path = "limits.backlog_hard_bytes",
                    .help = "unsent bytes of a connection above which it is cut",
                    .most = gib,
                    .reloads = true},
        [](Config &c) -> Slot { return &c.limits.backlogHardBytes; }},
    Key<Config>{{.path = "limits.ring_bytes",
                    .help = "memory for the changes of calls that clients can catch up on",
                    .most = gib},
        [](Config &c) -> Slot { return &c.limits.ringBytes; }},
    Key<Config>{{.path = "log.level", .help = "the least that is logged", .reloads = true},
        [](Config &c) -> Slot { return &c.log.level; }},
    Key<Config>{{.path = "log.format", .help = "how log lines look"},
        [](Config &c) -> Slot { return &c.log.format; }},
    Key<Config>{
        {.path = "log.file_path", .help = "file to append to; standard error unless set", .rule = &absolute},
        [](Config &c) -> Slot { return &c.log.filePath; }},
    Key<Config>{
        {.path = "log.mask_numbers",
            .help = "mask telephone numbers in the log, but for their last two digits; the audit keeps them",
            .reloads = true},
        [](Config &c) -> Slot { return &c.log.maskNumbers; }},
    Key<Config>{{.path = "state_dir",
                    .help = "folder of the journal; $STATE_DIRECTORY, /var/lib/cordboard (root) or "
                            "$XDG_STATE_HOME/cordboard unless set",
                    .rule = &absolute},
        [](Config &c) -> Slot { return &c.stateDir; }},
};

constexpr std::array nodeTable{
    Key<NodeConfig>{{.path = "name", .help = "name of the node", .rule = &name},
        [](NodeConfig &n) -> Slot { return &n.name; }},
    Key<NodeConfig>{{.path = "cluster",
                        .help = "name shared by nodes that replicate their dialogs to each other",
                        .rule = &name},
        [](NodeConfig &n) -> Slot { return &n.cluster; }},
    Key<NodeConfig>{{.path = "type", .help = "kind of proxy", .rule = &type},
        [](NodeConfig &n) -> Slot { return &n.type; }},
    Key<NodeConfig>{
        {.path = "mi.url", .help = "management interface; udp:127.0.0.1:8080 unless set", .rule = &miUrl},
        [](NodeConfig &n) -> Slot { return &n.mi.url; }},
    Key<NodeConfig>{{.path = "mi.datagram", .help = "datagram lane beside an HTTP url", .rule = &datagram},
        [](NodeConfig &n) -> Slot { return &n.mi.datagram; }},
    Key<NodeConfig>{{.path = "mi.user", .help = "user for HTTP Basic authentication"},
        [](NodeConfig &n) -> Slot { return &n.mi.user; }},
    Key<NodeConfig>{{.path = "mi.password_file", .help = "file with the user's password", .rule = &absolute},
        [](NodeConfig &n) -> Slot { return &n.mi.passwordFile; }},
    Key<NodeConfig>{{.path = "events.listen",
                        .help = "where events are received (IPv4); any port of 127.0.0.1 unless set",
                        .rule = &listenAddress},
        [](NodeConfig &n) -> Slot { return &n.events.listen; }},
    Key<NodeConfig>{{.path = "events.advertise",
                        .help = "where the proxy sends events; where they are received unless set",
                        .rule = &advertised},
        [](NodeConfig &n) -> Slot { return &n.events.advertise; }},
    Key<NodeConfig>{{.path = "sip.uri",
                        .help = "the proxy; the host of the caller's address unless set",
                        .rule = &sipUri},
        [](NodeConfig &n) -> Slot { return &n.sip.uri; }},
    Key<NodeConfig>{
        {.path = "sip.from", .help = "who calls a caller's phone; the callee unless set", .rule = &sipUri},
        [](NodeConfig &n) -> Slot { return &n.sip.from; }},
    Key<NodeConfig>{{.path = "sip.domain",
                        .help = "domain of registrations that name none; the host of sip.uri unless set",
                        .rule = &domain},
        [](NodeConfig &n) -> Slot { return &n.sip.domain; }},
    Key<NodeConfig>{{.path = "sip.contact",
                        .help = "contact of such a call; callapi at the proxy unless set",
                        .rule = &sipUri},
        [](NodeConfig &n) -> Slot { return &n.sip.contact; }},
};

struct LevelWord {
    const char *word;
    LogLevel level;
};
// The words of logrus, which the Call API's file uses; the first of each level is the one that is printed.
constexpr std::array levelWords{LevelWord{"debug", LogLevel::Debug}, LevelWord{"trace", LogLevel::Debug},
    LevelWord{"info", LogLevel::Info}, LevelWord{"warn", LogLevel::Warn},
    LevelWord{"warning", LogLevel::Warn}, LevelWord{"error", LogLevel::Error},
    LevelWord{"fatal", LogLevel::Error}, LevelWord{"panic", LogLevel::Error}};

struct FormatWord {
    const char *word;
    LogFormat format;
};
constexpr std::array formatWords{FormatWord{"text", LogFormat::Text}, FormatWord{"json", LogFormat::Json},
    FormatWord{"journald", LogFormat::Journald}};

struct RoleWord {
    const char *word;
    AnonymousRole role;
};
constexpr std::array roleWords{RoleWord{"none", AnonymousRole::None},
    RoleWord{"viewer", AnonymousRole::Viewer}, RoleWord{"operator", AnonymousRole::Operator},
    RoleWord{"admin", AnonymousRole::Admin}};

std::optional<int> wholeNumber(const KeyInfo &key, const QString &text, bool quoted)
{
    const bool digits = !quoted && !text.isEmpty() && text.size() <= 10
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const int number = text.toInt(&fits);
    return digits && fits && number >= key.least && number <= key.most ? std::optional(number) : std::nullopt;
}

bool fitsText(const KeyInfo &key, const QString &text)
{
    if (text.isEmpty()) {
        return key.mayBeEmpty;
    }
    return !key.rule || key.rule->accepts(text);
}

QString numberSentence(const KeyInfo &key, QLatin1StringView what)
{
    const QString zero = key.least == 0 ? u" (no limit)"_s : QString();
    return what + u" from "_s + QString::number(key.least) + zero + u" to "_s + QString::number(key.most);
}

QString jsonText(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

} // namespace

std::span<const Key<Config>> serverKeys() { return serverTable; }

std::span<const Key<NodeConfig>> nodeKeys() { return nodeTable; }

QString requirement(const KeyInfo &key, const Slot &slot)
{
    const QString text = (key.rule ? QString::fromLatin1(key.rule->sentence) : u"a text that is not empty"_s)
        + (key.mayBeEmpty ? u", or \"\" for none"_s : QString());
    return std::visit(Overloaded{
                          [&](QString *) { return text; },
                          [&](QStringList *) { return QString(u"a list; each entry "_s + text); },
                          [&](int *) { return numberSentence(key, "a whole number"_L1); },
                          [&](std::optional<int> *) { return numberSentence(key, "a whole number"_L1); },
                          [&](quint16 *) { return numberSentence(key, "a port number"_L1); },
                          [&](std::chrono::milliseconds *) {
                              return numberSentence(key, "a whole number of milliseconds"_L1);
                          },
                          [](LogLevel *) { return u"one of DEBUG, INFO, WARN, ERROR"_s; },
                          [](LogFormat *) { return u"one of text, json, journald"_s; },
                          [](bool *) { return u"true or false"_s; },
                          [](AnonymousRole *) { return u"one of none, viewer, operator, admin"_s; },
                      },
        slot);
}

bool assign(const KeyInfo &key, const Slot &slot, const QString &text, bool quoted)
{
    const auto store = [&](auto *target) {
        const auto number = wholeNumber(key, text, quoted);
        if (number) {
            *target = std::remove_pointer_t<decltype(target)>(*number);
        }
        return number.has_value();
    };
    return std::visit(
        Overloaded{
            [&](QString *target) {
                const bool good = fitsText(key, text);
                if (good) {
                    *target = text;
                }
                return good;
            },
            [](QStringList *) { return false; },
            [&](int *target) { return store(target); },
            [&](std::optional<int> *target) { return store(target); },
            [&](quint16 *target) {
                const auto number = wholeNumber(key, text, quoted);
                *target = number ? static_cast<quint16>(*number) : *target;
                return number.has_value();
            },
            [&](std::chrono::milliseconds *target) { return store(target); },
            [&](LogLevel *target) {
                const auto row = std::ranges::find_if(levelWords, [&](const LevelWord &candidate) {
                    return text.compare(QLatin1StringView(candidate.word), Qt::CaseInsensitive) == 0;
                });
                *target = row != levelWords.end() ? row->level : *target;
                return row != levelWords.end();
            },
            [&](LogFormat *target) {
                const auto row = std::ranges::find_if(formatWords,
                    [&](const FormatWord &candidate) { return text == QLatin1StringView(candidate.word); });
                *target = row != formatWords.end() ? row->format : *target;
                return row != formatWords.end();
            },
            [&](bool *target) {
                const bool good = !quoted && (text == "true"_L1 || text == "false"_L1);
                *target = good ? text == "true"_L1 : *target;
                return good;
            },
            [&](AnonymousRole *target) {
                const auto row = std::ranges::find_if(roleWords,
                    [&](const RoleWord &candidate) { return text == QLatin1StringView(candidate.word); });
                *target = row != roleWords.end() ? row->role : *target;
                return row != roleWords.end();
            },
        },
        slot);
}

bool assignList(const KeyInfo &key, const Slot &slot, const QStringList &texts)
{
    auto *const target = std::get_if<QStringList *>(&slot);
    if (!target || !std::ranges::all_of(texts, [&](const QString &text) { return fitsText(key, text); })) {
        return false;
    }
    **target = texts;
    return true;
}

QString yamlText(const KeyInfo &key, const Slot &slot)
{
    return std::visit(
        Overloaded{
            [&](const QString *text) {
                return text->isEmpty() && !key.mayBeEmpty ? u"null"_s : jsonText(*text);
            },
            [](const QStringList *texts) { return jsonText(QJsonArray::fromStringList(*texts)); },
            [](const std::optional<int> *number) { return *number ? QString::number(**number) : u"null"_s; },
            [](const std::chrono::milliseconds *time) { return QString::number(time->count()); },
            [](const LogLevel *level) {
                return QString::fromLatin1(std::ranges::find_if(levelWords, [&](const LevelWord &row) {
                    return row.level == *level;
                })->word);
            },
            [](const LogFormat *format) {
                return QString::fromLatin1(std::ranges::find_if(formatWords, [&](const FormatWord &row) {
                    return row.format == *format;
                })->word);
            },
            [](const bool *yes) { return *yes ? u"true"_s : u"false"_s; },
            [](const AnonymousRole *role) {
                return QString::fromLatin1(std::ranges::find_if(roleWords, [&](const RoleWord &row) {
                    return row.role == *role;
                })->word);
            },
            [](const auto *number) { return QString::number(*number); },
        },
        slot);
}

} // namespace cordboard
