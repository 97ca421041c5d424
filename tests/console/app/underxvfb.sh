#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a test of windows in real ones, on a screen of its own; leaves with 77 (skipped) where there is no Xvfb.
#
#   underxvfb.sh PROGRAM [ARGUMENT...]
set -euo pipefail
command -v xvfb-run >/dev/null && command -v xauth >/dev/null || {
    echo "underxvfb.sh: no Xvfb here (Debian: xvfb, xauth)" >&2
    exit 77
}
# Away from the desktop of whoever runs it; without any address libdbus would start a bus, and leak.
export QT_QPA_PLATFORM=xcb DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/cordboard-test-bus
exec xvfb-run --auto-servernum --server-args='-screen 0 1920x1080x24 -dpi 96' "$@"
