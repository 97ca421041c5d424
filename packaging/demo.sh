#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds Cordboard and starts its demo server (a simulated proxy with twenty phones inside). Installs what it misses on
# Debian 12 (as root or with sudo).
#
#   bash packaging/demo.sh          with a display: opens the console on it, until its window is closed
#   bash packaging/demo.sh --walk   or without a display: lets cordboard-cli start, hold, resume, transfer (blind and
#                                   attended) and end calls, printing each event; leaves with 0 only if all of it worked
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/prerequisites.sh
. packaging/prerequisites.sh

case ${1:-} in
'' | --walk) ;;
*)
    sed -n '3,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
show=cordboard-cli
[[ ${1:-} == --walk || -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || show=cordboard-console

build=${CORDBOARD_BUILD:-build/release}
if [[ -z ${CORDBOARD_BUILD:-} ]]; then
    install_missing "${build_packages[@]}"
    [[ -f $build/build.ninja ]] || cmake --preset release >/dev/null
    cmake --build "$build" -j "$(build_jobs)" --target cordboard-server "$show"
fi

work=$(mktemp -d)
server=
finish() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    [[ -z $server ]] || wait "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

# Somebody who looks on wants calls that go on by themselves, and time to answer.
people=()
[[ $show == cordboard-cli ]] && people=(--demo-ring-ms 300)

# The server tells the address it listens on in its log; port 0 lets several demos run side by side.
mkfifo "$work/log"
"$build/bin/cordboard-server" --demo "${people[@]}" --listen 127.0.0.1:0 >"$work/log" 2>&1 &
server=$!
exec {log}<"$work/log"
url=
while IFS= read -r -t 30 -u "$log" line; do
    printf 'server: %s\n' "$line"
    url=$(grep -oE 'ws://[^ ]+' <<<"$line") && break
done
[[ -n $url ]] || {
    echo "demo.sh: the server did not start" >&2
    exit 1
}
cat <&"$log" >"$work/server.log" &

if [[ $show == cordboard-console ]]; then
    echo "The console is open; close its window to end the demo."
    "$build/bin/cordboard-console" --url "$url"
    exit
fi

say() { printf '\n# %s\n' "$*"; }
call() { # METHOD NAME=VALUE...: runs one command, prints its events, keeps them in $events
    say "cordboard-cli call $*"
    local status=0
    "$build/bin/cordboard-cli" --url "$url" call "$@" | tee "$work/events" || status=$?
    events=$(cat "$work/events")
    return "$status"
}
told() { # EVENT...: the command reported each of these
    local event
    for event in "$@"; do
        grep -q "\"event\":\"$event\"" <<<"$events" || {
            echo "demo.sh: no $event" >&2
            exit 1
        }
    done
}
callid() { grep -oE '"callid":"[^"]*"' <<<"$events" | tail -n 1 | cut -d'"' -f4; }

at=demo.example
call CallStart caller=sip:alice@$at callee=sip:bob@$at
told CallerAnswered Transferring TransferStart CalleeAnswered Ended
first=$(callid)

call CallHold callid="$first"
told CallHolding CallHoldStart CallHoldSuccessful Ended
call CallUnhold callid="$first"
told CallUnholding CallUnholdStart CallUnholdSuccessful Ended

call CallBlindTransfer callid="$first" leg=caller destination=sip:carol@$at
told Transferring TransferStart TransferSuccessful Ended
first=$(callid)

call CallStart caller=sip:dave@$at callee=sip:erin@$at
told CalleeAnswered Ended
second=$(callid)

call CallAttendedTransfer callidA="$first" legA=caller callidB="$second" legB=callee
told Transferring TransferStart TransferSuccessful Ended
joined=$(callid)

say "cordboard-cli calls"
"$build/bin/cordboard-cli" --url "$url" calls

call CallEnd callid="$joined"
told Ended

say "A phone that is busy: the command fails, in words"
if call CallStart caller=sip:alice@$at callee=sip:busy@$at; then
    echo "demo.sh: a call to a busy phone succeeded" >&2
    exit 1
fi
told Error Ended

say "All of it worked."
