#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs each fuzzer for a while and prints what it did; leaves with 0 only if none found anything.
#
#   bash tests/fuzz/run.sh [SECONDS [FUZZER...]]   default: 3600 seconds each, all of them
#
# CORDBOARD_BUILD is the build to take (default build/fuzz, which it builds), CORDBOARD_CORPUS where inputs are kept from
# one run to the next (default CORDBOARD_BUILD/corpus). An input that breaks something is left in CORDBOARD_BUILD/found.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-3600}
[[ $seconds =~ ^[0-9]+$ ]] || {
    sed -n '5,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
shift || true
build=${CORDBOARD_BUILD:-build/fuzz}
if [[ -z ${CORDBOARD_BUILD:-} ]]; then
    # shellcheck source=packaging/prerequisites.sh
    . packaging/prerequisites.sh
    install_missing "${build_packages[@]}" clang
    cmake --preset fuzz >/dev/null
    cmake --build --preset fuzz -j "$(build_jobs)"
fi
corpus=${CORDBOARD_CORPUS:-$build/corpus}
mkdir -p "$build/found" "$corpus"
"$build/bin/cordboard-fuzz-seeds" "$corpus/seeds"

fuzzers=("$@")
((${#fuzzers[@]})) || for file in tests/fuzz/fuzz_*.cpp; do
    name=${file##*/fuzz_}
    fuzzers+=("${name%.cpp}")
done

# What a fuzzer may take: of memory, of time for one input. Inputs are of the size of what is read from a wire.
limits=(-rss_limit_mb=2048 -timeout=10 -max_len=16384 -print_final_stats=1)
failed=0
printf '%-12s %14s %10s %8s %s\n' fuzzer executions corpus seconds result
for name in "${fuzzers[@]}"; do
    mkdir -p "$corpus/$name" "$corpus/seeds/$name"
    log=$build/found/$name.log
    result=ok
    QT_LOGGING_RULES='*=false' "$build/bin/fuzz_$name" "${limits[@]}" -max_total_time="$seconds" \
        -artifact_prefix="$build/found/$name-" "$corpus/$name" "$corpus/seeds/$name" >"$log" 2>&1 </dev/null || result=FAILED
    [[ $result == ok ]] || failed=1
    printf '%-12s %14s %10s %8s %s\n' "$name" "$(grep -oP 'number_of_executed_units: \K\d+' "$log" || echo '?')" \
        "$(find "$corpus/$name" -type f | wc -l)" "$seconds" "$result"
    [[ $result == ok ]] || grep -aE 'ERROR|broken promise|SUMMARY|Test unit written' "$log" | head -n 5
done
exit "$failed"
