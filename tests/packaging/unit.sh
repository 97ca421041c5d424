#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The service's unit as systemd reads it: no more exposed than 2.0 of 10, and nothing in it that systemd does not know.
# Leaves with 77 (skipped) where systemd-analyze is not installed.
#
#   unit.sh UNIT
set -euo pipefail
unit=$1
most=2.0

command -v systemd-analyze >/dev/null || {
    echo "skipped: systemd-analyze (package systemd) is not installed"
    exit 77
}

report=$(systemd-analyze security --offline=true --no-pager "$unit")
score=$(sed -nE 's/.*Overall exposure level for .*: ([0-9.]+) .*/\1/p' <<<"$report")
[[ -n $score ]] || {
    printf '%s\nno score in this report\n' "$report"
    exit 1
}
echo "exposure $score, at most $most"
awk -v score="$score" -v most="$most" 'BEGIN { exit !(score <= most) }' || {
    printf '%s\n' "$report"
    exit 1
}

# The program and its manual are not installed here; everything else that systemd objects to is a mistake.
complaints=$(systemd-analyze verify --man=no "$unit" 2>&1 | grep -vE 'Command /usr/bin/cordboard-server is not executable' || true)
[[ -z $complaints ]] || {
    printf '%s\n' "$complaints"
    exit 1
}

# Type=notify: without an answer the service would be killed as one that never started.
for line in Type=notify User=cordboard StateDirectory=cordboard 'ExecReload=/bin/kill -HUP $MAINPID'; do
    grep -qxF "$line" "$unit" || {
        echo "the unit lacks $line"
        exit 1
    }
done
