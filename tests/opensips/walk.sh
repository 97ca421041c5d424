#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Drives a real OpenSIPS with real phones through all six commands, over each lane and over both; and looks on while
# phones call by themselves and OpenSIPS dies. Leaves with 77 ("skipped") where there is no OpenSIPS, no root, or no
# phone to be had.
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

export CORDLAB_DIR CORDLAB_NS
CORDLAB_DIR=$(mktemp -d)
CORDLAB_NS=cordlab-$$ # two walks do not get in each other's way
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
    ip netns exec "$CORDLAB_NS" "$server" --config "$CORDLAB_DIR/server.yml" >"$log" 2>&1 &
    pid=$!
    local tries=0
    until run rpc NodeList 2>/dev/null | grep -q '"synchronised":true'; do
        ((++tries < 100)) || { fail "the server does not come up: $(run rpc NodeList)"; cat "$log"; return 1; }
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

by_callops() { [[ $lanes == HTTP* && $version == *" 4."* ]]; } # how both legs are held
forgotten() { # CALLID: the proxy does not remember a hold of ours, within 5 s
    local tries=0
    while lab mi dlg_list_ctx "{\"callid\":\"$1\"}" | grep -q '"cordboard_hold_[a-z]*": *"held'; do
        ((++tries < 50)) || { fail "a hold of $1 is remembered: $(lab mi dlg_list_ctx "{\"callid\":\"$1\"}")"; return; }
        read -rt 0.1 <> <(:) || true
    done
}

holds() { # whose hold it is, as the proxy and its phones see it
    local call
    good CallStart caller="$(uri alice)" callee="$(uri bob)"
    call=$(callid)
    is_call "$call" answered - -
    good CallHold callid="$call"
    if by_callops; then # which does not notice what phones do
        is_call "$call" held proxy proxy
        good CallUnhold callid="$call"
    else
        is_call "$call" held cordboard cordboard
        phone alice hold # and so what the list shows of the phones changes
        phone alice resume
    fi
    is_call "$call" answered - -
    forgotten "$call"
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
    # Neither 3.4 (its dlg_send_sequential takes no headers) nor HTTP alone learn of a refused REFER, and a call
    # is transferred once only: NodeList lacks `refusals` there.
    if [[ $version != *" 3.4."* && $lanes != HTTP* ]]; then
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
    # E_CALL_HOLD does not say why it failed.
    if by_callops; then bad rejected_by_party CallHold callid="$first"; else bad no_answer CallHold callid="$first"; fi
    phone frank reset
    lab mi uptime | grep -q 'Up time' || fail "the proxy is dead"
    good CallEnd callid="$first"
    phone erin set after=early
    good CallStart caller="$(uri erin)" callee="$(uri frank)"
    good CallEnd callid="$(callid)"
    phone erin reset
    no_setup_left
}

# --- Calls of phones alone, without any command of ours

now_us() { echo "${EPOCHREALTIME//[.,]/}"; }
holds_true() { # PYTHON: over `calls`, `nodes` and `last` (the call $seen as CallGet tells it)
    python3 -c 'import json, sys
calls, nodes, last = (json.loads(text)["result"] if text else {} for text in sys.argv[2:])
sys.exit(not eval(sys.argv[1], {"calls": calls["calls"], "nodes": nodes["nodes"], "last": last.get("call")}))' \
        "$1" "$(run rpc CallList)" "$(run rpc NodeList)" "$([[ -z $seen ]] || run rpc CallGet "{\"id\": \"$seen\"}")" \
        2>"$CORDLAB_DIR/python"
}
becomes() { # SECONDS PYTHON: true within that time
    local end=$(($(now_us) + $1 * 1000000))
    until holds_true "$2"; do
        if (($(now_us) > end)); then
            printf '%s\n' "$(run rpc CallList)" "$(run rpc NodeList)" >"$CORDLAB_DIR/events"
            cat "$CORDLAB_DIR/python" >>"$CORDLAB_DIR/events"
            fail "not within $1 s: $2"
            return 1
        fi
        read -rt 0.1 <> <(:) || true
    done
}
see() { # remembers the only call there is
    seen=$(run rpc CallList | python3 -c 'import json, sys; print(json.load(sys.stdin)["result"]["calls"][0]["id"])')
}

phones_alone() { # how their calls appear, change and end; what only the script tells if $script
    local between='calls[0]["caller"]["uri"] == "sip:erin@127.0.0.1:5060" and calls[0]["callee"]["uri"] == "sip:frank@127.0.0.1:5060"'
    seen=
    becomes 1 'not calls'
    phone frank set invite=none
    [[ -z $script ]] || phone erin name '"Erin \"E\" Ñandú"'
    phone erin dial "$(uri frank)"
    becomes 1 "len(calls) == 1 and calls[0]['state'] == 'ringing' and calls[0]['kind'] == 'call' and $between" || return
    see
    phone frank answer
    becomes 1 "calls[0]['state'] == 'answered' and calls[0]['id'] == '$seen'"
    becomes 1 'calls[0]["started_at"] and calls[0]["answered_at"] and calls[0]["time_source"] == "event"'
    if [[ -n $script ]]; then
        becomes 1 'calls[0]["caller"]["name"] == "Erin \"E\" Ñandú" and calls[0]["callee"]["name"] is None'
        phone frank hold
        becomes 1 'calls[0]["state"] == "held" and [leg["held_by"] for leg in calls[0]["legs"]] == ["phone", None]'
        phone frank resume
        becomes 1 'calls[0]["state"] == "answered"'
        phone erin hold inactive
        becomes 1 'calls[0]["state"] == "held"'
        # Held for longer than the event's word counts: the listing must tell the same.
        read -rt 3 <> <(:) || true
        holds_true 'calls[0]["state"] == "held"' || fail "the listing does not know of the hold"
        phone erin resume
        becomes 1 'calls[0]["state"] == "answered"'
    fi
    phone frank hangup 'Q.850;cause=16;text="Enough"'
    becomes 1 'not calls and last["state"] == "ended"'
    [[ -z $script ]] || becomes 1 'last["ended_by"] == "callee" and last["reason"] == "Q.850 16 Enough"'

    phone frank set invite=486 ring=3
    phone erin dial "$(uri frank)"
    becomes 1 "len(calls) == 1 and calls[0]['state'] == 'ringing'" && see
    becomes 4 'not calls and last["state"] == "ended"'
    [[ -z $script ]] || becomes 1 'last["ended_by"] == "callee" and last["reason"] == "486 Busy Here"'

    phone frank set invite=none
    phone erin dial "$(uri frank)"
    becomes 1 "len(calls) == 1 and calls[0]['state'] == 'ringing'" && see
    phone erin hangup
    becomes 1 'not calls and last["state"] == "ended"'
    [[ -z $script ]] || becomes 1 'last["ended_by"] == "caller" and last["reason"] == "487 Request Terminated"'
    phone frank reset

    # erin sends frank to grace
    phone frank set after=bye
    phone erin dial "$(uri frank)"
    becomes 1 "len(calls) == 1 and calls[0]['state'] == 'answered'" && see
    phone erin refer "$(uri grace)"
    becomes 2 'len(calls) == 1 and calls[0]["state"] == "answered" and calls[0]["callee"]["uri"] == "sip:grace@127.0.0.1:5060"'
    [[ -z $script ]] || becomes 1 'calls[0]["journey"] and calls[0]["journey"] == last["journey"]'
    phone frank reset
    phone grace hangup
    becomes 1 'not calls'

    # alice sends bob to carol; these phones do not tell by whom they were sent. Without the reference configuration
    # alice does not learn that it worked (NOTIFY ends at the proxy), and keeps the old call.
    [[ -n $script ]] || return
    phone alice dial "$(uri bob)"
    becomes 3 "len(calls) == 1 and calls[0]['state'] == 'answered'" && see
    phone alice transfer "$(uri carol)"
    becomes 3 'len(calls) == 1 and calls[0]["state"] == "answered" and calls[0]["callee"]["uri"].startswith("sip:carol@")'
    becomes 1 'calls[0]["journey"] and calls[0]["journey"] == last["journey"]'
    phone carol hangup
    becomes 1 'not calls'
}

one_call() {
    phone erin hangup
    phone frank hangup
    phone erin register
    phone frank register
    phone erin dial "$(uri frank)"
    becomes 2 'len(calls) == 1 and calls[0]["state"] == "answered"'
}
proxy_is_back() {
    local tries=0
    lab proxy start
    until lab mi uptime 2>/dev/null | grep -q 'Up time'; do
        ((++tries < 100)) || { fail "OpenSIPS does not come back"; return 1; }
        read -rt 0.1 <> <(:) || true
    done
}
proxy_dies() { # killed and started again, at leisure and at once
    one_call
    lab proxy kill
    becomes 3 'not nodes[0]["reachable"] and not nodes[0]["synchronised"]'
    proxy_is_back
    becomes 3 'nodes[0]["reachable"] and nodes[0]["synchronised"] and not calls'
    one_call
    lab proxy kill
    proxy_is_back
    becomes 3 'not calls'
    becomes 3 'nodes[0]["reachable"] and nodes[0]["synchronised"] and not calls'
    one_call
    phone frank hangup
    becomes 1 'not calls'
    phone erin reset
}

http='mi: {url: "http://127.0.0.1:8888/mi"}'
both='mi: {url: "http://127.0.0.1:8888/mi", datagram: "udp:127.0.0.1:8080"}'
sip='sip: {uri: "sip:127.0.0.1:5060"}'
version=$("$prefix/sbin/opensips" -V | head -n 1)
echo "$version"
seen='' script=''
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
    holds
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
    holds
    misbehave
fi
stop_server

lanes="phones alone, no script lines"
if start_server "$both
$sip"; then
    phones_alone
    proxy_dies
fi
stop_server

lab down
lanes="both lanes, reference configuration"
lab up "$prefix" reference || { fail "the lab does not start"; exit 1; }
script=yes
if start_server "$both
$sip"; then
    walk
    holds
    misbehave
fi
stop_server

lanes="phones alone, reference configuration"
if start_server "$both
$sip"; then
    phones_alone
    proxy_dies
fi
stop_server

((failures == 0)) || exit 1
echo "All of it worked."
