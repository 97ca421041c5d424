// SPDX-License-Identifier: Apache-2.0
#include "server/simulator/versionquirks.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace cordboard::simulator {

namespace {

QStringList words(const char *text) { return QString::fromLatin1(text).split(u' '); }

QStringList events(bool profiling)
{
    return words("E_CORE_SR_STATUS_CHANGED E_CORE_THRESHOLD E_CORE_SHM_THRESHOLD E_CORE_PKG_THRESHOLD "
                 "E_CORE_PROC_AUTO_SCALE E_CORE_TCP_DISCONNECT")
        + (profiling ? words("E_PROFILING_SCRIPT E_PROFILING_PROC") : QStringList())
        + words("E_UL_AOR_INSERT E_UL_AOR_DELETE E_UL_CONTACT_INSERT E_UL_CONTACT_UPDATE E_UL_CONTACT_DELETE "
                "E_UL_CONTACT_REFRESH E_UL_LATENCY_UPDATE E_DLG_STATE_CHANGED E_CALL_TRANSFER E_CALL_HOLD "
                "E_UA_SESSION E_CORE_LOG");
}

QStringList oldCommands(bool setProfile)
{
    return words("get_statistics list_statistics reset_statistics reset_all_statistics uptime version pwd "
                 "arg which ps kill log_level xlog_level log_level_filter log_mute_state shm_check "
                 "cache_store cache_fetch cache_remove event_subscribe events_list subscribers_list "
                 "raise_event list_tcp_conns mem_pkg_dump mem_shm_dump mem_rpm_dump reload_routes "
                 "sr_get_status sr_list_status sr_list_reports sr_list_identifiers help list_blacklists "
                 "check_blacklists check_blacklist add_blacklist_rule del_blacklist_rule t_uac_dlg "
                 "t_uac_cancel t_hash t_reply ul_rm ul_rm_contact ul_dump ul_flush ul_add ul_show_contact "
                 "ul_sync ul_cluster_sync dlg_list dlg_list_ctx dlg_end_dlg dlg_db_sync dlg_restore_db "
                 "dlg_cluster_sync profile_get_size profile_list_dlgs profile_get_values list_all_profiles "
                 "profile_end_dlgs dlg_push_var dlg_send_sequential")
        + (setProfile ? words("dlg_set_profile dlg_unset_profile") : QStringList())
        + words("call_transfer call_hold call_unhold b2be_list ua_session_client_start ua_session_update "
                "ua_session_reply ua_session_terminate ua_session_list httpd_list_root_path");
}

QStringList newCommands()
{
    return words("statistics:get statistics:list statistics:reset statistics:reset_all core:uptime "
                 "core:version core:pwd core:arg core:which core:ps core:kill core:log_level "
                 "core:xlog_level core:profiling_proc core:log_level_filter core:log_mute_state "
                 "core:reload_routes core:help tcp:list tcp:close mem:shm_check mem:pkg_dump mem:shm_dump "
                 "mem:rpm_dump cache:store cache:fetch cache:remove status_report:get status_report:status "
                 "status_report:reports status_report:identifiers evi:subscribe evi:list evi:subscribers "
                 "evi:raise blacklists:list blacklists:check_all blacklists:check blacklists:add_rule "
                 "blacklists:del_rule tm:uac_dlg tm:uac_cancel tm:hash tm:reply usrloc:rm "
                 "usrloc:rm_contact usrloc:dump usrloc:flush usrloc:add usrloc:show_contact usrloc:sync "
                 "usrloc:cluster_sync dialog:list dialog:list_ctx dialog:end_dlg dialog:db_sync "
                 "dialog:restore_db dialog:cluster_sync dialog:profile_get_size dialog:profile_list_dlgs "
                 "dialog:profile_get_values dialog:list_all_profiles dialog:profile_end_dlgs "
                 "dialog:push_var dialog:send_sequential dialog:set_profile dialog:unset_profile "
                 "callops:transfer callops:hold callops:unhold b2b_entities:list "
                 "b2b_entities:ua_session_client_start b2b_entities:ua_session_update "
                 "b2b_entities:ua_session_reply b2b_entities:ua_session_terminate "
                 "b2b_entities:ua_session_list httpd:list_root_path");
}

} // namespace

const VersionQuirks &quirks(Version version)
{
    static const VersionQuirks v34{.number = u"3.4.18"_s,
        .holdKillsProxy = true,
        .holdCountsRefused = true,
        .events = events(false),
        .commands = oldCommands(false)};
    static const VersionQuirks v36{.number = u"3.6.8"_s,
        .sequentialHeaders = true,
        .holdKillsProxy = true,
        .holdCountsRefused = true,
        .extraParams = true,
        .events = events(false),
        .commands = oldCommands(true)};
    static const VersionQuirks v40{.number = u"4.0.1"_s,
        .moduleNames = true,
        .sequentialHeaders = true,
        .holdLeg = true,
        .extraParams = true,
        .domainInAor = true,
        .cancelsUnanswered = true,
        .events = events(true),
        .commands = newCommands()};
    switch (version) {
    case Version::V34:
        return v34;
    case Version::V36:
        return v36;
    case Version::V40:
        break;
    }
    return v40;
}

QString oldCommandName(const VersionQuirks &quirks, const QString &name)
{
    static const QHash<QString, QString> oldNames{
        {u"b2b_entities:ua_session_client_start"_s, u"ua_session_client_start"_s},
        {u"b2b_entities:ua_session_list"_s, u"ua_session_list"_s},
        {u"b2b_entities:ua_session_reply"_s, u"ua_session_reply"_s},
        {u"b2b_entities:ua_session_terminate"_s, u"ua_session_terminate"_s},
        {u"b2b_entities:ua_session_update"_s, u"ua_session_update"_s},
        {u"callops:hold"_s, u"call_hold"_s},
        {u"callops:transfer"_s, u"call_transfer"_s},
        {u"callops:unhold"_s, u"call_unhold"_s},
        {u"core:uptime"_s, u"uptime"_s},
        {u"core:version"_s, u"version"_s},
        {u"core:which"_s, u"which"_s},
        {u"dialog:end_dlg"_s, u"dlg_end_dlg"_s},
        {u"dialog:list"_s, u"dlg_list"_s},
        {u"dialog:list_ctx"_s, u"dlg_list_ctx"_s},
        {u"dialog:push_var"_s, u"dlg_push_var"_s},
        {u"dialog:send_sequential"_s, u"dlg_send_sequential"_s},
        {u"evi:list"_s, u"events_list"_s},
        {u"evi:raise"_s, u"raise_event"_s},
        {u"evi:subscribe"_s, u"event_subscribe"_s},
        {u"evi:subscribers"_s, u"subscribers_list"_s},
        {u"statistics:get"_s, u"get_statistics"_s},
        {u"statistics:list"_s, u"list_statistics"_s},
        {u"tm:uac_dlg"_s, u"t_uac_dlg"_s},
        {u"usrloc:dump"_s, u"ul_dump"_s},
    };
    return quirks.moduleNames ? oldNames.value(name, name) : name;
}

} // namespace cordboard::simulator
