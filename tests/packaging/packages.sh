#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a release and tries it as an administrator would: the packages' rules (lintian), the same bytes twice, the RPMs'
# programs, the bundle in a bare Debian 12 without Qt, and the .debs by apt in that same root: installed, started as the
# service's user, walked through, upgraded, removed and purged. Needs root and a Debian mirror; leaves with 77, and says
# why, where there is none.
#
#   packages.sh [WORK-FOLDER]     default: a temporary one; CORDBOARD_BUILD as for packaging/release.sh
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
# shellcheck source=packaging/prerequisites.sh
. packaging/prerequisites.sh

skip() {
    echo "packages.sh: skipped: $*" >&2
    exit 77
}
fail() {
    echo "packages.sh: $*" >&2
    exit 1
}
step() { printf '\n-- %s\n' "$*"; }
((EUID == 0)) || skip "debootstrap and chroot need root"
install_missing debootstrap lintian cpio rpm dpkg-dev fakeroot

if [[ -n ${1:-} ]]; then
    work=$1
    mkdir -p "$work"
else
    work=$(mktemp -d)
fi
root=$work/root
server=
finish() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    for mount in proc dev/shm dev; do umount -l "$root/$mount" 2>/dev/null || true; done
    [[ -n ${keep:-} ]] || rm -rf "$work"
}
trap finish EXIT
[[ -z ${1:-} ]] || keep=yes

step "Release"
bash packaging/release.sh "$work/dist" | tail -n 20
dist=$work/dist
(cd "$dist" && sha256sum --quiet -c SHA256SUMS)
python3 - "$dist"/*.spdx.json <<'PYTHON'
import json, sys
document = json.load(open(sys.argv[1], encoding="utf-8"))
ids = [package["SPDXID"] for package in document["packages"]]
assert document["spdxVersion"] == "SPDX-2.3" and len(ids) == len(set(ids)) and len(ids) > 20, len(ids)
known = set(ids) | {"SPDXRef-DOCUMENT"}
for one in document["relationships"]:
    assert one["spdxElementId"] in known and one["relatedSpdxElement"] in known, one
PYTHON

step "The same bytes twice"
bash packaging/release.sh "$work/again" >/dev/null
cmp "$dist/SHA256SUMS" "$work/again/SHA256SUMS" || {
    diff "$dist/SHA256SUMS" "$work/again/SHA256SUMS" || true
    fail "a second release differs"
}
rm -rf "$work/again"
# And from another folder: the smallest program, to spare an hour.
cmake --preset package -B "$work/elsewhere" >/dev/null
cmake --build "$work/elsewhere" -j "$(build_jobs)" --target cordboard-cli >/dev/null
package=${CORDBOARD_BUILD:-build/package}
for build in "$package" "$work/elsewhere"; do
    objcopy --strip-all "$build/bin/cordboard-cli" "$work/cli.$(basename "$build")"
done
cmp "$work/cli.$(basename "$package")" "$work/cli.elsewhere" || fail "cordboard-cli differs when built in another folder"
rm -rf "$work/elsewhere"

step "lintian"
lintian --fail-on error,warning --suppress-tags-from-file packaging/debian/lintian-justified "$dist"/*.deb

step "RPM"
for rpm in "$dist"/*.rpm; do
    name=$(rpm -qp --qf '%{NAME}' "$rpm")
    mkdir -p "$work/rpm/$name"
    rpm2cpio "$rpm" | (cd "$work/rpm/$name" && cpio -idm --quiet)
    said=$(QT_QPA_PLATFORM=offscreen "$work/rpm/$name/usr/bin/$name" --version)
    [[ $said == "$name "* ]] || fail "$name of the RPM says: $said"
    rpm -qpR "$rpm" | grep -q 'libQt6Core.so.6' || fail "$rpm does not ask for Qt"
done
rpm -qpc "$dist"/cordboard-server-*.rpm | grep -qx /etc/cordboard/server.yml || fail "server.yml is no configuration file of the RPM"
echo "$(rpm -qp "$dist"/*.rpm | tr '\n' ' ')"

step "A bare Debian 12"
if [[ ! -f $root/etc/debian_version ]]; then
    debootstrap --variant=minbase bookworm "$root" ${CORDBOARD_MIRROR:+"$CORDBOARD_MIRROR"} >"$work/debootstrap.log" 2>&1 || {
        tail -n 5 "$work/debootstrap.log" >&2
        skip "debootstrap does not work here"
    }
fi
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind /dev/shm "$root/dev/shm"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
# The mirror may be reached through a proxy that apt of this machine knows.
cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
within() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
[[ -z $(find "$root" -xdev -name 'libQt6*') ]] || fail "the root has Qt already"

step "The bundle, without Qt"
bundle=$(cd "$dist" && ls -- *.tar.gz)
mkdir -p "$root/scratch/there"
tar -C "$root/scratch/there" -xf "$dist/$bundle"
mv "$root/scratch/there" "$root/scratch/moved"
bundled=/scratch/moved/${bundle%.tar.gz}
for program in server console cli; do
    within env QT_QPA_PLATFORM=offscreen "$bundled/bin/cordboard-$program" --version
done
within "$bundled/bin/cordboard-server" --check-config --config "$bundled/etc/server.yml"
# walk PREFIX: demo.sh with the programs that are there
walk() {
    cp packaging/demo.sh packaging/prerequisites.sh "$root/scratch/"
    mkdir -p "$root/scratch/walk/packaging"
    mv "$root/scratch/demo.sh" "$root/scratch/prerequisites.sh" "$root/scratch/walk/packaging/"
    within env CORDBOARD_BUILD="$1" bash /scratch/walk/packaging/demo.sh </dev/null >"$work/walk.log" 2>&1 || {
        tail -n 20 "$work/walk.log" >&2
        fail "the walk with $1 failed"
    }
    tail -n 1 "$work/walk.log"
    rm -rf "$root/scratch/walk"
}
walk "$bundled"
step "The console as one file"
within apt-get install -y -qq --no-install-recommends xz-utils >/dev/null
single=$(cd "$dist" && ls -- *.run)
cp "$dist/$single" "$root/scratch/$single"
within env QT_QPA_PLATFORM=offscreen "/scratch/$single" --version
within "$bundled/bin/cordboard-server" --demo --listen 127.0.0.1:5999 >"$work/demo.log" 2>&1 &
server=$!
for _ in $(seq 100); do
    grep -q 'listening on' "$work/demo.log" && break
    sleep 0.1
done
within env QT_QPA_PLATFORM=offscreen "/scratch/$single" --url ws://127.0.0.1:5999/call-api --screenshot /scratch/window.png 2>"$work/console.log"
grep -i 'failed to load lib' "$work/console.log" && fail "the console finds no TLS"
kill "$server"
wait "$server" || true
server=
[[ $(stat -c %s "$root/scratch/window.png") -gt 10000 ]] || fail "the picture of the window is empty"
file "$root/scratch/window.png"
rm -rf "$root/scratch" "$root/root/.cache"

step "The packages, by apt"
# What apt and dpkg themselves write is not ours.
tree() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg \
        -o -path ./var/log -o -path ./tmp -o -path ./run -o -path ./var/lib/systemd/deb-systemd-helper-enabled \) -prune -o -print | sort)
}
# Their dependencies stay when they go, so these are there before the first look.
mkdir -p "$root/srv/repo"
cp "$dist"/*.deb "$root/srv/repo/"
within apt-get update -qq
depends=$(for deb in "$dist"/*.deb; do dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/|.*//; s/([^)]*)//; s/ //g'; done | sort -u | grep -v '^systemd$')
# shellcheck disable=SC2086
within apt-get install -y -qq --no-install-recommends $depends systemd-standalone-sysusers >/dev/null
rm -rf "$root/var/lib/systemd/deb-systemd-helper-enabled"
tree >"$work/before"
getent_of() { grep -c "^cordboard:" "$root/etc/$1" || true; }

# The version before: the same programs under a lower number.
dpkg-deb -R "$dist"/cordboard-server_*.deb "$work/old"
sed -i 's/^Version: .*/Version: 0.0.9/' "$work/old/DEBIAN/control"
dpkg-deb --root-owner-group -b "$work/old" "$root/srv/repo/old.deb" >/dev/null
within sh -c 'apt-get install -y --no-install-recommends /srv/repo/old.deb' >"$work/install.log" 2>&1 || {
    tail -n 20 "$work/install.log" >&2
    fail "the .deb does not install"
}
grep -q 'first-token' "$work/install.log" || fail "the installation does not tell where the first token is"
[[ $(stat -c '%a %U' "$root/etc/cordboard/first-token") == "600 root" ]] || fail "first-token can be read by others"
[[ $(getent_of passwd) == 1 ]] || fail "no user cordboard"
token=$(cat "$root/etc/cordboard/first-token")
[[ ${#token} -ge 32 ]] || fail "first-token is no token"
sed -i 's/^#  port: 5059$/  port: 5998/' "$root/etc/cordboard/server.yml"
grep -q '^  port: 5998$' "$root/etc/cordboard/server.yml" || fail "server.yml has no port to change"
# serve: the server as the service would run it
serve() {
    within setpriv --reuid=cordboard --regid=cordboard --clear-groups env STATE_DIRECTORY=/var/lib/cordboard \
        cordboard-server "$@" >"$work/server.log" 2>&1 &
    server=$!
    for _ in $(seq 100); do
        grep -q 'listening on' "$work/server.log" && return 0
        sleep 0.1
    done
    cat "$work/server.log" >&2
    fail "the installed server does not start"
}
unserve() {
    pkill -TERM -P "$server" 2>/dev/null || kill "$server" || true
    wait "$server" || true
    server=
}
serve
unserve
audit=$(find "$root/var/lib/cordboard" -type f | wc -l)
((audit > 0)) || fail "the server left no state"
history=$(cd "$root/var/lib/cordboard" && find . -type f -name 'audit.log' -exec sha256sum {} +)

step "Upgrade"
within sh -c 'apt-get install -y --no-install-recommends /srv/repo/cordboard-*.deb' >"$work/upgrade.log" 2>&1 || {
    tail -n 20 "$work/upgrade.log" >&2
    fail "the upgrade failed"
}
grep -q '^  port: 5998$' "$root/etc/cordboard/server.yml" || fail "the upgrade lost the configuration"
[[ $(cat "$root/etc/cordboard/first-token") == "$token" ]] || fail "the upgrade made another token"
[[ $(cd "$root/var/lib/cordboard" && find . -type f -name 'audit.log' -exec sha256sum {} +) == "$history" ]] || fail "the upgrade lost the history"
serve
within cordboard-cli --url ws://127.0.0.1:5998/call-api --token-file /etc/cordboard/first-token rpc SessionInfo | grep -q '"role":"admin"' ||
    fail "the first token is not let in"
if within cordboard-cli --url ws://127.0.0.1:5998/call-api rpc SessionInfo >/dev/null 2>&1; then
    fail "the installed server lets programs in without a token"
fi
unserve
within env QT_QPA_PLATFORM=offscreen cordboard-console --version
within cordboard-server check --config /etc/cordboard/server.yml >"$work/check.log" && fail "check finds nothing where there is no proxy"
grep -q '^FAULT default: management over datagrams' "$work/check.log" || fail "check does not tell that there is no proxy"
walk /usr

step "Remove and purge"
within apt-get remove -y cordboard-server cordboard-console cordboard-cli >/dev/null 2>&1
[[ -f $root/etc/cordboard/server.yml && -s $root/etc/cordboard/tokens.yml ]] || fail "remove took the configuration, too"
within dpkg --purge cordboard-server cordboard-console cordboard-cli >/dev/null 2>&1
tree >"$work/after"
diff "$work/before" "$work/after" || fail "a purge leaves something behind, or takes too much"
[[ $(getent_of passwd)$(getent_of group) == 00 ]] || fail "a purge leaves the user or its group behind"
[[ -z $(find "$root/var/lib/systemd" -name '*cordboard*' 2>/dev/null) ]] || fail "a purge leaves links of the unit behind"

step "The packages hold."
