// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/phone.h"

#include <QHash>
#include <QStringList>

namespace cordboard::simulator {

/// Whom there is. Names are the user parts of addresses.
class Phonebook {
public:
    /// Adds a phone that is registered, or changes how one behaves.
    void add(const QString &name, const Behaviour &behaviour);
    /// Adds somebody behind a gateway.
    void addExternal(const QString &name, const Behaviour &behaviour);
    /// What it puts before its address; empty for nothing. Nobody of that name: nothing happens.
    void setDisplayName(const QString &name, const QString &displayName);
    [[nodiscard]] const Phone *find(const QString &name) const;
    /// For a change of it; null for nobody.
    [[nodiscard]] Phone *phone(const QString &name);
    [[nodiscard]] Behaviour *behaviour(const QString &name);
    /// In the order in which they were added.
    [[nodiscard]] const QStringList &names() const noexcept { return m_names; }
    [[nodiscard]] qsizetype size() const noexcept { return m_names.size(); }

private:
    QHash<QString, Phone> m_phones;
    QStringList m_names;
};

/// So many of the ordinary people, alice to erin, do nothing by themselves: they belong to those who click.
inline constexpr qsizetype scriptedPeople = 5;
/// The seventeen people who answer, in the order of alice, bob, carol, dave, erin and twelve more.
[[nodiscard]] const QStringList &ordinaryPeople();
/// Registers everybody of the demo: the people, who answer after \a ring, and `busy`, `silent`, `hasty`,
/// `stubborn`, `deaf`, `gone`, each of which does what its name says. Most have display names.
void addDemoPhones(Phonebook &phonebook, std::chrono::milliseconds ring);

} // namespace cordboard::simulator
