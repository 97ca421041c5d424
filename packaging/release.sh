#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds everything that is released into dist/: .deb and .rpm of server, console and cli, the bundle with its Qt
# (tar.gz), the console as one file (.run), a bill of materials (SPDX) and SHA256SUMS. Installs what it misses on
# Debian 12 (as root or with sudo). The same commit on the same Debian gives the same bytes.
#
#   release.sh [OUTPUT-FOLDER]     default: dist
#
# CORDBOARD_BUILD names a build folder of the package preset that shall be used as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/prerequisites.sh
. packaging/prerequisites.sh
dist=${1:-dist}
mkdir -p "$dist"
dist=$(cd "$dist" && pwd)
install_missing "${build_packages[@]}" "${release_packages[@]}"
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH

build=${CORDBOARD_BUILD:-build/package}
if [[ -z ${CORDBOARD_BUILD:-} ]]; then
    cmake --preset package >/dev/null
    cmake --build --preset package -j "$(build_jobs)"
fi
build=$(cd "$build" && pwd)
rm -f "$dist"/*.deb "$dist"/*.rpm "$dist"/*.tar.gz "$dist"/*.run "$dist"/*.spdx.json "$dist"/SHA256SUMS
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
(cd "$build" && cpack -G DEB -B "$staging" >"$staging/cpack.log" && cpack -G RPM -B "$staging" >>"$staging/cpack.log") || {
    cat "$staging/cpack.log" >&2
    exit 1
}
cp "$staging"/*.deb "$staging"/*.rpm "$dist"/
bash packaging/bundle.sh "$build" "$staging/bundle"
cp "$staging"/bundle/*.tar.gz "$staging"/bundle/*.run "$dist"/
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
python3 packaging/sbom.py "$version" "$staging/bundle/bundled" "$dist"/*.deb "$dist"/*.rpm "$dist"/*.tar.gz "$dist"/*.run \
    >"$staging/sbom"
cp "$staging/sbom" "$dist/cordboard-$version.spdx.json"
find "$dist" -type f -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
(cd "$dist" && sha256sum -- *.deb *.rpm *.tar.gz *.run *.spdx.json >SHA256SUMS)
(cd "$dist" && ls -l -- *)
