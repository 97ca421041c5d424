// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/crowd.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

/// So few calls the ordinary people can have among themselves.
constexpr int fewCalls = 8;

const QStringList &firstNames()
{
    static const QStringList names =
        u"Ada Adrián Aisha Amélie Andrej Anna Aylin Ben Björn Camila Chiara Daniel Deniz Elif Emeka Emma "
        u"Fatima "
        "Felix Giulia Hana Hugo Ines Jakub Jan Jonas José Kaito Katarína Lars Lena Liam Lucía Magdalena "
        "Mateo "
        "Mei Mia Mohammed Nia Noah Oleg Oscar Paula Priya Quentin Rafał Rosa Samuel Sofia Théo Yuki"_s.split(
            u' ');
    return names;
}

const QStringList &lastNames()
{
    static const QStringList names = u"Abdi Almeida Andersson Bauer Becker Bianchi Brandt Costa Cruz Dubois "
                                     u"Dvořák Eriksen Ferrari Fernández "
                                     "Garcia Gruber Haddad Hansen Horváth Ito Jansen Kaya Keller Kim "
                                     "Kowalski Lang Lefèvre Lopez Maier Martin "
                                     "Mendes Mori Nguyen Novák Okafor Olsen Park Pereira Petrov Popescu "
                                     "Richter Sato Schmidt Silva Smith Sørby "
                                     "Tanaka Varga Wagner Yilmaz"_s.split(u' ');
    return names;
}

/// The letters of a name that may stand in a user part without escapes.
QString plain(const QString &name)
{
    QString letters;
    for (const QChar c : name.normalized(QString::NormalizationForm_D).toLower()) {
        if (c.unicode() >= u'a' && c.unicode() <= u'z') {
            letters += c;
        }
    }
    return letters;
}

struct Person {
    QString user;
    QString displayName;
};

Person person(qsizetype number)
{
    const qsizetype pairs = firstNames().size() * lastNames().size();
    const qsizetype pair = number * 997 % pairs; // mixed: 997 is prime and no divisor of the pairs
    const QString first = firstNames().at(pair % firstNames().size());
    const QString last = lastNames().at(pair / firstNames().size());
    QString user = plain(first) + u'.' + plain(last);
    if (number >= pairs) {
        user += QString::number(number / pairs + 1);
    }
    return {user, first + u' ' + last};
}

void addInside(Crowd &crowd, Phonebook &phonebook, qsizetype number, std::chrono::milliseconds ring)
{
    const Person who = person(number);
    Behaviour behaviour{.ring = ring / 2 + ring * (number * 7 % 20) / 10}; // from half to two and a half
    if (number % 25 == 3) {
        behaviour.invite = number % 3 == 0 ? 486 : number % 3 == 1 ? 603 : 480;
        crowd.unwilling.append(who.user);
    } else if (number % 50 == 4) {
        behaviour.invite = noAnswer;
        crowd.absent.append(who.user);
    } else {
        crowd.inside.append(who.user);
    }
    phonebook.add(who.user, behaviour);
    phonebook.setDisplayName(who.user, number % 8 == 5 ? QString() : who.displayName);
}

} // namespace

const QString &Crowd::answering(quint32 number) const
{
    const bool isOutside = number % 5 == 0 && !outside.isEmpty();
    const QStringList &those = isOutside ? outside : inside;
    return those.at(static_cast<qsizetype>(number / 5) % those.size());
}

Crowd addCrowd(Phonebook &phonebook, int calls, std::chrono::milliseconds ring)
{
    Crowd crowd;
    crowd.inside = ordinaryPeople().mid(scriptedPeople);
    crowd.unwilling = QStringList{u"busy"_s};
    crowd.absent = QStringList{u"silent"_s};
    if (calls <= fewCalls) {
        return crowd;
    }
    for (qsizetype number = 0; number < calls + calls / 4; ++number) {
        addInside(crowd, phonebook, number, ring);
    }
    for (qsizetype number = 0; number < calls / 4; ++number) {
        const QString user = u"+4930"_s + QString::number(5550000 + number * 7);
        phonebook.addExternal(user, {.ring = ring});
        if (number % 6 == 1) {
            phonebook.setDisplayName(user, u"Hotel "_s + lastNames().at(number % lastNames().size()));
        }
        crowd.outside.append(user);
    }
    return crowd;
}

} // namespace cordboard::simulator
