// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/simulator/phonebook.h"
#include "server/simulator/scheduler.h"
#include "server/simulator/versionquirks.h"
#include "server/simulator/wirevalue.h"

#include <QRandomGenerator>

#include <functional>

namespace cordboard::simulator {

/// Where phones are registered, as the module usrloc keeps and tells it: E_UL_AOR_INSERT and so on, the same
/// in 3.4 to 4.0, `ul_dump`, `ul_show_contact`. The bindings themselves are the phonebook's.
class Registrar {
public:
    struct Habits {
        /// Every phone registers again once in this time, and is bound for twice as long; 0: they stay
        /// registered without a word.
        std::chrono::seconds reRegister = std::chrono::seconds(0);
        /// How often one of the phones goes away, to come back after `away`; 0: never. alice to erin stay.
        std::chrono::seconds leaves = std::chrono::seconds(20);
        std::chrono::seconds away = std::chrono::seconds(15);
    };
    using Raise = std::function<void(const QString &event, const WireValue &params)>;

    Registrar(const VersionQuirks &quirks, QString domain, quint32 seed, Habits habits, Scheduler &scheduler,
        Phonebook &phones, Raise raise);

    /// Everybody registers, without an event: the proxy has just come up, and nobody listens.
    void start();

    /// REGISTER: a new binding, or one that lasts longer. Nobody of that name in the phonebook: nothing
    /// happens. Without another REGISTER it ends by itself.
    void bind(const QString &name, const QString &contact, std::chrono::seconds expires);
    /// REGISTER with Expires 0. \a contact  empty: all bindings. False when there was none.
    bool unbind(const QString &name, const QString &contact = {});

    /// As the proxy names it: with the domain since 4.0.
    [[nodiscard]] QString aorOf(const QString &name) const;
    /// `result` of ul_dump. \a brief  without the contacts
    [[nodiscard]] WireValue dump(bool brief) const;
    /// `result` of ul_show_contact; nothing for an address without bindings.
    [[nodiscard]] std::optional<WireValue> show(const QString &aor) const;

private:
    void raiseAor(const QString &event, const QString &name);
    void raiseContact(const QString &event, const QString &name, const Binding &binding);
    void expireLater(const QString &name, const QString &contact, std::chrono::seconds expires);
    void refreshSome();
    void leaveOne();
    [[nodiscard]] WireValue::Members listed(const Phone &phone, bool brief) const;

    const VersionQuirks &m_quirks;
    const QString m_domain;
    const Habits m_habits;
    Scheduler &m_scheduler;
    Phonebook &m_phones;
    const Raise m_raise;
    QRandomGenerator m_random;
    qint64 m_lastId = 1000000000000000000;
    qsizetype m_nextToRefresh = 0; ///< of the phonebook's names
    double m_refreshesDue = 0;
};

} // namespace cordboard::simulator
