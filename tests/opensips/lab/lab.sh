#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A real SIP network on one machine: OpenSIPS, four baresip phones (alice, bob and carol answer by
# themselves, dave waits to be told) and three phones of our own that know Replaces and misbehave on demand
# (erin, frank, grace: ua.py --help), in a network namespace of their own. Needs root, iproute2, Python 3.9,
# baresip-core and sip-tester (Debian packages), and an installed OpenSIPS 3.4 or newer.
#
#   lab.sh up [PREFIX] [reference]   start; PREFIX is where OpenSIPS is installed (default /usr), e.g.
#                          PREFIX/sbin/opensips; `reference`: with the configuration of resources/opensips
#   lab.sh proxy stop|kill|start  end OpenSIPS, kill all its processes, start it again
#   lab.sh exec CMD...     run a command inside (the server under test, a client)
#   lab.sh mi METHOD JSON  one MI command over HTTP
#   lab.sh phone WHO CMD   tell a phone: dial URI | accept | hangup | hold | resume (erin, frank, grace: ua.py --help)
#   lab.sh calls           who talks to whom
#   lab.sh down
#
# CORDLAB_NS names the namespace (cordlab), CORDLAB_DIR the folder of logs and sockets (/tmp/cordlab).
# OpenSIPS: SIP 127.0.0.1:5060, MI HTTP 127.0.0.1:8888/mi, MI datagram udp 127.0.0.1:8080.
set -u
here=$(cd "$(dirname "$0")" && pwd)
ns=${CORDLAB_NS:-cordlab}
run=${CORDLAB_DIR:-/tmp/cordlab}
in_ns() { ip netns exec "$ns" "$@"; }
background() { # LOGFILE CMD...
  local log=$1; shift
  setsid nohup ip netns exec "$ns" "$@" >"$log" 2>&1 </dev/null &
}
start_proxy() { background "$run/opensips.log" "$(<"$run/opensips")" -F -P "$run/opensips.pid" -f "$run/opensips.cfg"; }
case ${1:-} in
up)
  prefix=${2:-/usr}
  opensips=$prefix/sbin/opensips
  [[ -x $opensips ]] || { echo "lab.sh: no $opensips" >&2; exit 1; }
  modules=$(find "$prefix" -type d -path '*opensips/modules' 2>/dev/null | head -n 1)/
  mkdir -p "$run"
  if ! ip netns list | grep -qw "$ns"; then
    ip netns add "$ns"
    ip -n "$ns" link set lo up
    ip -n "$ns" link add veth0 type veth peer name veth1
    ip -n "$ns" addr add 10.99.0.1/24 dev veth0
    ip -n "$ns" link set veth0 up
    ip -n "$ns" link set veth1 up
  fi
  major=3
  "$opensips" -V | grep -q 'opensips 4' && major=4
  if [[ ${3:-} == reference ]]; then
    reference=$here/../../../resources/opensips
    cp "$reference/cordboard.cfg" "$run"
    { printf 'stderror_enabled=yes\nsyslog_enabled=no\n'
      sed "s#^mpath=.*#mpath=\"$modules\"#" "$reference"/opensips-$major*.cfg; } >"$run/opensips.cfg"
  else
    sed "s#@MPATH@#$modules#; s#/tmp/opensips_fifo#$run/fifo#" "$here/opensips-$major.cfg" >"$run/opensips.cfg"
  fi
  echo "$opensips" >"$run/opensips"
  start_proxy
  sleep 1.5
  port=5100 control=4441
  for user in alice bob carol dave; do
    mkdir -p "$run/$user"
    answer=auto; [[ $user == dave ]] && answer=manual
    cat >"$run/$user/config" <<CONFIG
poll_method epoll
sip_listen 127.0.0.1:$port
call_local_timeout 120
call_max_calls 8
audio_player aubridge,p1
audio_source aubridge,p1
audio_alert aubridge,p2
module_path /usr/lib/baresip/modules
module g711.so
module aubridge.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:$control
CONFIG
    echo "<sip:$user@127.0.0.1:5060;transport=udp>;auth_pass=x;regint=60;answermode=$answer;outbound=\"sip:127.0.0.1:5060\"" >"$run/$user/accounts"
    : >"$run/$user/contacts"
    background "$run/$user/log" baresip -f "$run/$user"
    port=$((port + 10)) control=$((control + 1))
  done
  for user in erin frank grace; do
    background "$run/$user.log" python3 "$here/ua.py" "$user" --listen "127.0.0.1:$port" --control "127.0.0.1:$control"
    port=$((port + 10)) control=$((control + 1))
  done
  background "$run/robot.log" sipp -sf "$here/robot.xml" -i 127.0.0.1 -p 5200 -bg
  sleep 2
  "$0" mi ul_dump | grep -o '"AOR":' | wc -l | sed 's/$/ of 7 phones registered/'
  ;;
proxy)
  case ${2:-} in
  start) start_proxy ;;
  stop)
    kill "$(<"$run/opensips.pid")"
    tail --pid="$(<"$run/opensips.pid")" -f /dev/null ;;
  kill)
    opensips=$(readlink -f "$(<"$run/opensips")")
    for pid in $(ip netns pids "$ns"); do
      [[ $(readlink "/proc/$pid/exe") != "$opensips" ]] || kill -9 "$pid"
    done
    rm -f "$run/opensips.pid" ;;
  esac ;;
exec) shift; in_ns "$@" ;;
mi)
  in_ns curl -s -m 10 -H 'Content-Type: application/json' -X POST http://127.0.0.1:8888/mi \
    -d "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"$2\",\"params\":${3:-{\}}}"
  echo ;;
phone) shift; in_ns python3 "$here/phone.py" "$@" ;;
calls) "$0" mi dlg_list | python3 -c 'import json,sys
for d in json.load(sys.stdin)["result"]["Dialogs"]: print(d["state"], d["callid"], d["from_uri"], "->", d["to_uri"])' ;;
down)
  ip netns pids "$ns" 2>/dev/null | xargs -r kill 2>/dev/null
  sleep 1
  ip netns pids "$ns" 2>/dev/null | xargs -r kill -9 2>/dev/null
  ip netns del "$ns" 2>/dev/null
  true ;;
*) sed -n "3,20p" "$0"; exit 2 ;;
esac
