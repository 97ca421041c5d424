#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Proves that style.sh can fail: builds a small tree with one breach of each rule and looks for each.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
licence='// SPDX-License-Identifier: Apache-2.0'
write() { # FILE TEXT
    mkdir -p "$tree/$(dirname "$1")"
    printf '%s\n%s\n' "$licence" "$2" >"$tree/$1"
}
mkdir -p "$tree"/{common,server,console,tests,packaging,.ci}

failed=0
expect() { # WHAT RULE: the tree as it is now breaks this rule, and only this
    local output
    output=$("$here/style.sh" "$tree")
    if ! grep -qF "[$2" <<<"$output" || ! grep -q '^1 breaches' <<<"$output"; then
        echo "not noticed, or more than that: $1"
        printf '%s\n' "$output"
        failed=1
    fi
    find "$tree" -type f -delete
}

write common/core/a.cpp '#include "common/rpc/peer.h"' && expect "core includes rpc" "room boundary"
write server/calls/a.cpp '#include "server/clients/session.h"' && expect "calls includes clients" "room boundary"
write server/commands/a.cpp '#include "server/connectors/kamailio/dialog.h"' && expect "commands sees a proxy" "room boundary"
write console/a.cpp '#include "server/app/config.h"' && expect "console includes server" "room boundary"
write server/app/a.cpp '#include <QNetworkAccessManager>' && expect "QNetworkAccessManager" "no QNetworkAccessManager"
write server/commands/a.cpp '#include <QWebSocket>' && expect "web socket in commands" "web sockets only"
write server/clients/a.cpp '#include <yaml-cpp/yaml.h>' && expect "yaml in clients" "YAML only"
write common/core/b.cpp '// what OpenSIPS does' && expect "the proxy's name" "names the proxy"
write server/calls/b.cpp 'void f() { socket.waitForConnected(); }' && expect "waitFor" "blocks the event loop"
write server/calls/b.cpp 'void f() { QThread::sleep(1); }' && expect "sleep" "blocks the event loop"
write server/calls/b.cpp 'auto &x = Registry::instance();' && expect "singleton" "no singletons"
write server/calls/b.cpp 'connect(a, SIGNAL(b()), c, d);' && expect "string connect" "connect by function"
write server/calls/b.cpp 'connect(a, &A::b, [] {});' && expect "no receiver" "connect needs a receiver"
write server/calls/b.cpp '// TODO later' && expect "unfinished" "finish it"
printf 'int a;\n' >"$tree/common/c.cpp" && expect "no licence" "licence first"
write common/d.cpp "$(yes ';' | head -n 401)" && expect "a long file" "one class a file"
printf 'add_library(x)\n' >"$tree/common/CMakeLists.txt" && expect "a mute CMakeLists.txt" "a CMakeLists.txt opens"

write common/core/e.cpp '#include "common/core/e.h"'
"$here/style.sh" "$tree" >/dev/null || {
    echo "a clean tree is refused"
    failed=1
}
exit $failed
