// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <utility>

namespace cordboard {

/// An identifier that mixes with no other kind and does not convert from QString by itself.
template <class Tag> class Id {
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    {
    }
    [[nodiscard]] const QString &text() const noexcept { return m_text; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_text.isEmpty(); }
    friend bool operator==(const Id &, const Id &) = default;
    friend bool operator<(const Id &a, const Id &b) { return a.m_text < b.m_text; }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return ::qHash(id.m_text, seed); }

private:
    QString m_text;
};

/// Cordboard's own opaque name of a call: unique over all nodes, stable for the call's life.
using CallId = Id<struct CallIdTag>;
/// The Call-ID of a SIP dialog (RFC 3261 section 8.1.1.4). Two calls may share one (a spiral through the
/// proxy).
using SipCallId = Id<struct SipCallIdTag>;
/// A command, as its client knows it (`cmd_id`): 1 to 64 of [A-Za-z0-9_.:-].
using CommandId = Id<struct CommandIdTag>;
/// A proxy, as the configuration names it.
using NodeName = Id<struct NodeNameTag>;
/// Links every dialog that belongs together (started by one command, transferred, replaced).
using JourneyId = Id<struct JourneyIdTag>;

} // namespace cordboard
