// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace cordboard::opensips {

/// Which management commands a proxy has and what it calls them. This code speaks the names of 3.x; 4.0
/// renamed all of them to `module:command` (fact 9).
class CommandNames {
public:
    /// Nothing is known yet: every command is assumed to be there under its 3.x name.
    CommandNames() = default;
    /// \param which  the answer of `which`
    [[nodiscard]] static CommandNames fromWhich(const QStringList &which);
    /// The same from the `result`; entries that are no strings are skipped. Nothing when it is no array.
    [[nodiscard]] static std::optional<CommandNames> fromAnswer(const QJsonValue &result);

    [[nodiscard]] bool isKnown() const noexcept { return m_known; }
    /// The proxy's name for a command of 3.x: the old one where it is listed, else the new one, else the old
    /// one (which gets -32601 from the proxy and so tells what is missing).
    [[nodiscard]] QString wire(const QString &name) const;
    /// Whether the command is there, under either name; true for all while nothing is known.
    [[nodiscard]] bool has(const QString &name) const;

private:
    QSet<QString> m_listed;
    bool m_known = false;
};

/// A proxy's version.
struct ProxyVersion {
    int majorVersion = 0;
    int minorVersion = 0;
    QString text; ///< as the proxy names itself, e.g. "OpenSIPS (3.6.8 (x86_64/linux))"
    friend bool operator==(const ProxyVersion &, const ProxyVersion &) = default;
};

/// Reads the `result` of `version`; nothing when there is no version in it.
[[nodiscard]] std::optional<ProxyVersion> versionFromAnswer(const QJsonValue &result);

} // namespace cordboard::opensips
