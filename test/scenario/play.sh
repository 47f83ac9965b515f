#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Plays a scenario and compares its trace with the one that is expected.
#
#   test/scenario/play.sh THIMBLE SCENARIO FOLDER [BOARD FIRMWARE]
#
# The expected trace is the file beside SCENARIO that ends in .trace; play it with `thimble run` and
# look at it before you keep it. FOLDER is emptied and used. With a board, the firmware plays the
# same images there, and its trace must be the same, byte for byte.
#
# Traces were made with clang 19. Another compiler makes programs that use other amounts of fuel and
# have other numbers of instructions: then these are not compared.

set -euo pipefail
thimble=$1 scenario=$2 folder=$3 board=${4-} firmware=${5-}
expected=${scenario%.scenario}.trace

rm -rf "$folder"
mkdir -p "$folder"

if command -v clang-19 >/dev/null; then
  comparable() { cat "$1"; }
else
  comparable() { sed -E 's/(fuel|last|greatest|sum|instruction) [0-9]+/\1 N/g' "$1"; }
fi

compare() {
  if ! diff "$1" "$2" >"$folder/difference"; then
    printf '%s: %s; expected <, got >\n' "$scenario" "$3"
    cat "$folder/difference"
    exit 1
  fi
}

"$thimble" run --save-images="$folder" "$scenario" >"$folder/computer.trace"
comparable "$expected" >"$folder/expected"
comparable "$folder/computer.trace" >"$folder/computer"
compare "$folder/expected" "$folder/computer" 'the trace differs'

if [[ -n $board ]]; then
  "$(dirname "$0")/../../script/qemu" "$board" "$firmware" --command "$scenario" \
    --command "$folder" >"$folder/board.trace" || {
    cat "$folder/board.trace"
    exit 1
  }
  compare "$folder/computer.trace" "$folder/board.trace" "the trace differs on $board"
fi
