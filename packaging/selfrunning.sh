#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A console that needs no installation: what follows the last line is an archive, which is unpacked once into the cache.
# --cordboard-unpack FOLDER unpacks it there instead, and does not start it. Needs tar, xz and tail.
set -eu
name=@NAME@
lines=$(grep -an '^__ARCHIVE__$' "$0" | head -n 1 | cut -d: -f1)
unpack() { # into an empty folder
    tail -n "+$((lines + 1))" "$0" | xz -dc | tar -xf - -C "$1" --strip-components=1
}
if [ "${1-}" = --cordboard-unpack ]; then
    mkdir -p "$2"
    unpack "$2"
    exit 0
fi
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cordboard
root=$cache/$name-@SUM@
if [ ! -x "$root/bin/cordboard-console" ]; then
    mkdir -p "$cache"
    # Two that start at once: each unpacks, the first to finish wins.
    part=$(mktemp -d "$cache/unpacking-XXXXXX")
    trap 'rm -rf "$part"' EXIT INT TERM
    unpack "$part"
    chmod 755 "$part"
    mv -T "$part" "$root" 2>/dev/null || [ -x "$root/bin/cordboard-console" ]
    rm -rf "$part"
    trap - EXIT INT TERM
fi
exec "$root/bin/cordboard-console" "$@"
__ARCHIVE__
