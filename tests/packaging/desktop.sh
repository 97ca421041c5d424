#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The desktop file and the AppStream metadata are valid, where the tools that tell are there (77: they are not).
#
#   desktop.sh BUILD-FOLDER
set -euo pipefail
build=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
checked=0
if command -v desktop-file-validate >/dev/null; then
    said=$(desktop-file-validate "$here/resources/desktop/org.cordboard.Console.desktop" 2>&1 || true)
    [[ -z $said ]] || {
        echo "$said" >&2
        exit 1
    }
    checked=$((checked + 1))
fi
if command -v appstreamcli >/dev/null; then
    appstreamcli validate --no-net "$build/packaging/org.cordboard.Console.metainfo.xml"
    checked=$((checked + 1))
fi
if ((checked < 2)); then
    echo "desktop.sh: needs desktop-file-utils and appstream" >&2
    exit 77
fi
