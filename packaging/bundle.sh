#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes what runs without being installed, on any Linux with glibc 2.36 or newer, from a build of the package preset:
#
#   cordboard-VERSION-linux-ARCH.tar.gz        all three programs with their Qt; unpack it anywhere
#   cordboard-console-VERSION-linux-ARCH.run   the console as one file: unpacks itself into the user's cache, and runs
#
#   bundle.sh BUILD-FOLDER OUTPUT-FOLDER
#
# Needs patchelf, xz-utils and file. The same binaries give the same bytes (SOURCE_DATE_EPOCH).
set -euo pipefail
export LC_ALL=C.UTF-8
[[ $# == 2 ]] || {
    sed -n '3,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
build=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
: "${SOURCE_DATE_EPOCH:=$(git -C "$here" log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
arch=$(uname -m)
name=cordboard-$version-linux-$arch
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

# Part of glibc or of its loader: they must be the machine's own, all else is brought along.
theirs='^(ld-linux.*|libc|libm|libdl|libpthread|librt|libresolv|libutil|libnsl|libanl|libmvec)\.so'
plugins=$(qmake6 -query QT_INSTALL_PLUGINS)
translations=$(qmake6 -query QT_INSTALL_TRANSLATIONS)

# needed FILE...: the libraries that these files need, all the way down, one path a line
needed() {
    ldd "$@" 2>/dev/null | sed -nE 's/^.* => (\/[^ ]+) .*/\1/p' | sort -u | while read -r library; do
        [[ $(basename "$library") =~ $theirs ]] || echo "$library"
    done
}

# assemble FOLDER QT-PLUGIN... -- PROGRAM...: a folder that has all of them
assemble() {
    local root=$1 file library
    shift
    local -a wanted=() programs=()
    while [[ $1 != -- ]]; do
        wanted+=("$1")
        shift
    done
    shift
    programs=("$@")
    mkdir -p "$root/bin" "$root/lib" "$root/plugins"
    for file in "${programs[@]}"; do
        install -m 755 -s "$build/bin/$file" "$root/bin/$file"
        patchelf --set-rpath '$ORIGIN/../lib' "$root/bin/$file"
    done
    for file in "${wanted[@]}"; do
        [[ -f $plugins/$file ]] || {
            echo "bundle.sh: Qt's plugin $file is not installed" >&2
            exit 1
        }
        install -D -m 644 "$plugins/$file" "$root/plugins/$file"
        patchelf --set-rpath '$ORIGIN/../../lib' "$root/plugins/$file"
    done
    # Qt's TLS backend opens OpenSSL by name, so that nothing that can be read here asks for it.
    local -a opened=()
    for file in libssl.so.3 libcrypto.so.3; do
        library=$(/sbin/ldconfig -p | awk -v name="$file" '$1 == name {print $NF; exit}')
        [[ -n $library ]] || {
            echo "bundle.sh: $file is not installed" >&2
            exit 1
        }
        opened+=("$library")
    done
    {
        needed "${programs[@]/#/$build/bin/}" "${wanted[@]/#/$plugins/}" "${opened[@]}"
        printf '%s\n' "${opened[@]}"
    } | awk -F/ '!seen[$NF]++' | sort >"$work/libraries"
    while read -r library; do
        install -m 644 "$library" "$root/lib/$(basename "$library")"
        patchelf --set-rpath '$ORIGIN' "$root/lib/$(basename "$library")"
        licence_of "$library" "$root"
    done <"$work/libraries"
    printf '[Paths]\nPrefix=..\nPlugins=plugins\nTranslations=translations\n' >"$root/bin/qt.conf"
}

# licence_of LIBRARY FOLDER: keeps the terms of the package that it comes from, and its version
licence_of() {
    local package
    package=$({ dpkg -S "$1" || dpkg -S "/usr$1" || dpkg -S "${1#/usr}"; } 2>/dev/null | head -n 1 | cut -d: -f1)
    [[ -n $package ]] || {
        echo "bundle.sh: $1 belongs to no package" >&2
        exit 1
    }
    mkdir -p "$2/share/doc/licenses"
    cp -L "/usr/share/doc/$package/copyright" "$2/share/doc/licenses/$package"
    dpkg-query -W -f '${Package} ${Version} ${source:Package}\n' "$package" | head -n 1 >>"$2/share/doc/bundled.unsorted"
}

# settle FOLDER: one order, one time, one owner
settle() {
    sort -u "$1/share/doc/bundled.unsorted" >"$1/share/doc/bundled"
    rm "$1/share/doc/bundled.unsorted"
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}
archive() { # FOLDER-NAME: to standard output
    tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu -cf - "$1"
}

window=(platforms/libqxcb.so platforms/libqoffscreen.so platforms/libqminimal.so iconengines/libqsvgicon.so
    imageformats/libqsvg.so imageformats/libqico.so platforminputcontexts/libcomposeplatforminputcontextplugin.so
    xcbglintegrations/libqxcb-glx-integration.so)
wayland=(platforms/libqwayland-generic.so wayland-shell-integration/libxdg-shell.so)
[[ ! -f $plugins/${wayland[0]} ]] || window+=("${wayland[@]}")
tls=(tls/libqopensslbackend.so tls/libqcertonlybackend.so)

assemble "$work/$name" "${window[@]}" "${tls[@]}" -- cordboard-server cordboard-console cordboard-cli
root=$work/$name
DESTDIR=$work/installed cmake --install "$build" --prefix /usr >/dev/null
mkdir -p "$root/etc" "$root/translations"
cp -r "$work/installed/usr/share/." "$root/share/"
cp "$(find "$work/installed" -name server.yml -path '*etc/cordboard/*')" "$root/etc/server.yml"
cp "$translations"/qtbase_{de,en}.qm "$root/translations/"
install -m 644 "$here/bundle.README" "$root/README"
install -m 644 "$here/../LICENSE" "$root/LICENSE"
settle "$root"
archive "$name" | gzip -9n >"$out/$name.tar.gz"

console=cordboard-console-$version
assemble "$work/$console" "${window[@]}" "${tls[@]}" -- cordboard-console
mkdir -p "$work/$console/translations"
cp "$translations"/qtbase_{de,en}.qm "$work/$console/translations/"
settle "$work/$console"
archive "$console" | xz -6 -T1 >"$work/payload"
sum=$(sha256sum "$work/payload" | cut -c1-16)
{
    sed -e "s/@NAME@/$console/g" -e "s/@SUM@/$sum/g" "$here/selfrunning.sh"
    cat "$work/payload"
} >"$out/$console-linux-$arch.run"
chmod 755 "$out/$console-linux-$arch.run"
touch -d "@$SOURCE_DATE_EPOCH" "$out/$name.tar.gz" "$out/$console-linux-$arch.run"
cp "$root/share/doc/bundled" "$out/bundled"
