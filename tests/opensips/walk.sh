#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Drives a real OpenSIPS with real phones through all six commands, over each lane and over both. Leaves with 77
# ("skipped") where there is no OpenSIPS, no root, or no phone to be had.
#
#   walk.sh SERVER CLI [PREFIX]   PREFIX: where OpenSIPS is installed (default $CORDBOARD_OPENSIPS_PREFIX, else /usr)
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$1 cli=$2 prefix=${3:-${CORDBOARD_OPENSIPS_PREFIX:-/usr}}
skip() {
    echo "SKIPPED: $*"
    exit 77
}
[[ -x $prefix/sbin/opensips ]] || skip "no OpenSIPS at $prefix/sbin/opensips; set CORDBOARD_OPENSIPS_PREFIX to test against one"
((EUID == 0)) || skip "network namespaces need root"
for program in ip baresip sipp python3 curl; do
    command -v "$program" >/dev/null || skip "no $program (Debian: iproute2, baresip-core, sip-tester, python3, curl)"
done

export CORDLAB_DIR
CORDLAB_DIR=$(mktemp -d)
lab() { bash "$here/lab/lab.sh" "$@"; }
pid= log=
finish() {
    [[ -z $pid ]] || kill "$pid" 2>/dev/null
    lab down
    rm -rf "$CORDLAB_DIR"
}
trap finish EXIT
failures=0
fail() {
    echo "FAILED ($lanes): $*"
    [[ -f $CORDLAB_DIR/events ]] && sed 's/^/    /' "$CORDLAB_DIR/events"
    failures=$((failures + 1))
}
run() { lab exec "$cli" --url ws://127.0.0.1:5059/call-api "$@"; }
call() { # METHOD NAME=VALUE...: events in $CORDLAB_DIR/events; the exit code of the command
    run call "$@" >"$CORDLAB_DIR/events" 2>&1
}
good() { call "$@" || fail "$*"; }
told() {
    local event
    for event in "$@"; do grep -q "\"event\":\"$event\"" "$CORDLAB_DIR/events" || fail "no $event"; done
}
bad() { # ERROR-WORD METHOD ...
    local word=$1
    shift
    if call "$@"; then fail "$* should have failed with $word"; fi
    grep -q "\"id\":\"$word\"" "$CORDLAB_DIR/events" || fail "$*: not $word"
    told Error Ended
}
callid() { grep -oE '"callid":"[^"]*"' "$CORDLAB_DIR/events" | tail -n 1 | cut -d'"' -f4; }
phone() { lab phone "$@" >/dev/null; }
uri() { echo "sip:$1@127.0.0.1:5060"; }

start_server() { # CONFIGURATION
    printf '%s\n' "$1" >"$CORDLAB_DIR/server.yml"
    log=$CORDLAB_DIR/server.log
    : >"$log"
    ip netns exec cordlab "$server" --config "$CORDLAB_DIR/server.yml" >"$log" 2>&1 &
    pid=$!
    local tries=0
    until run rpc NodeList 2>/dev/null | grep -q '"synchronised":true'; do
        ((++tries < 100)) || { fail "the server does not come up"; cat "$log"; return 1; }
        read -rt 0.1 <> <(:) || true
    done
}
stop_server() {
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    pid=
}
no_setup_left() {
    run rpc CallList | grep -q '"kind":"setup"' && fail "a setup call is left: $(run rpc CallList)"
    lab calls | grep -v '^5' | grep -q cordboard- && fail "the proxy has a setup call: $(lab calls)"
    true
}

is_call() { # CALLID STATE HELD-CALLER HELD-CALLEE: what the list says of it, within 40 s (a sweep without any event)
    local tries=0 seen
    until seen=$(run rpc CallList | python3 -c '
import json, sys
answer = json.load(sys.stdin)
for call in answer.get("result", answer)["calls"]:
    if call["callid"] == sys.argv[1]:
        print(call["state"], *[leg["held_by"] or "-" for leg in call["legs"]])' "$1") && [[ $seen == "$2 $3 $4" ]]; do
        ((++tries < 200)) || { fail "$1 is '$seen', not '$2 $3 $4'"; return; }
        read -rt 0.2 <> <(:) || true
    done
}

holds() { # whose hold it is, as the proxy and its phones see it
    local call
    good CallStart caller="$(uri alice)" callee="$(uri bob)"
    call=$(callid)
    is_call "$call" answered - -
    good CallHold callid="$call"
    is_call "$call" held cordboard cordboard
    phone alice hold # and so what the list shows of the phones changes
    phone alice resume
    is_call "$call" answered - -
    good CallHold callid="$call" leg=callee
    is_call "$call" held - cordboard
    good CallUnhold callid="$call"
    is_call "$call" answered - -
    phone bob hold
    is_call "$call" held phone -
    bad wrong_state CallUnhold callid="$call"
    phone bob resume
    is_call "$call" answered - -
    good CallEnd callid="$call"
}

walk() { # every command, with phones that behave
    local first second
    good CallStart caller="$(uri alice)" callee="$(uri bob)"
    told CallerAnswered Transferring TransferStart CalleeAnswered Ended
    first=$(callid)
    good CallHold callid="$first"
    told CallHolding CallHoldStart CallHoldSuccessful Ended
    good CallUnhold callid="$first"
    told CallUnholding CallUnholdStart CallUnholdSuccessful Ended
    good CallBlindTransfer callid="$first" leg=caller destination="$(uri carol)"
    told Transferring TransferStart TransferSuccessful Ended
    first=$(callid)
    good CallEnd callid="$first"
    good CallStart caller="$(uri erin)" callee="$(uri frank)"
    first=$(callid)
    good CallStart caller="$(uri alice)" callee="$(uri grace)"
    second=$(callid)
    good CallAttendedTransfer callidA="$first" legA=caller callidB="$second" legB=callee
    told Transferring TransferStart TransferSuccessful Ended
    good CallEnd callid="$(callid)"
    bad call_not_found CallEnd callid=nothing
    no_setup_left
}

misbehave() { # phones that refuse, are silent or are in a hurry; the proxy must live
    local first
    phone frank set invite=486
    bad rejected_by_party CallStart caller="$(uri erin)" callee="$(uri frank)"
    phone frank reset
    bad rejected_by_party CallStart caller="$(uri nobody)" callee="$(uri frank)"
    good CallStart caller="$(uri erin)" callee="$(uri frank)"
    first=$(callid)
    phone grace set invite=486
    bad rejected_by_party CallBlindTransfer callid="$first" leg=caller destination="$(uri grace)"
    phone grace reset
    grep -q '"call_fate":"kept"' "$CORDLAB_DIR/events" || fail "a failed transfer does not keep the call"
    # 3.4 has no way to learn of a refused REFER (facts: dlg_send_sequential takes no headers there)
    if [[ $version != *" 3.4."* ]]; then
        phone erin set refer=603
        bad rejected_by_party CallBlindTransfer callid="$first" leg=caller destination="$(uri grace)"
        phone erin reset
        good CallBlindTransfer callid="$first" leg=caller destination="$(uri grace)"
        first=$(callid)
        good CallEnd callid="$first"
        good CallStart caller="$(uri erin)" callee="$(uri frank)"
        first=$(callid)
    fi
    phone frank set reinvite=488
    bad rejected_by_party CallHold callid="$first"
    phone frank set reinvite=none
    bad no_answer CallHold callid="$first"
    phone frank reset
    lab mi uptime | grep -q 'Up time' || fail "the proxy is dead"
    good CallEnd callid="$first"
    phone erin set after=early
    good CallStart caller="$(uri erin)" callee="$(uri frank)"
    good CallEnd callid="$(callid)"
    phone erin reset
    no_setup_left
}

http='mi: {url: "http://127.0.0.1:8888/mi"}'
both='mi: {url: "http://127.0.0.1:8888/mi", datagram: "udp:127.0.0.1:8080"}'
sip='sip: {uri: "sip:127.0.0.1:5060"}'
version=$("$prefix/sbin/opensips" -V | head -n 1)
echo "$version"
lab up "$prefix" || { lanes=lab; fail "the lab does not start"; exit 1; }

lanes="both lanes"
if start_server "$both
$sip"; then
    walk
    holds
    misbehave
fi
stop_server

lanes="datagram alone, as the Call API is configured"
if start_server "mi:
  url: 127.0.0.1:8080
$sip"; then
    walk
    misbehave
fi
stop_server

lanes="the Call API's own file"
if start_server "ws_server:
  host: localhost
  port: 5059
  http_path: /call-api
mi:
  url: 127.0.0.1:8080
sip:
  #uri: sip:127.0.0.1
log:
  #file_path: /var/log/call-api.log
  level: INFO"; then
    walk
    misbehave
fi
stop_server

lanes="HTTP alone"
if start_server "$http
$sip"; then
    walk
fi
stop_server

((failures == 0)) || exit 1
echo "All of it worked."
