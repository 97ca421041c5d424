// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "common/core/result.h"

#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace cordboard {

/// A `sip:` or `sips:` URI (RFC 3261 sections 19.1 and 25.1), or nothing: an instance is always valid.
///
/// Only what was parsed is written out again (text()), so nothing that a client sent reaches a proxy unseen:
/// control characters, backslash, `<`, `>`, quotes and spaces never pass, raw or escaped, whatever the
/// grammar of a part allows (a proxy may turn `\r\n` in `headers` into line ends: fact 25).
class SipUri {
public:
    struct Parameter {
        QString name; ///< lower case
        std::optional<QString> value; ///< unescaped; nothing for a flag such as `lr`
        friend bool operator==(const Parameter &, const Parameter &) = default;
    };

    /// \returns the URI; Errc::InvalidParams with a sentence that says what is wrong (field is left empty).
    /// At most 512 characters, as it came and as text() writes it. Headers (`?a=b`) are refused, as are a
    /// password and non-ASCII characters.
    [[nodiscard]] static Result<SipUri> parse(QStringView text);
    /// As parse(), and refuses the parameters that only Cordboard and the proxy may set: `osid`, `cord`.
    /// For everything that a client names (design: client URIs never carry them).
    [[nodiscard]] static Result<SipUri> parseFromClient(QStringView text);

    [[nodiscard]] bool isSecure() const noexcept { return m_secure; } ///< `sips:`
    [[nodiscard]] const QString &user() const noexcept
    {
        return m_user;
    } ///< unescaped; empty if there is none
    [[nodiscard]] const QString &host() const noexcept { return m_host; } ///< lower case; IPv6 in brackets
    [[nodiscard]] std::optional<quint16> port() const noexcept { return m_port; }
    [[nodiscard]] const QList<Parameter> &parameters() const noexcept { return m_parameters; }
    /// Its value; nothing for a flag, too (see hasParameter()). Names are compared without case.
    [[nodiscard]] std::optional<QString> parameter(QStringView name) const;
    [[nodiscard]] bool hasParameter(QStringView name) const;

    /// A copy with this parameter set, e.g. `osid` for a REFER. An empty value makes a flag; `name` is not
    /// empty.
    [[nodiscard]] SipUri withParameter(const QString &name, const QString &value) const;
    /// A copy without this parameter, if it is there.
    [[nodiscard]] SipUri withoutParameter(QStringView name) const;
    /// `sip:user@host:port` without parameters: who, not how to reach them (RFC 3261 section 10.3, address of
    /// record).
    [[nodiscard]] QString addressOfRecord() const;
    /// Written out anew, escaped as the grammar demands; ASCII only.
    [[nodiscard]] QString text() const;

    /// Equal by RFC 3261 section 19.1.4 as far as it concerns us: scheme, user (case-sensitive), host, port
    /// and the `transport`, `user`, `ttl`, `method`, `maddr` parameters.
    [[nodiscard]] bool isEquivalentTo(const SipUri &other) const;
    friend bool operator==(const SipUri &, const SipUri &) = default;

private:
    SipUri() = default;
    [[nodiscard]] Result<Done> takeHostPort(QStringView text);
    [[nodiscard]] Result<Done> takeParameter(QStringView text);

    bool m_secure = false;
    QString m_user;
    QString m_host;
    std::optional<quint16> m_port;
    QList<Parameter> m_parameters;
};

} // namespace cordboard
