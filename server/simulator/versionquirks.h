// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace cordboard::simulator {

/// The OpenSIPS that is simulated: as recorded from 3.4.18, 3.6.8 and 4.0.1.
enum class Version { V34, V36, V40 };

/// What differs between the versions; everything else is the same in all of them.
struct VersionQuirks {
    QString number; ///< "3.6.8"
    bool moduleNames = false; ///< `which` lists `module:command`; the old names still work (fact 9)
    bool sequentialHeaders = false; ///< `dlg_send_sequential` takes `headers` (fact 21)
    bool holdLeg = false; ///< `call_hold` takes `leg` and `headers` (fact 22)
    bool holdKillsProxy = false; ///< a re-INVITE that is never answered ends the process (fact 33)
    bool holdCountsRefused = false; ///< a leg counts as held from the start on, refused or not (fact 35)
    bool extraParams = false; ///< E_UA_SESSION has `extra_params`
    bool domainInAor = false; ///< `ul_dump` lists user@domain
    bool cancelsUnanswered =
        false; ///< fr_inv_timeout ends in the phone's 487 instead of a 408 of our own (fact 32)
    QStringList events; ///< `events_list`, in the order of their ids
    QStringList commands; ///< `which`
};

[[nodiscard]] const VersionQuirks &quirks(Version version);
/// The old name of a command: "dialog:list" is "dlg_list" in a proxy that has module names; others come back
/// as they are.
[[nodiscard]] QString oldCommandName(const VersionQuirks &quirks, const QString &name);

} // namespace cordboard::simulator
