// SPDX-License-Identifier: Apache-2.0
#include "console/models/directorymodel.h"

#include "common/core/sipuri.h"
#include "console/text/times.h"
#include "console/text/visible.h"

#include <QCollator>

#include <algorithm>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;
using text::Presence;

/// What counts if somebody has several calls.
int weight(Presence presence)
{
    switch (presence) {
    case Presence::Talks:
        return 4;
    case Presence::Holds:
        return 3;
    case Presence::Rings:
        return 2;
    case Presence::Calls:
        return 1;
    case Presence::Free:
    case Presence::Away:
        return 0;
    }
    Q_UNREACHABLE();
}

Presence presenceIn(const CallRow &row, bool asCaller)
{
    switch (row.state) {
    case ShownState::Ringing:
        return asCaller ? Presence::Calls : Presence::Rings;
    case ShownState::Held:
        return Presence::Holds;
    case ShownState::Talking:
    case ShownState::Transferring:
        return Presence::Talks;
    case ShownState::Ended:
        return Presence::Free;
    }
    Q_UNREACHABLE();
}

QString userOf(const QString &key) { return key.section(u'@', 0, 0); }

} // namespace

DirectoryModel::DirectoryModel(CallStore &store, Clock clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_clock(std::move(clock))
{
    connect(&m_store, &CallStore::wasReset, this, &DirectoryModel::callsReset);
    connect(&m_store, &CallStore::changed, this, &DirectoryModel::callsChanged);
    callsReset();
}

int DirectoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

QVariant DirectoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Person &person = m_people.at(index.row());
    const auto presence = [&] {
        const QString time =
            person.since ? text::duration(std::chrono::milliseconds(m_clock() - *person.since)) : QString();
        return text::presenceWord(person.presence, time);
    };
    switch (role) {
    case Qt::DisplayRole:
        return person.name;
    case Qt::ToolTipRole:
        return text::plainToolTip(person.name % u'\n' % text::visibleText(numberOf(person.uri)));
    case Qt::AccessibleTextRole:
        return QString(person.name % u", "_s % person.number % u", "_s % presence());
    case PersonRole:
        return QVariant::fromValue(person);
    case SearchRole:
        return folded(person.name % u'\n' % person.number % u'\n' % person.uri);
    case StaleRole:
        return m_stale;
    default:
        return {};
    }
}

Qt::ItemFlags DirectoryModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled
            | Qt::ItemIsDropEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

std::optional<Person> DirectoryModel::personOf(const QString &uri) const
{
    const QString key = personKey(uri);
    auto found = m_rows.constFind(key);
    if (found == m_rows.cend()) {
        found = m_rows.constFind(userOf(key));
    }
    return found == m_rows.cend() ? std::nullopt : std::optional(m_people.at(*found));
}

QString DirectoryModel::uriOf(const QString &typed) const
{
    const QString text = typed.trimmed();
    for (const Person &person : m_people) {
        if (person.number.compare(text, Qt::CaseInsensitive) == 0
            || person.name.compare(text, Qt::CaseInsensitive) == 0) {
            return person.uri;
        }
    }
    QString address = text;
    const bool hasScheme = address.startsWith("sip:"_L1, Qt::CaseInsensitive)
        || address.startsWith("sips:"_L1, Qt::CaseInsensitive);
    if (!hasScheme && !address.contains(u'@')) {
        // People write telephone numbers with spaces and the like.
        const bool isNumber = !address.isEmpty() && std::all_of(address.begin(), address.end(), [](QChar c) {
            return (c >= u'0' && c <= u'9') || u"+*# -./()"_s.contains(c);
        });
        if (isNumber) {
            address.removeIf([](QChar c) { return u" -./()"_s.contains(c); });
        }
        if (address.isEmpty() || domain().isEmpty()) {
            return {};
        }
        address = address % u'@' % domain();
    }
    const auto uri = SipUri::parseFromClient(hasScheme ? address : QString(u"sip:" % address));
    return uri ? uri->text() : QString();
}

void DirectoryModel::reset(const std::vector<protocol::Registration> &registrations)
{
    for (auto &[key, place] : m_registered) {
        place.hasPhone = false;
    }
    for (const protocol::Registration &registration : registrations) {
        m_registered[{registration.aor.toLower(), registration.node.text()}] = {
            registration.aor, !registration.contacts.empty()};
    }
    rebuild();
}

void DirectoryModel::apply(const std::vector<protocol::Registration> &registrations)
{
    bool isNew = false;
    QSet<QString> touched;
    for (const protocol::Registration &registration : registrations) {
        m_registered[{registration.aor.toLower(), registration.node.text()}] = {
            registration.aor, !registration.contacts.empty()};
        const QString key = registration.aor.toLower();
        touched.insert(key);
        isNew = isNew || !m_rows.contains(key);
    }
    if (isNew) {
        rebuild();
    } else {
        refresh(touched);
    }
}

void DirectoryModel::setDomain(const QString &domain)
{
    m_domain = domain.toLower();
    if (this->domain() != m_usedDomain) {
        rebuild();
    }
}

void DirectoryModel::setStale(bool stale)
{
    if (std::exchange(m_stale, stale) != stale && !m_people.isEmpty()) {
        Q_EMIT dataChanged(createIndex(0, 0), createIndex(rowCount() - 1, 0));
    }
}

void DirectoryModel::callsReset()
{
    m_callsOf.clear();
    m_keysOf.clear();
    QSet<QString> touched;
    for (const CallRowPtr &row : m_store.rows()) {
        enter(*row, touched);
    }
    rebuild();
}

void DirectoryModel::callsChanged(const QList<CallRowPtr> &set, const QList<CallId> &removed)
{
    QSet<QString> touched;
    for (const CallId &call : removed) {
        leave(call, touched);
    }
    for (const CallRowPtr &row : set) {
        leave(row->id(), touched);
        enter(*row, touched);
    }
    if (domain() != m_usedDomain) {
        rebuild();
    } else {
        refresh(touched);
    }
}

void DirectoryModel::enter(const CallRow &row, QSet<QString> &touched)
{
    learn(row.caller, touched);
    learn(row.callee, touched);
    if (row.hasEnded()) {
        return;
    }
    QStringList keys;
    for (const PartyText *party : {&row.caller, &row.callee}) {
        if (!party->key.isEmpty()) {
            keys.append(party->key);
            keys.append(userOf(party->key));
        }
    }
    for (const QString &key : std::as_const(keys)) {
        m_callsOf[key].insert(row.id());
        touched.insert(key);
    }
    m_keysOf.insert(row.id(), keys);
}

void DirectoryModel::leave(const CallId &call, QSet<QString> &touched)
{
    const QStringList keys = m_keysOf.take(call);
    for (const QString &key : keys) {
        const auto calls = m_callsOf.find(key);
        if (calls != m_callsOf.end()) {
            calls->remove(call);
            if (calls->isEmpty()) {
                m_callsOf.erase(calls);
            }
        }
        touched.insert(key);
    }
}

void DirectoryModel::learn(const PartyText &party, QSet<QString> &touched)
{
    const QString user = userOf(party.key);
    if (user.isEmpty()) {
        return;
    }
    const bool isPerson = m_rows.contains(party.key) || m_rows.contains(user);
    if (isPerson && m_hosts.size() < 1000) {
        ++m_hosts[party.key.section(u'@', 1)];
    }
    const bool hasName = !party.number.isEmpty() && party.name.compare(user, Qt::CaseInsensitive) != 0;
    if (!hasName || (!isPerson && m_names.size() > 20000)) {
        return;
    }
    for (const QString &key : {party.key, user}) {
        if (std::exchange(m_names[key], party.name) != party.name) {
            touched.insert(key);
        }
    }
}

void DirectoryModel::refresh(const QSet<QString> &keys)
{
    bool isRenamed = false;
    for (const QString &key : keys) {
        const auto row = m_rows.constFind(key);
        if (row == m_rows.cend()) {
            continue;
        }
        Person person = personFor(key);
        Person &shown = m_people[*row];
        isRenamed = isRenamed || shown.name != person.name;
        if (shown != person) {
            shown = std::move(person);
            Q_EMIT dataChanged(createIndex(*row, 0), createIndex(*row, 0));
        }
    }
    if (isRenamed) {
        rebuild();
    }
}

void DirectoryModel::rebuild()
{
    m_usedDomain = domain();
    QSet<QString> keys;
    for (const auto &[key, place] : m_registered) {
        keys.insert(key.first);
    }
    QList<Person> people;
    people.reserve(keys.size());
    for (const QString &key : std::as_const(keys)) {
        people.append(personFor(key));
    }
    // Without a language there would be no alphabet, only codes.
    const QLocale locale;
    QCollator collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::sort(people.begin(), people.end(), [&collator](const Person &a, const Person &b) {
        const int order = collator.compare(a.name, b.name);
        return order != 0 ? order < 0 : a.key < b.key;
    });
    if (people == m_people) {
        return;
    }
    beginResetModel();
    m_people = std::move(people);
    m_rows.clear();
    for (qsizetype i = 0; i < m_people.size(); ++i) {
        m_rows.insert(m_people.at(i).key, static_cast<int>(i));
    }
    endResetModel();
}

Person DirectoryModel::personFor(const QString &key) const
{
    Person person;
    person.key = key;
    QString aor = key;
    for (auto place = m_registered.lower_bound({key, {}});
         place != m_registered.end() && place->first.first == key; ++place) {
        aor = place->second.aor;
        if (place->second.hasPhone) {
            person.presence = Presence::Free;
        }
    }
    const QString user = userOf(aor);
    person.number = text::visibleText(user);
    person.name = m_names.value(key, person.number);
    const QString host = aor.contains(u'@') ? aor.section(u'@', 1) : domain();
    person.uri = host.isEmpty() ? QString() : QString(u"sip:" % user % u'@' % host);
    const auto calls = m_callsOf.constFind(key);
    if (calls == m_callsOf.cend()) {
        return person;
    }
    int best = 0;
    for (const CallId &call : *calls) {
        const CallRowPtr row = m_store.row(call);
        if (!row) {
            continue;
        }
        const bool asCaller = row->caller.key == key || userOf(row->caller.key) == key;
        const Presence presence = presenceIn(*row, asCaller);
        if (weight(presence) > best) {
            best = weight(presence);
            person.presence = presence;
            person.since = row->since;
            person.call = call;
        }
    }
    return person;
}

QString DirectoryModel::domain() const
{
    if (!m_domain.isEmpty()) {
        return m_domain;
    }
    const auto most = std::max_element(m_hosts.begin(), m_hosts.end());
    return most == m_hosts.end() ? QString() : most.key();
}

} // namespace cordboard::console
