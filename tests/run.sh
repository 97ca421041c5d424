#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds Cordboard and runs every test: format, dev build (clang, AddressSanitizer, UndefinedBehaviorSanitizer) with all
# tests, release build (g++) with the demo walk. Installs what it misses on Debian 12 (as root or with sudo).
#
#   bash tests/run.sh          what continuous integration runs, under 20 minutes on two cores
#   bash tests/run.sh --full   also clang-tidy over every file, all tests of the release build, and 2,000 random
#                              histories (about an hour)
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=packaging/prerequisites.sh
. packaging/prerequisites.sh

full=no
case ${1:-} in
'') ;;
--full) full=yes ;;
*)
    sed -n '3,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac

# systemd: its judgement of the unit. chromium: what a page of another origin may do. Xvfb: the console in a real window.
# The rest: manuals, completions and desktop files are asked of the programs that read them.
install_missing "${build_packages[@]}" clang clang-format fonts-dejavu-core git systemd chromium xvfb xauth man-db groff zsh \
    fish desktop-file-utils appstream
[[ $full == no ]] || install_missing clang-tidy
install_client_tools
jobs=$(build_jobs)

step() { printf '\n== %s\n' "$*"; }

step "Format"
git ls-files -- '*.cpp' '*.h' | xargs clang-format --dry-run --Werror

step "Dev build and tests"
cmake --preset dev >/dev/null
cmake --build --preset dev -j "$jobs"
ctest --preset dev -j "$jobs"

step "Release build and demo walk"
cmake --preset release >/dev/null
cmake --build --preset release -j "$jobs" --target cordboard-server cordboard-cli cordboard-console
CORDBOARD_BUILD=build/release bash packaging/demo.sh --walk </dev/null

if [[ $full == yes ]]; then
    step "Release build and tests"
    cmake --build --preset release -j "$jobs"
    ctest --preset release -R tst_latency -V | grep -E "caller's answer|tests passed"
    ctest --preset release -j "$jobs"
    step "Packages"
    bash tests/packaging/packages.sh || (($? == 77)) || exit 1
    step "Histories"
    QT_QPA_PLATFORM=offscreen QTEST_FUNCTION_TIMEOUT=7200000 CORDBOARD_HISTORIES=2000 build/release/bin/tst_histories
    step "clang-tidy"
    cmake --preset tidy >/dev/null
    cmake --build --preset tidy -j "$jobs"
fi
