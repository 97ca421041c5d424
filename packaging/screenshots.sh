#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Takes the console's pictures that the README shows, on a screen of its own (Xvfb), with the demo server behind it.
# Installs what it misses on Debian 12 (as root or with sudo).
#
#   bash packaging/screenshots.sh [FOLDER]    default: resources/screenshots
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/prerequisites.sh
. packaging/prerequisites.sh

build=${CORDBOARD_BUILD:-build/release}
folder=$(realpath -m "${1:-resources/screenshots}")
install_missing xvfb xauth xdotool imagemagick openbox fonts-noto-core pngquant
if [[ -z ${CORDBOARD_BUILD:-} ]]; then
    install_missing "${build_packages[@]}"
    [[ -f $build/build.ninja ]] || cmake --preset release >/dev/null
    cmake --build "$build" -j "$(build_jobs)" --target cordboard-server cordboard-cli cordboard-console
fi
mkdir -p "$folder"

# Away from the user's own settings, keychain and desktop.
work=$(mktemp -d)
mkdir -p -m 700 "$work/run" "$work/config/cordboard"
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/run LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb
unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY QT_SCALE_FACTOR QT_STYLE_OVERRIDE QT_QPA_PLATFORMTHEME

started=()
finish() {
    local process
    for process in "${started[@]}"; do
        kill -CONT "$process" 2>/dev/null || true
        kill "$process" 2>/dev/null || true
    done
    wait
    rm -rf "$work"
}
trap finish EXIT

mkfifo "$work/display"
exec {number}<>"$work/display"
Xvfb -displayfd "$number" -screen 0 1920x1080x24 -dpi 96 -nolisten tcp >"$work/xvfb.log" 2>&1 &
started+=($!)
read -r -t 20 -u "$number" display
export DISPLAY=:$display
openbox --sm-disable >"$work/openbox.log" 2>&1 &
started+=($!)

# serve ARGUMENT...: starts a demo server, and leaves its address in $url and its process in $server
serve() {
    local log=$work/server-${#started[@]}.log
    "$build/bin/cordboard-server" --demo --listen 127.0.0.1:0 "$@" >"$log" 2>&1 &
    server=$!
    started+=("$server")
    local i
    url=
    for ((i = 0; i < 300; ++i)); do
        url=$(grep -oE -m 1 'ws://[^ ]+' "$log") && break
        sleep 0.1
    done
    [[ -n $url ]] || {
        echo "screenshots.sh: the server did not start" >&2
        exit 1
    }
    # Limits that let something need attention before a minute is over.
    cat >"$work/config/cordboard/cordboard-console.conf" <<END
[attention]
ringing=10
held=15
transferring=30

[profiles]
1\\name=Customer service
1\\url=$url
1\\domain=demo.example
size=1
END
}
call() { "$build/bin/cordboard-cli" --url "$url" call "$@" >/dev/null; }
callid() { # CALLER CALLEE
    "$build/bin/cordboard-cli" --url "$url" calls --json | grep -F "\"sip:$1@" | grep -F "\"sip:$2@" \
        | grep -oE '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4
}
# picture NAME SIZE ARGUMENT...: the window as it is once the calls are there
picture() {
    local name=$1 size=$2
    shift 2
    "$build/bin/cordboard-console" --profile "Customer service" --size "$size" --screenshot "$work/$name.png" "$@"
    keep "$name"
}
# window SIZE ARGUMENT...: opens a console; its process is in $console
window() {
    local size=$1
    shift
    "$build/bin/cordboard-console" --profile "Customer service" --size "$size" "$@" >"$work/console.log" 2>&1 &
    console=$!
    started+=("$console")
    local i found
    for ((i = 0; i < 200; ++i)); do
        found=$(xdotool search --onlyvisible --pid "$console" --name '^Cordboard$' 2>/dev/null | head -n 1) || true
        [[ -z $found ]] || break
        sleep 0.1
    done
    timeout 10 xdotool windowactivate "$found" 2>/dev/null || true
}
# shoot NAME WINDOW-TITLE
shoot() {
    import -window "$(xdotool search --onlyvisible --pid "$console" --name "$2" | tail -n 1)" "$work/$1.png"
    keep "$1"
}
keep() { pngquant --force --speed 1 --quality 80-100 --output "$folder/$1.png" "$work/$1.png"; echo "$folder/$1.png"; }

# --- A small team on a busy morning. Phones ring for 4 s; what was there before the server came goes by itself.
serve --demo-calls 16 --demo-rate 1 --demo-ring-ms 4000
window 1280x800 --theme light --language en
sleep 45
at=demo.example
call CallStart caller=sip:alice@$at callee=sip:grace@$at
call CallStart caller=sip:judy@$at callee=sip:olivia@$at
call CallHold id="$(callid alice grace)"
call CallStart caller=sip:carol@$at callee=sip:trent@$at
sleep 18
picture main-light 1280x800 --theme light --language en
picture main-dark 1280x800 --theme dark --language en
picture main-german 1280x800 --theme light --language de
picture main-wide 1920x1080 --theme light --language en

xdotool key --clearmodifiers F8
sleep 1
xdotool key --clearmodifiers ctrl+t
sleep 1
xdotool type --delay 120 carol
sleep 1
xdotool key Escape
sleep 1
shoot transfer '^Transfer call$'
xdotool key Escape
sleep 1
xdotool key F11
sleep 2
shoot wallboard '^Wallboard'
xdotool key Escape
sleep 1
# A server that hangs: nothing is said any more, and after 5 s nothing is believed.
kill -STOP "$server"
sleep 12
shoot stale '^Cordboard$'
kill "$console"
kill -CONT "$server"
kill "$server"

# --- Ten thousand calls look like twenty-five.
serve --demo-calls 10000 --demo-rate 500 --demo-ring-ms 4000
sleep 30
picture ten-thousand 1280x800 --theme light --language en
