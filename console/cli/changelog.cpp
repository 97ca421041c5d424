// SPDX-License-Identifier: Apache-2.0
#include "console/cli/changelog.h"

#include <QJsonArray>

namespace cordboard::cli {
namespace {

using namespace Qt::StringLiterals;

} // namespace

QList<ChangeLog::Entry> ChangeLog::apply(const QString &method, const QJsonObject &params)
{
    if (method == "CallsSnapshot"_L1) {
        return takePage(params);
    }
    QList<Entry> entries;
    const QJsonArray changes = params.value("changes"_L1).toArray();
    for (const QJsonValue change : changes) {
        const QString op = change["op"_L1].toString();
        if (op == "set"_L1) {
            const QJsonObject call = change["call"_L1].toObject();
            entries.append(set(call.value("id"_L1).toString(), call));
        } else if (op == "gone"_L1) {
            entries.append(gone(change["id"_L1].toString()));
        }
    }
    return entries;
}

QList<ChangeLog::Entry> ChangeLog::takePage(const QJsonObject &page)
{
    if (page.value("page"_L1).toInt() == 0) {
        m_pages.clear();
        m_order.clear();
    }
    const QJsonArray calls = page.value("calls"_L1).toArray();
    for (const QJsonValue call : calls) {
        const QString id = call["id"_L1].toString();
        if (!m_pages.contains(id)) {
            m_order.append(id);
        }
        m_pages.insert(id, call.toObject());
    }
    if (!page.value("last"_L1).toBool()) {
        return {};
    }
    QList<Entry> entries;
    const QStringList known = m_calls.keys();
    for (const QString &id : known) {
        if (!m_pages.contains(id)) {
            entries.append(gone(id));
        }
    }
    for (const QString &id : std::as_const(m_order)) {
        const QJsonObject call = m_pages.value(id);
        if (m_calls.value(id) != call) {
            entries.append(set(id, call));
        }
    }
    m_pages.clear();
    m_order.clear();
    return entries;
}

ChangeLog::Entry ChangeLog::set(const QString &id, const QJsonObject &call)
{
    const auto kind = m_calls.contains(id) ? Entry::Kind::Changed : Entry::Kind::New;
    m_calls.insert(id, call);
    return {kind, call, {{u"op"_s, u"set"_s}, {u"call"_s, call}}};
}

ChangeLog::Entry ChangeLog::gone(const QString &id)
{
    return {Entry::Kind::Gone, m_calls.take(id), {{u"op"_s, u"gone"_s}, {u"id"_s, id}}};
}

} // namespace cordboard::cli
