// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/connectors/connector.h"
#include "server/connectors/opensips/events/event.h"
#include "server/connectors/opensips/registrations/registrationlist.h"

#include <QMap>
#include <QSet>

namespace cordboard::opensips {

/// Who is registered at one node: a dump joined with events. No I/O, no clock.
///
/// A contact is known by its URI within its table and address of record, as usrloc knows it by default; an
/// address of record that stands in two tables is one registration.
class RegistrationTable {
public:
    explicit RegistrationTable(NodeName node)
        : m_node(std::move(node))
    {
    }

    /// What has changed, whole; a registration without contacts is gone. Empty: nothing has.
    using Changes = QList<Registration>;
    [[nodiscard]] Changes apply(const ContactChanged &event);
    /// The whole truth at `now`: what it does not list is gone. `since`: the events since it was asked for,
    /// which it may tell of or not; they hold.
    [[nodiscard]] Changes replace(
        const QList<ListedContact> &listed, const QList<ContactChanged> &since, const QDateTime &now);
    /// Removes the contacts that have expired before `moment`.
    [[nodiscard]] Changes removeExpired(const QDateTime &moment);

    [[nodiscard]] QList<Registration> all() const;
    /// When the first contact expires; invalid where none does.
    [[nodiscard]] QDateTime nextExpiry() const;

private:
    using ContactKey = std::pair<QString, QString>; // table, URI
    using Contacts = QMap<ContactKey, RegisteredContact>; // sorted: the same contacts are told in one order
    using Table = QMap<QString, Contacts>; // by address of record
    static void change(Table &table, const ContactChanged &event);
    [[nodiscard]] Registration registration(const QString &aor) const;
    [[nodiscard]] Changes changes(const QSet<QString> &aors);

    NodeName m_node;
    Table m_contacts; // no empty ones
};

} // namespace cordboard::opensips
