#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Plays a scenario and compares its trace with the one that is expected.
#
#   test/scenario/play.sh THIMBLE SCENARIO TRACE FOLDER [BOARD FIRMWARE]
#
# TRACE is the expected one; for a new scenario, write it with `thimble run` and look at it before you
# keep it. FOLDER is emptied and used. With a board, the firmware plays the same images there, and its
# trace must be the same, byte for byte.
#
# Traces were made with clang 19. Another compiler makes programs that use other amounts of fuel,
# which moves what waits for fuel, and whose instructions have other numbers and places: then times,
# fuel and places are not compared. Nor are they with THIMBLE_TEST_ENGINE=wasm, for which the images, or
# the sources that the scenario names, are then built; and an access beyond a container's memory has
# other words there.

set -euo pipefail
thimble=$1 scenario=$2 expected=$3 folder=$4 board=${5-} firmware=${6-}

rm -rf "$folder"
mkdir -p "$folder"

version=$("${THIMBLE_CLANG:-clang-19}" -dumpversion 2>/dev/null || true)
engine=${THIMBLE_TEST_ENGINE:-ebpf}
if [[ $engine == wasm ]]; then
  comparable() {
    sed -E 's/^[0-9]+/N/; s/(fuel|last|greatest|sum) [0-9]+/\1 N/g
      s/(store|load) outside the granted memory, address.*/wild access/
      s/access to memory at [0-9]+, outside .*/wild access/
      s/, (in |\(instruction ).*//' "$1"
  }
elif [[ $version == 19.* ]]; then
  comparable() { cat "$1"; }
else
  comparable() {
    sed -E 's/^[0-9]+/N/; s/(fuel|last|greatest|sum) [0-9]+/\1 N/g; s/(address 0x|, in ).*//; s/, [a-z-]+\.c:.*//' "$1"
  }
fi

compare() {
  if ! diff "$1" "$2" >"$folder/difference"; then
    printf '%s: %s; expected <, got >\n' "$scenario" "$3"
    cat "$folder/difference"
    exit 1
  fi
}

"$thimble" run --engine="$engine" --save-images="$folder" "$scenario" >"$folder/computer.trace"
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
