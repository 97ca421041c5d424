#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The rules of the house that the compiler cannot see. Prints one line for each breach; leaves with 1 if there is any.
#
#   style.sh [ROOT]    ROOT is a source tree (default: the one this script stands in)
set -uo pipefail
root=${1:-$(dirname "$0")/../..}
cd "$root" || exit 2
report=$(mktemp)
trap 'rm -f "$report"' EXIT

breach() { # RULE < lines "file:line:text"
    local line
    while IFS= read -r line; do
        printf '%s  [%s]\n' "$line" "$1" | tee -a "$report"
    done
}

files() { # FOLDER...: the C++ files below
    find "$@" \( -name '*.cpp' -o -name '*.h' \) -not -path '*/build/*' 2>/dev/null | sort
}

# --- Which room may include which. The first column whose folder fits is the rule; the rest are allowed prefixes.
allowed() {
    case $1 in
    common/core/*) echo common/core ;;
    common/json/*) echo common/core common/json ;;
    common/rpc/*) echo common/core common/json common/rpc ;;
    common/protocol/*) echo common/core common/json common/protocol ;;
    common/client/*) echo common ;;
    server/connectors/opensips/management/*)
        echo common server/connectors/connector.h server/connectors/opensips/dialog.h server/connectors/opensips/management ;;
    server/connectors/opensips/events/*)
        echo common server/connectors/connector.h server/connectors/opensips/dialog.h \
            server/connectors/opensips/management server/connectors/opensips/events ;;
    server/connectors/opensips/*) echo common server/connectors/connector server/connectors/opensips ;;
    server/connectors/*) echo common server/connectors/connector ;;
    server/calls/*) echo common server/connectors/connector.h server/calls ;;
    server/commands/*) echo common server/connectors/connector.h server/calls server/commands ;;
    server/clients/*) echo common server/connectors/connector.h server/calls server/commands server/clients ;;
    server/simulator/*) echo common server/simulator ;;
    server/storage/*) echo common server/storage ;;
    server/admin/*) echo common server/admin ;;
    server/app/*) echo common server ;;
    console/*) echo common console ;;
    tests/packaging/*) echo common server console tests packaging/manual ;;
    tests/*) echo common server console tests ;;
    *) echo common ;;
    esac
}
while IFS= read -r file; do
    while IFS=: read -r number text; do
        target=$(sed -E 's/^#include "([^"]*)".*/\1/' <<<"$text")
        case $target in *.moc) continue ;; esac
        fits=no
        for prefix in $(allowed "$file"); do [[ $target == "$prefix"* ]] && fits=yes; done
        [[ $fits == yes ]] || echo "$file:$number:includes $target" | breach "room boundary"
    done < <(grep -nE '^#include "' "$file")
done < <(files common server console tests)

# --- Qt modules and libraries, each in its place only.
place() { # PATTERN ALLOWED-PATH-REGEX RULE
    grep -rnE --include='*.cpp' --include='*.h' "$1" common server console 2>/dev/null \
        | grep -vE "^($2)" | breach "$3"
}
place '#include <QNetworkAccessManager>|#include <QNetworkReply>' 'nowhere/' "no QNetworkAccessManager: it sends a POST twice"
place '#include <QWebSocket(Server)?>' 'common/client/|server/clients/' "web sockets only in the listener and the client link"
place '#include <QSql' 'server/storage/' "SQL only in storage"
place '#include <qt6keychain' 'console/client/keychain.cpp' "the keychain only where it is wrapped"
place '#include <yaml-cpp' 'server/app/' "YAML only in the configuration"
place '#include <(QWidget|QApplication|QDialog|QMainWindow)>' 'console/' "widgets only in the console"

# --- Only the connector, the simulator, the configuration and the factory know which proxy it is.
grep -rniE --include='*.cpp' --include='*.h' 'opensips' common server console 2>/dev/null \
    | grep -vE '^(server/connectors/opensips/|server/simulator/|server/app/)' | breach "names the proxy outside its room"

# --- Nothing blocks, nothing is global, nothing is connected by string.
forbid() { # PATTERN RULE [EXTENDED-GREP-OF-EXCEPTIONS]
    grep -rnE --include='*.cpp' --include='*.h' "$1" common server console 2>/dev/null \
        | grep -vE "${3:-^nothing}" | breach "$2"
}
forbid '\bwaitFor(Connected|Encrypted|ReadyRead|BytesWritten|Disconnected|Finished|Started|Done)\b' "blocks the event loop"
forbid '\bQEventLoop\b|processEvents|\b(u|m|nano)?sleep\(|sleep_(for|until)' "blocks the event loop"
forbid '\binstance\(\)' "no singletons" 'QCoreApplication::instance\(\)'
forbid '\b(SIGNAL|SLOT)\(' "connect by function, not by string"
forbid '\bdelete this\b' "nothing deletes itself"
forbid '\b(TODO|FIXME|XXX|HACK)\b' "finish it, or write an issue"
# connect(sender, signal, lambda) without a receiver outlives whatever it captures.
grep -rnE --include='*.cpp' --include='*.h' 'connect\([^,]+,[^,]+, *\[' common server console tests 2>/dev/null \
    | breach "connect needs a receiver"

# --- Every file says its licence first, and is one thing.
while IFS= read -r file; do
    head -n 1 "$file" | grep -q '^// SPDX-License-Identifier: Apache-2.0$' || echo "$file:1:no SPDX line" | breach "licence first"
    lines=$(wc -l <"$file")
    case $file in
    tests/*) continue ;;
    esac
    if ((lines > 400)) && ! head -n 20 "$file" | grep -q 'Over 400 lines because'; then
        echo "$file:1:$lines lines" | breach "one class a file; say 'Over 400 lines because' in its header if it must"
    fi
done < <(files common server console tests)
while IFS= read -r file; do
    sed -n 2p "$file" | grep -q '^# SPDX-License-Identifier: Apache-2.0$' || echo "$file:2:no SPDX line" | breach "licence first"
done < <(find packaging tests .ci -name '*.sh' -path '*' -not -name prerequisites.sh 2>/dev/null | sort)

# --- Each folder says what lives in it.
while IFS= read -r file; do
    head -n 1 "$file" | grep -q '^# ' || echo "$file:1:says nothing" | breach "a CMakeLists.txt opens with what lives there"
done < <(find common server console tests -name CMakeLists.txt 2>/dev/null | sort)

if [[ -s $report ]]; then
    echo "$(wc -l <"$report") breaches of the house rules"
    exit 1
fi
echo "The house rules hold."
