#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the tests of programs in other languages against the real server; ctest calls it.
#
#   run.sh javascript|chromium|python|callapi
#
# CORDBOARD_BIN_DIR names the folder of cordboard-server. Leaves with 77 if the machine lacks something, and names it.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${CORDBOARD_BIN_DIR:=$PWD/build/release/bin}"
export CORDBOARD_BIN_DIR
library=resources/clients

lacks() {
    echo "Skipped: $*"
    exit 77
}

node_with() { # PACKAGE...: a Node that is new enough, and what npm installed beside the library
    command -v node >/dev/null || lacks "there is no node"
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)' || lacks "node is older than 18"
    local package
    for package in "$@"; do
        [[ -d $library/javascript/node_modules/$package ]] \
            || lacks "$package is not installed; run npm ci in $library/javascript"
    done
}

python_with_websockets() { # prints the first Python that has them
    local python
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import sys, websockets; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && echo "$python" && return
    done
    return 1
}

case ${1:-} in
javascript)
    node_with ws
    cd "$library/javascript"
    exec node --test test/client.test.js test/hangup.test.js test/stream.test.js
    ;;
chromium)
    node_with ws playwright-core
    [[ -x ${CHROMIUM:-/usr/bin/chromium} ]] || lacks "there is no Chromium"
    cd "$library/javascript"
    exec node --test test/browser.test.js
    ;;
python | callapi)
    python=$(python_with_websockets) || lacks "there is no Python 3.10 with websockets (Debian: python3-websockets)"
    export PYTHONDONTWRITEBYTECODE=1
    [[ $1 == callapi ]] && exec "$python" -W error tests/clients/callapi.py
    cd "$library/python"
    PYTHONPATH=src exec "$python" -W error -m unittest discover -t . -s tests
    ;;
*)
    sed -n '3,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
