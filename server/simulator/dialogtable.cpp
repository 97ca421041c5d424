// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/dialogtable.h"

#include <algorithm>

namespace cordboard::simulator {

namespace {

QString backwards(quint64 number)
{
    QString digits = QString::number(number, 16);
    std::reverse(digits.begin(), digits.end());
    return digits;
}

/// The entry of the proxy's hash table: any function of the Call-ID will do.
quint64 hashEntry(const QString &callId)
{
    quint32 hash = 2166136261U;
    for (const QChar c : callId) {
        hash = (hash ^ c.unicode()) * 16777619U;
    }
    return hash % 4096;
}

} // namespace

Dialog &DialogTable::add(const QString &callId, quint32 hashId)
{
    const quint64 entry = hashEntry(callId);
    while (m_byKey.contains(entry << 32 | hashId)) {
        ++hashId;
    }
    auto dialog = std::make_unique<Dialog>();
    dialog->key = entry << 32 | hashId;
    dialog->id = backwards(entry) + u'.' + backwards(hashId);
    dialog->callId = callId;
    dialog->row = size();
    m_byKey.insert(dialog->key, dialog.get());
    m_byId.insert(dialog->id, dialog.get());
    m_byCallId.insert(callId, dialog.get());
    m_rows.push_back(std::move(dialog));
    return *m_rows.back();
}

void DialogTable::remove(quint64 key)
{
    Dialog *dialog = m_byKey.take(key);
    if (!dialog) {
        return;
    }
    m_byId.remove(dialog->id);
    m_byCallId.remove(dialog->callId, dialog);
    const auto row = static_cast<size_t>(dialog->row);
    if (row + 1 != m_rows.size()) {
        std::swap(m_rows[row], m_rows.back());
        m_rows[row]->row = static_cast<qsizetype>(row);
    }
    m_rows.pop_back();
}

void DialogTable::clear()
{
    m_byKey.clear();
    m_byId.clear();
    m_byCallId.clear();
    m_rows.clear();
}

Dialog *DialogTable::find(quint64 key) { return m_byKey.value(key); }

Dialog *DialogTable::active(const QString &callId)
{
    // QMultiHash gives the newest first.
    for (auto it = m_byCallId.constFind(callId); it != m_byCallId.constEnd() && it.key() == callId; ++it) {
        if (it.value()->state != Dialog::Ended) {
            return it.value();
        }
    }
    return nullptr;
}

Dialog *DialogTable::named(const QString &name)
{
    Dialog *dialog = m_byId.value(name);
    if (!dialog) {
        bool isNumber = false;
        const quint64 key = name.toULongLong(&isNumber);
        dialog = isNumber ? m_byKey.value(key) : nullptr;
    }
    if (!dialog) {
        return active(name);
    }
    return dialog->state == Dialog::Ended ? nullptr : dialog;
}

} // namespace cordboard::simulator
