// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/histories/journeys.h"

namespace cordboard::tests {

using namespace Qt::StringLiterals;

void Journeys::followed(const QString &callId, const QString &from, bool knowable)
{
    const bool isFirst = !isLinked(from);
    if (!knowable || isDoubtful(from)) {
        doubt(callId);
        if (isFirst) {
            doubt(from);
        }
    }
    Origin &origin = m_origins[callId];
    origin.from.append(from);
    if (isFirst) {
        origin.firstOfFrom.append(from);
    }
    m_linked.insert(callId);
    m_linked.insert(from);
    unite(callId, from);
}

void Journeys::resembles(const QString &callId, const QString &other)
{
    doubt(callId);
    doubt(other);
    unite(callId, other);
}

void Journeys::unite(const QString &callId, const QString &other)
{
    const int mine = m_family.contains(callId) ? m_family.value(callId) : ++m_last;
    m_family.insert(callId, mine);
    const int theirs = m_family.value(other, mine);
    m_family.insert(other, theirs);
    for (int &family : m_family) {
        family = family == theirs ? mine : family;
    }
}

void Journeys::told(const QString &callId, const QString &journey, bool isOver)
{
    m_seen.insert(callId);
    if (isOver) {
        m_over.insert(callId);
    }
    const QString before = m_told.value(callId);
    if (journey.isEmpty() || journey == before) {
        return;
    }
    if (!before.isEmpty() && m_change.isEmpty() && !isDoubtful(callId)) {
        m_change = callId + story(callId) + u" was in journey "_s + before + u", and is in "_s + journey;
    }
    m_told.insert(callId, journey);
}

QString Journeys::wrong(const QSet<QString> &living) const
{
    if (const QString what = m_change.isEmpty() ? strangers() : m_change; !what.isEmpty()) {
        return what;
    }
    for (auto child = m_origins.cbegin(); child != m_origins.cend(); ++child) {
        if (const QString what = wrongChild(child.key(), *child, living); !what.isEmpty()) {
            return what;
        }
    }
    return {};
}

QString Journeys::strangers() const
{
    QHash<QString, QString> byName;
    for (const QString &callId : m_seen) {
        const QString name = m_told.value(callId);
        if (name.isEmpty()) {
            continue;
        }
        const QString other = byName.value(name, callId);
        if (other != callId && m_family.value(other, -1) != m_family.value(callId, -2)) {
            return u"strangers in journey %1: %2 and %3"_s.arg(name, story(other), story(callId));
        }
        byName.insert(name, callId);
    }
    return {};
}

QString Journeys::wrongChild(const QString &callId, const Origin &origin, const QSet<QString> &living) const
{
    if (!isKnown(callId, living)) {
        return {};
    }
    const QString name = m_told.value(callId);
    bool isInOne = name.isEmpty();
    bool allKnown = true;
    for (const QString &from : origin.from) {
        isInOne = isInOne || m_told.value(from) == name;
        allKnown = allKnown && isKnown(from, living);
    }
    if (allKnown && (name.isEmpty() || !isInOne)) {
        return story(callId) + u" is in none of their journeys"_s;
    }
    for (const QString &from : origin.firstOfFrom) {
        if (isKnown(from, living) && m_told.value(from) != name) {
            return story(from) + u" is not in the journey of "_s + story(callId);
        }
    }
    return {};
}

/// What is told of it and where it comes from, for people.
QString Journeys::story(const QString &callId) const
{
    QString text = callId + u" ("_s + m_told.value(callId);
    const QStringList from = m_origins.value(callId).from;
    for (const QString &one : from) {
        text += u", from "_s + one + u' ' + m_told.value(one);
    }
    return text + u')';
}

} // namespace cordboard::tests
