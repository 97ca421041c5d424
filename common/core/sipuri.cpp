// SPDX-License-Identifier: Apache-2.0
#include "common/core/sipuri.h"

#include <QStringDecoder>

#include <algorithm>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype maxLength = 512;
constexpr qsizetype maxLabelLength = 63; // RFC 1035 section 2.3.4

bool isAlpha(char16_t c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }

bool isDigit(char16_t c) { return c >= u'0' && c <= u'9'; }

bool isAlphanum(char16_t c) { return isAlpha(c) || isDigit(c); }

bool isHexDigit(char16_t c) { return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F'); }

/// `unreserved` of RFC 3261 section 25.1, without the quote, which never passes.
bool isUnreserved(char16_t c) { return isAlphanum(c) || u"-_.!~*()"_s.contains(c); }

bool isUserChar(char16_t c) { return isUnreserved(c) || u"&=+$,;?/"_s.contains(c); }

/// A question mark in a user is right, but a reader that looks for headers before it looks for @ finds some.
bool isWrittenUserChar(char16_t c) { return isUserChar(c) && c != u'?'; }

bool isParamChar(char16_t c) { return isUnreserved(c) || u"[]/:&+$"_s.contains(c); }

using CharClass = bool (*)(char16_t);

bool isForbidden(char32_t c)
{
    return !QChar::isPrint(c) || QChar::isSpace(c) || c == U'\\' || c == U'<' || c == U'>' || c == U'"'
        || c == U'\'';
}

tl::unexpected<Error> wrong(const QString &why)
{
    return failure(Errc::InvalidParams, u"not a usable SIP URI: "_s + why);
}

/// One part of a URI without its %HH; `what` names it in the error.
Result<QString> unescaped(QStringView part, CharClass allowed, const QString &what)
{
    QByteArray bytes;
    bytes.reserve(part.size());
    for (qsizetype i = 0; i < part.size(); ++i) {
        const char16_t c = part[i].unicode();
        if (c == u'%') {
            if (i + 2 >= part.size() || !isHexDigit(part[i + 1].unicode())
                || !isHexDigit(part[i + 2].unicode())) {
                return wrong(what + u" has a % without two hexadecimal digits"_s);
            }
            bytes.append(static_cast<char>(part.sliced(i + 1, 2).toUShort(nullptr, 16)));
            i += 2;
        } else if (allowed(c)) {
            bytes.append(static_cast<char>(c));
        } else {
            return wrong(what + u" has a character that must be escaped or may not be there"_s);
        }
    }
    // Without ConvertInitialBom a leading byte order mark would vanish instead of being refused.
    QStringDecoder utf8(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = utf8(bytes);
    const auto codePoints = text.toUcs4();
    if (utf8.hasError() || std::any_of(codePoints.begin(), codePoints.end(), isForbidden)) {
        return wrong(
            what + u" has a control character, a space, a quote, <, > or a backslash, if only escaped"_s);
    }
    return text;
}

QString escaped(const QString &text, CharClass allowed)
{
    static constexpr char16_t hex[] = u"0123456789ABCDEF";
    QString out;
    for (const char byte : text.toUtf8()) {
        const auto c = static_cast<unsigned char>(byte);
        if (allowed(c)) {
            out += QLatin1Char(byte);
        } else {
            out += u'%';
            out += QChar(hex[c >> 4]);
            out += QChar(hex[c & 15]);
        }
    }
    return out;
}

bool isIPv4(QStringView text)
{
    const auto octets = text.split(u'.');
    return octets.size() == 4 && std::all_of(octets.begin(), octets.end(), [](QStringView octet) {
        return !octet.isEmpty() && octet.size() <= 3
            && std::all_of(octet.begin(), octet.end(), [](QChar c) { return isDigit(c.unicode()); })
            && (octet.size() == 1 || octet[0] != u'0') && octet.toInt() <= 255;
    });
}

/// How many 16-bit groups these are, separated by colons; -1 if they are none. The last may be an IPv4
/// address.
int ipv6Groups(QStringView text, bool mayEndInIPv4)
{
    if (text.isEmpty()) {
        return 0;
    }
    const auto groups = text.split(u':');
    int count = 0;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const QStringView group = groups[i];
        if (mayEndInIPv4 && i == groups.size() - 1 && group.contains(u'.')) {
            return isIPv4(group) ? count + 2 : -1;
        }
        if (group.isEmpty() || group.size() > 4
            || !std::all_of(group.begin(), group.end(), [](QChar c) { return isHexDigit(c.unicode()); })) {
            return -1;
        }
        ++count;
    }
    return count;
}

/// RFC 3261 section 25.1 (from RFC 2373), without a zone.
bool isIPv6(QStringView text)
{
    const qsizetype gap = text.indexOf("::"_L1);
    if (gap < 0) {
        return ipv6Groups(text, true) == 8;
    }
    const int before = ipv6Groups(text.first(gap), false);
    const int after = ipv6Groups(text.sliced(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < 8;
}

bool isHostname(QStringView text)
{
    if (text.endsWith(u'.')) {
        text.chop(1);
    }
    const auto labels = text.split(u'.');
    const bool sound = std::all_of(labels.begin(), labels.end(), [](QStringView label) {
        return !label.isEmpty() && label.size() <= maxLabelLength && isAlphanum(label.front().unicode())
            && isAlphanum(label.back().unicode()) && std::all_of(label.begin(), label.end(), [](QChar c) {
                   return c == u'-' || isAlphanum(c.unicode());
               });
    });
    return sound && isAlpha(labels.back().front().unicode());
}

std::optional<quint16> portFrom(QStringView digits)
{
    const bool sound = !digits.isEmpty() && digits.size() <= 5
        && std::all_of(digits.begin(), digits.end(), [](QChar c) { return isDigit(c.unicode()); });
    const uint number = sound ? digits.toUInt() : 0;
    return number >= 1 && number <= 65535 ? std::optional(static_cast<quint16>(number)) : std::nullopt;
}

} // namespace

Result<SipUri> SipUri::parse(QStringView text)
{
    if (text.size() > maxLength) {
        return wrong(u"it is longer than %1 characters"_s.arg(maxLength));
    }
    if (std::any_of(text.begin(), text.end(),
            [](QChar c) { return c.unicode() > 0x7e || isForbidden(c.unicode()); })) {
        return wrong(u"it has a control character, a space, a quote, <, >, a backslash or is not ASCII"_s);
    }
    SipUri uri;
    const qsizetype colon = text.indexOf(u':');
    const QStringView scheme = text.first(std::max<qsizetype>(colon, 0));
    uri.m_secure = scheme.compare("sips"_L1, Qt::CaseInsensitive) == 0;
    if (!uri.m_secure && scheme.compare("sip"_L1, Qt::CaseInsensitive) != 0) {
        return wrong(u"it must begin with sip: or sips:"_s);
    }
    QStringView rest = text.sliced(colon + 1);

    // Only the end of the user part is an unescaped @, so a `?` or `;` before it belongs to the user.
    if (const qsizetype at = rest.indexOf(u'@'); at >= 0) {
        const QStringView user = rest.first(at);
        if (user.contains(u':')) {
            return wrong(u"a password may not be there"_s);
        }
        if (user.isEmpty()) {
            return wrong(u"the user before @ is missing"_s);
        }
        Result<QString> name = unescaped(user, isUserChar, u"the user"_s);
        if (!name) {
            return tl::unexpected(std::move(name).error());
        }
        uri.m_user = *std::move(name);
        rest = rest.sliced(at + 1);
    }
    if (rest.contains(u'?')) {
        return wrong(u"headers (?name=value) may not be there"_s);
    }

    const qsizetype semicolon = rest.indexOf(u';');
    if (Result<Done> done = uri.takeHostPort(semicolon < 0 ? rest : rest.first(semicolon)); !done) {
        return tl::unexpected(std::move(done).error());
    }
    if (semicolon >= 0) {
        for (const QStringView parameter : rest.sliced(semicolon + 1).split(u';')) {
            if (Result<Done> done = uri.takeParameter(parameter); !done) {
                return tl::unexpected(std::move(done).error());
            }
        }
    }
    // Escapes make it longer, and whoever reads it back has the same limit.
    if (uri.text().size() > maxLength) {
        return wrong(u"it is longer than %1 characters"_s.arg(maxLength));
    }
    return uri;
}

Result<SipUri> SipUri::parseFromClient(QStringView text)
{
    Result<SipUri> uri = parse(text);
    if (uri && (uri->hasParameter(u"osid") || uri->hasParameter(u"cord"))) {
        return wrong(u"the parameters osid and cord are not for clients"_s);
    }
    return uri;
}

Result<Done> SipUri::takeHostPort(QStringView text)
{
    QStringView host = text;
    QStringView port;
    const qsizetype bracket = text.indexOf(u']');
    if (const qsizetype colon = text.indexOf(u':', std::max<qsizetype>(bracket, 0)); colon >= 0) {
        host = text.first(colon);
        port = text.sliced(colon + 1);
        m_port = portFrom(port);
        if (!m_port) {
            return wrong(u"the port must be a number from 1 to 65535"_s);
        }
    }
    const bool isBracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (!(isBracketed ? isIPv6(host.sliced(1, host.size() - 2)) : isIPv4(host) || isHostname(host))) {
        return wrong(u"the host is no name and no IP address"_s);
    }
    m_host = host.toString().toLower();
    return Done{};
}

Result<Done> SipUri::takeParameter(QStringView text)
{
    const qsizetype equals = text.indexOf(u'=');
    Result<QString> name =
        unescaped(equals < 0 ? text : text.first(equals), isParamChar, u"a parameter's name"_s);
    if (!name) {
        return tl::unexpected(std::move(name).error());
    }
    Parameter parameter{name->toLower(), std::nullopt};
    if (parameter.name.isEmpty()) {
        return wrong(u"a parameter has no name"_s);
    }
    if (equals >= 0) {
        Result<QString> value = unescaped(text.sliced(equals + 1), isParamChar, u"a parameter's value"_s);
        if (!value) {
            return tl::unexpected(std::move(value).error());
        }
        if (value->isEmpty()) {
            return wrong(u"a parameter has = but no value"_s);
        }
        parameter.value = *std::move(value);
    }
    const auto isSame = [&](const Parameter &other) { return other.name == parameter.name; };
    if (std::any_of(m_parameters.cbegin(), m_parameters.cend(), isSame)) {
        return wrong(u"a parameter is there twice"_s);
    }
    m_parameters.append(std::move(parameter));
    return Done{};
}

bool SipUri::hasParameter(QStringView name) const
{
    return std::any_of(m_parameters.cbegin(), m_parameters.cend(), [name](const Parameter &parameter) {
        return name.compare(parameter.name, Qt::CaseInsensitive) == 0;
    });
}

std::optional<QString> SipUri::parameter(QStringView name) const
{
    for (const Parameter &parameter : m_parameters) {
        if (name.compare(parameter.name, Qt::CaseInsensitive) == 0) {
            return parameter.value;
        }
    }
    return std::nullopt;
}

SipUri SipUri::withParameter(const QString &name, const QString &value) const
{
    Q_ASSERT(!name.isEmpty());
    SipUri copy = *this;
    const Parameter parameter{name.toLower(), value.isEmpty() ? std::nullopt : std::optional(value)};
    const auto found = std::find_if(copy.m_parameters.begin(), copy.m_parameters.end(),
        [&](const Parameter &other) { return other.name == parameter.name; });
    if (found != copy.m_parameters.end()) {
        *found = parameter;
    } else {
        copy.m_parameters.append(parameter);
    }
    return copy;
}

SipUri SipUri::withoutParameter(QStringView name) const
{
    SipUri copy = *this;
    copy.m_parameters.removeIf([name](const Parameter &parameter) {
        return parameter.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return copy;
}

QString SipUri::addressOfRecord() const
{
    QString text = m_secure ? u"sips:"_s : u"sip:"_s;
    if (!m_user.isEmpty()) {
        text += escaped(m_user, isWrittenUserChar) + u'@';
    }
    text += m_host;
    if (m_port) {
        text += u':' + QString::number(*m_port);
    }
    return text;
}

QString SipUri::text() const
{
    QString text = addressOfRecord();
    for (const Parameter &parameter : m_parameters) {
        text += u';' + escaped(parameter.name, isParamChar);
        if (parameter.value) {
            text += u'=' + escaped(*parameter.value, isParamChar);
        }
    }
    return text;
}

bool SipUri::isEquivalentTo(const SipUri &other) const
{
    const auto agrees = [&](const char16_t *name) {
        const auto mine = parameter(name);
        const auto theirs = other.parameter(name);
        return hasParameter(name) == other.hasParameter(name)
            && mine.value_or(QString()).compare(theirs.value_or(QString()), Qt::CaseInsensitive) == 0;
    };
    return m_secure == other.m_secure && m_user == other.m_user && m_host == other.m_host
        && m_port == other.m_port && agrees(u"transport") && agrees(u"user") && agrees(u"ttl")
        && agrees(u"method") && agrees(u"maddr");
}

} // namespace cordboard
