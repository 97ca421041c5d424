// SPDX-License-Identifier: Apache-2.0
#include "server/connectors/opensips/management/commandnames.h"

#include "server/connectors/opensips/management/mimessage.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <utility>

using namespace Qt::StringLiterals;

namespace cordboard::opensips {
namespace {

/// The commands that this connector knows: the name of 3.x, and what 4.0.1 lists in `which`.
constexpr std::pair<QLatin1StringView, QLatin1StringView> renamed[] = {
    {"call_hold"_L1, "callops:hold"_L1},
    {"call_transfer"_L1, "callops:transfer"_L1},
    {"call_unhold"_L1, "callops:unhold"_L1},
    {"dlg_end_dlg"_L1, "dialog:end_dlg"_L1},
    {"dlg_list"_L1, "dialog:list"_L1},
    {"dlg_list_ctx"_L1, "dialog:list_ctx"_L1},
    {"dlg_push_var"_L1, "dialog:push_var"_L1},
    {"dlg_send_sequential"_L1, "dialog:send_sequential"_L1},
    {"event_subscribe"_L1, "evi:subscribe"_L1},
    {"events_list"_L1, "evi:list"_L1},
    {"get_statistics"_L1, "statistics:get"_L1},
    {"raise_event"_L1, "evi:raise"_L1},
    {"subscribers_list"_L1, "evi:subscribers"_L1},
    {"t_uac_cancel"_L1, "tm:uac_cancel"_L1},
    {"t_uac_dlg"_L1, "tm:uac_dlg"_L1},
    {"ua_session_client_start"_L1, "b2b_entities:ua_session_client_start"_L1},
    {"ua_session_list"_L1, "b2b_entities:ua_session_list"_L1},
    {"ua_session_reply"_L1, "b2b_entities:ua_session_reply"_L1},
    {"ua_session_terminate"_L1, "b2b_entities:ua_session_terminate"_L1},
    {"ua_session_update"_L1, "b2b_entities:ua_session_update"_L1},
    {"ul_dump"_L1, "usrloc:dump"_L1},
    {"ul_show_contact"_L1, "usrloc:show_contact"_L1},
    {"uptime"_L1, "core:uptime"_L1},
    {"version"_L1, "core:version"_L1},
    {"which"_L1, "core:which"_L1},
};

QLatin1StringView newName(const QString &name)
{
    for (const auto &[of3, of4] : renamed) {
        if (name == of3) {
            return of4;
        }
    }
    return {};
}

} // namespace

CommandNames CommandNames::fromWhich(const QStringList &which)
{
    CommandNames names;
    names.m_listed = QSet<QString>(which.begin(), which.end());
    names.m_known = true;
    return names;
}

std::optional<CommandNames> CommandNames::fromAnswer(const QJsonValue &result)
{
    if (!result.isArray()) {
        return std::nullopt;
    }
    QStringList which;
    for (const QJsonValue name : result.toArray()) {
        if (name.isString()) {
            which.append(name.toString());
        }
    }
    return fromWhich(which);
}

QString CommandNames::wire(const QString &name) const
{
    if (m_listed.contains(name)) {
        return name;
    }
    const QString other = newName(name);
    return !other.isEmpty() && m_listed.contains(other) ? other : name;
}

bool CommandNames::has(const QString &name) const { return !m_known || m_listed.contains(wire(name)); }

std::optional<ProxyVersion> versionFromAnswer(const QJsonValue &result)
{
    static const QRegularExpression pattern(u"(?<![\\d.])(\\d{1,4})\\.(\\d{1,4})(?:[.\\-)\\s]|$)"_s);
    const QString text =
        result.isObject() ? result.toObject().value("Server"_L1).toString() : result.toString();
    const auto match = pattern.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return ProxyVersion{match.captured(1).toInt(), match.captured(2).toInt(), proxyWords(text)};
}

} // namespace cordboard::opensips
