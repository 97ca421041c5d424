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
    const QString port = QString::number(20000 + m_names.size() * 2);
    m_phones.insert(name, Phone{name, u"sip:"_s + name + u"@127.0.0.1:"_s + port, behaviour});
    m_names.append(name);
}

const Phone *Phonebook::find(const QString &name) const
{
    const auto found = m_phones.constFind(name);
    return found == m_phones.constEnd() ? nullptr : &found.value();
}

Behaviour *Phonebook::behaviour(const QString &name)
{
    const auto found = m_phones.find(name);
    return found == m_phones.end() ? nullptr : &found->behaviour;
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
