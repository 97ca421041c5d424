// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/phonebook.h"

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

void Phonebook::add(const QString &name, const Behaviour &behaviour)
{
    if (Behaviour *known = this->behaviour(name)) {
        *known = behaviour;
        return;
    }
    const QString port = QString::number(20000 + m_names.size() % 20000 * 2);
    Phone phone{name, u"sip:"_s + name + u"@127.0.0.1:"_s + port, behaviour};
    const qsizetype number = m_names.size() + 1;
    phone.bindings = {Binding{phone.contact, 1000000000000000000 + number,
        u"r"_s + QString::number(number).rightJustified(15, u'0')}};
    m_phones.insert(name, std::move(phone));
    m_names.append(name);
}

void Phonebook::addExternal(const QString &name, const Behaviour &behaviour)
{
    add(name, behaviour);
    Phone &phone = m_phones[name];
    phone.contact = u"sip:"_s + name + u"@127.0.0.1:5080"_s;
    phone.isExternal = true;
    phone.bindings.clear();
}

void Phonebook::setDisplayName(const QString &name, const QString &displayName)
{
    if (Phone *known = phone(name)) {
        known->displayName = displayName;
    }
}

const Phone *Phonebook::find(const QString &name) const
{
    const auto found = m_phones.constFind(name);
    return found == m_phones.constEnd() ? nullptr : &found.value();
}

Phone *Phonebook::phone(const QString &name)
{
    const auto found = m_phones.find(name);
    return found == m_phones.end() ? nullptr : &found.value();
}

Behaviour *Phonebook::behaviour(const QString &name)
{
    Phone *known = phone(name);
    return known ? &known->behaviour : nullptr;
}

const QStringList &ordinaryPeople()
{
    static const QStringList people = u"alice bob carol dave erin frank grace heidi ivan judy mallory niaj "
                                      "olivia peggy rupert sybil trent"_s.split(u' ');
    return people;
}

void addDemoPhones(Phonebook &phonebook, std::chrono::milliseconds ring)
{
    const Behaviour answers{.ring = ring};
    for (const QString &name : ordinaryPeople()) {
        phonebook.add(name, answers);
    }
    // heidi, niaj and the odd ones send no name.
    for (const auto &[name, displayName] :
        std::initializer_list<std::pair<QString, QString>>{{u"alice"_s, u"Alice Adams"_s},
            {u"bob"_s, u"Bob Brown"_s}, {u"carol"_s, u"Carol Clark"_s}, {u"dave"_s, u"Dave Davis"_s},
            {u"erin"_s, u"Erin O'Neill"_s}, {u"frank"_s, u"Frank Fischer"_s}, {u"grace"_s, u"Grace Gómez"_s},
            {u"ivan"_s, u"Ivan Ivanov"_s}, {u"judy"_s, u"Judy Müller-Lüdenscheidt"_s},
            {u"mallory"_s, u"Mallory \"Mal\" Moore"_s}, {u"olivia"_s, u"Olivia Ōsaka"_s},
            {u"peggy"_s, u"Peggy Parker, Sales"_s}, {u"rupert"_s, u"Rupert Rossi"_s},
            {u"sybil"_s, u"Sybil Stone"_s}, {u"trent"_s, u"Trent Tanaka"_s}}) {
        phonebook.setDisplayName(name, displayName);
    }
    const auto add = [&](const QString &name, auto change) {
        Behaviour behaviour = answers;
        change(behaviour);
        phonebook.add(name, behaviour);
    };
    add(u"busy"_s, [](Behaviour &b) {
        b.invite = 486;
        b.rings = false;
        b.ring = std::chrono::milliseconds(0);
    });
    add(u"silent"_s, [](Behaviour &b) { b.invite = noAnswer; });
    add(u"hasty"_s, [](Behaviour &b) { b.after = Behaviour::After::Early; });
    add(u"stubborn"_s, [](Behaviour &b) { b.refer = 603; });
    add(u"deaf"_s, [](Behaviour &b) { b.reinvite = 488; });
    add(u"gone"_s, [](Behaviour &b) { b.refer = b.reinvite = b.bye = b.options = noAnswer; });
}

} // namespace cordboard::simulator
