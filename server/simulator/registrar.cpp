// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/registrar.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

const QString table = u"location"_s;
const QString userAgent = u"Cordboard simulator"_s;
const QString socketName = u"udp:127.0.0.1:5060"_s;
/// What is listed of a binding that never ends: some time that a phone would ask for.
constexpr int keptSeconds = 45;

} // namespace

Registrar::Registrar(const VersionQuirks &quirks, QString domain, quint32 seed, Habits habits,
    Scheduler &scheduler, Phonebook &phones, Raise raise)
    : m_quirks(quirks)
    , m_domain(std::move(domain))
    , m_habits(habits)
    , m_scheduler(scheduler)
    , m_phones(phones)
    , m_raise(std::move(raise))
    , m_random(seed)
{
}

void Registrar::start()
{
    const bool areKept = m_habits.reRegister.count() == 0;
    const qint64 now = m_scheduler.now().toSecsSinceEpoch();
    for (const QString &name : m_phones.names()) {
        Phone &phone = *m_phones.phone(name);
        if (phone.isExternal) {
            continue;
        }
        phone.bindings = {Binding{phone.contact, ++m_lastId, u"r"_s + QString::number(m_lastId)}};
        phone.bindings.first().expiresAt = areKept ? 0 : now + 2 * m_habits.reRegister.count();
    }
    if (!areKept) {
        refreshSome();
        if (m_habits.leaves.count() > 0) {
            leaveOne();
        }
    }
}

void Registrar::bind(const QString &name, const QString &contact, std::chrono::seconds expires)
{
    Phone *phone = m_phones.phone(name);
    if (!phone || phone->isExternal) {
        return;
    }
    const QString uri = contact.isEmpty() ? phone->contact : contact;
    const qint64 expiresAt = m_scheduler.now().toSecsSinceEpoch() + expires.count();
    expireLater(name, uri, expires);
    for (Binding &binding : phone->bindings) {
        if (binding.uri == uri) {
            binding.expiresAt = expiresAt;
            ++binding.cseq;
            raiseContact(u"E_UL_CONTACT_UPDATE"_s, name, binding);
            return;
        }
    }
    if (phone->bindings.isEmpty()) {
        raiseAor(u"E_UL_AOR_INSERT"_s, name);
    }
    Binding binding{uri, ++m_lastId, u"r"_s + QString::number(m_lastId)};
    binding.expiresAt = expiresAt;
    phone->bindings.append(binding);
    raiseContact(u"E_UL_CONTACT_INSERT"_s, name, binding);
}

bool Registrar::unbind(const QString &name, const QString &contact)
{
    Phone *phone = m_phones.phone(name);
    if (!phone || phone->bindings.isEmpty()) {
        return false;
    }
    QList<Binding> gone;
    phone->bindings.removeIf([&](const Binding &binding) {
        const bool goes = contact.isEmpty() || binding.uri == contact;
        if (goes) {
            gone.append(binding);
        }
        return goes;
    });
    const bool wasLast = phone->bindings.isEmpty();
    for (const Binding &binding : std::as_const(gone)) {
        raiseContact(u"E_UL_CONTACT_DELETE"_s, name, binding);
    }
    if (wasLast) {
        raiseAor(u"E_UL_AOR_DELETE"_s, name);
    }
    return !gone.isEmpty();
}

void Registrar::expireLater(const QString &name, const QString &contact, std::chrono::seconds expires)
{
    m_scheduler.after(expires, [this, name, contact] {
        const Phone *phone = m_phones.find(name);
        const qint64 now = m_scheduler.now().toSecsSinceEpoch();
        for (const Binding &binding : phone ? phone->bindings : QList<Binding>()) {
            if (binding.uri == contact && binding.expiresAt != 0 && binding.expiresAt <= now) {
                unbind(name, contact);
                return;
            }
        }
    });
}

void Registrar::refreshSome()
{
    m_scheduler.after(std::chrono::seconds(1), [this] {
        const QStringList &names = m_phones.names();
        m_refreshesDue +=
            static_cast<double>(names.size()) / static_cast<double>(m_habits.reRegister.count());
        const qint64 expiresAt =
            m_scheduler.now().addSecs(2 * m_habits.reRegister.count()).toSecsSinceEpoch();
        for (; m_refreshesDue >= 1; --m_refreshesDue) {
            m_nextToRefresh = (m_nextToRefresh + 1) % names.size();
            const QString &name = names.at(m_nextToRefresh);
            Phone &phone = *m_phones.phone(name);
            for (Binding &binding : phone.bindings) {
                if (binding.uri == phone.contact) { // others have a life of their own
                    binding.expiresAt = expiresAt;
                    ++binding.cseq;
                    raiseContact(u"E_UL_CONTACT_UPDATE"_s, name, binding);
                }
            }
        }
        refreshSome();
    });
}

void Registrar::leaveOne()
{
    m_scheduler.after(m_habits.leaves, [this] {
        const QStringList &names = m_phones.names();
        const QString name = names.at(m_random.bounded(static_cast<int>(names.size())));
        if (!ordinaryPeople().mid(0, scriptedPeople).contains(name) && unbind(name)) {
            m_scheduler.after(m_habits.away, [this, name] { bind(name, {}, 2 * m_habits.reRegister); });
        }
        leaveOne();
    });
}

QString Registrar::aorOf(const QString &name) const
{
    return m_quirks.domainInAor ? QString(name + u'@' + m_domain) : name;
}

void Registrar::raiseAor(const QString &event, const QString &name)
{
    m_raise(event, WireValue::object({{"domain", table}, {"aor", aorOf(name)}}));
}

void Registrar::raiseContact(const QString &event, const QString &name, const Binding &binding)
{
    // A text that the module never set is null; attr and shtag it sets (ul_evi.c).
    m_raise(event,
        WireValue::object({{"domain", table}, {"aor", aorOf(name)}, {"uri", binding.uri}, {"received", {}},
            {"path", {}}, {"qval", -1}, {"user_agent", userAgent}, {"socket", socketName}, {"bflags", 0},
            {"expires", binding.expiresAt}, {"callid", binding.callId}, {"cseq", binding.cseq},
            {"attr", QString()}, {"latency", 0}, {"shtag", QString()}}));
}

WireValue::Members Registrar::listed(const Phone &phone, bool brief) const
{
    WireValue::Members record{{"AOR", aorOf(phone.name)}};
    if (brief) {
        return record;
    }
    const qint64 now = m_scheduler.now().toSecsSinceEpoch();
    WireValue::List contacts;
    for (const Binding &binding : phone.bindings) {
        const WireValue expires = binding.expiresAt == 0 ? WireValue(keptSeconds)
            : binding.expiresAt < now                    ? WireValue(u"expired"_s)
                                                         : WireValue(binding.expiresAt - now);
        contacts.push_back(
            WireValue::object({{"Contact", binding.uri}, {"ContactID", QString::number(binding.id)},
                {"Expires", expires}, {"Q", QString()}, {"Callid", binding.callId}, {"Cseq", binding.cseq},
                {"User-agent", userAgent}, {"State", u"CS_NEW"_s}, {"Flags", 0}, {"Cflags", QString()},
                {"Socket", socketName}, {"Methods", 5951}}));
    }
    record.emplace_back("Contacts", std::move(contacts));
    return record;
}

WireValue Registrar::dump(bool brief) const
{
    WireValue::List records;
    for (const QString &name : m_phones.names()) {
        const Phone &phone = *m_phones.find(name);
        if (!phone.bindings.isEmpty()) {
            records.emplace_back(listed(phone, brief));
        }
    }
    const WireValue domain =
        WireValue::object({{"name", table}, {"hash_size", 512}, {"AORs", std::move(records)}});
    return WireValue::object({{"Domains", WireValue::List{domain}}});
}

std::optional<WireValue> Registrar::show(const QString &aor) const
{
    const Phone *phone = m_phones.find(aor.section(u'@', 0, 0));
    if (!phone || phone->bindings.isEmpty()) {
        return std::nullopt;
    }
    return WireValue(listed(*phone, false));
}

} // namespace cordboard::simulator
