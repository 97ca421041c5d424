// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/registrations/registrationtable.h"

#include <cstdlib>

namespace cordboard::opensips {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 sameMoment = 2'000; // ms

/// Where the phone did not tell, usrloc writes "n/a" (modules/registrar/save.c).
QString userAgentOf(const QString &told) { return told == "n/a"_L1 ? QString() : told; }

} // namespace

void RegistrationTable::change(Table &table, const ContactChanged &event)
{
    Contacts &contacts = table[event.aor];
    switch (event.kind) {
    case ContactChanged::Kind::Set:
        contacts.insert({event.table, event.uri},
            {.uri = event.uri,
                .userAgent = userAgentOf(event.userAgent),
                .expiresAt =
                    event.expires > 0 ? QDateTime::fromSecsSinceEpoch(event.expires, Qt::UTC) : QDateTime()});
        break;
    case ContactChanged::Kind::Removed:
        contacts.remove({event.table, event.uri});
        break;
    case ContactChanged::Kind::AllRemoved:
        contacts.removeIf([&](const auto &contact) { return contact.key().first == event.table; });
        break;
    }
}

RegistrationTable::Changes RegistrationTable::apply(const ContactChanged &event)
{
    const Contacts before = m_contacts.value(event.aor);
    change(m_contacts, event);
    return changes(before == m_contacts.value(event.aor) ? QSet<QString>() : QSet{event.aor});
}

RegistrationTable::Changes RegistrationTable::replace(
    const QList<ListedContact> &listed, const QList<ContactChanged> &since, const QDateTime &now)
{
    Table truth;
    for (const ListedContact &contact : listed) {
        const ContactKey key{contact.table, contact.uri};
        RegisteredContact row{.uri = contact.uri, .userAgent = userAgentOf(contact.userAgent)};
        if (contact.expiresIn) {
            row.expiresAt = now.toUTC().addSecs(contact.expiresIn->count());
            // The list counts whole seconds from now, events those since 1970: one off is the same moment.
            const QDateTime known = m_contacts.value(contact.aor).value(key).expiresAt;
            if (known.isValid() && std::abs(known.msecsTo(row.expiresAt)) <= sameMoment) {
                row.expiresAt = known;
            }
        }
        truth[contact.aor].insert(key, row);
    }
    for (const ContactChanged &event : since) {
        change(truth, event);
    }
    QSet<QString> touched;
    for (auto known = m_contacts.cbegin(); known != m_contacts.cend(); ++known) {
        if (known.value() != truth.value(known.key())) {
            touched.insert(known.key());
        }
    }
    for (auto one = truth.cbegin(); one != truth.cend(); ++one) {
        if (one.value() != m_contacts.value(one.key())) {
            touched.insert(one.key());
        }
    }
    m_contacts = std::move(truth);
    return changes(touched);
}

RegistrationTable::Changes RegistrationTable::removeExpired(const QDateTime &moment)
{
    QSet<QString> touched;
    for (auto known = m_contacts.begin(); known != m_contacts.end(); ++known) {
        const auto removed = known->removeIf([&](const auto &contact) {
            return contact.value().expiresAt.isValid() && contact.value().expiresAt < moment;
        });
        if (removed > 0) {
            touched.insert(known.key());
        }
    }
    return changes(touched);
}

QList<Registration> RegistrationTable::all() const
{
    QList<Registration> all;
    all.reserve(m_contacts.size());
    for (auto known = m_contacts.cbegin(); known != m_contacts.cend(); ++known) {
        all.append(registration(known.key()));
    }
    return all;
}

QDateTime RegistrationTable::nextExpiry() const
{
    QDateTime next;
    for (const Contacts &contacts : m_contacts) {
        for (const RegisteredContact &contact : contacts) {
            if (contact.expiresAt.isValid() && (!next.isValid() || contact.expiresAt < next)) {
                next = contact.expiresAt;
            }
        }
    }
    return next;
}

Registration RegistrationTable::registration(const QString &aor) const
{
    return {.node = m_node, .aor = aor, .contacts = m_contacts.value(aor).values()};
}

RegistrationTable::Changes RegistrationTable::changes(const QSet<QString> &aors)
{
    Changes changed;
    for (const QString &aor : aors) {
        changed.append(registration(aor));
    }
    m_contacts.removeIf([](const auto &known) { return known.value().isEmpty(); });
    return changed;
}

} // namespace cordboard::opensips
