#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Ends every call that was answered before a time: hang-up-long-calls.sh 2026-01-31T08:00:00Z [OPTIONS of cordboard-cli]
# Needs jq.
set -eu
before=$1
shift
cordboard-cli "$@" --json --state answered,held calls |
    jq -r --arg before "$before" 'select(.answered_at != null and .answered_at < $before) | .callid' |
    while read -r callid; do
        cordboard-cli "$@" call CallEnd callid="$callid" </dev/null
    done
