#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a fuzzer for THIMBLE_TEST_SECONDS (10 when that is not set).
#
#   fuzz.sh FUZZER FOLDER SEEDS...
#
# FOLDER keeps the inputs that reached something new, and is where the next run starts from; SEEDS are
# folders of inputs to start from as well. An input that fails is left in FOLDER-failed; it belongs
# into test/fuzz/corpus once the mistake is mended.

set -euo pipefail
fuzzer=$1 folder=$2
shift 2
mkdir -p "$folder" "$folder-failed"
"$fuzzer" -max_total_time="${THIMBLE_TEST_SECONDS:-10}" -max_len=1024 -timeout=10 -rss_limit_mb=1024 \
  -artifact_prefix="$folder-failed/" -print_final_stats=1 -verbosity=1 "$folder" "$@" 2>&1 |
  grep -Ev '^#[0-9]+\s+(NEW|REDUCE|RELOAD|pulse)|^"|^#####'
