// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcessEnvironment>
#include <QStringList>

namespace cordboard {

/// Where a configuration file is looked for when none is named, best first (XDG Base Directory
/// Specification).
[[nodiscard]] QStringList configCandidates(const QProcessEnvironment &environment);

/// The folder for what survives a restart: $STATE_DIRECTORY (set by systemd, its first folder), as root
/// /var/lib/cordboard, else $XDG_STATE_HOME/cordboard. Empty if the environment names no home either.
[[nodiscard]] QString defaultStateDir(const QProcessEnvironment &environment, bool isRoot);

/// The file of the tokens: in $CONFIGURATION_DIRECTORY (set by systemd, its first folder), as root
/// /etc/cordboard/tokens.yml, else $XDG_CONFIG_HOME/cordboard/tokens.yml. Empty if the environment names no
/// home.
[[nodiscard]] QString defaultTokensFile(const QProcessEnvironment &environment, bool isRoot);

} // namespace cordboard
