#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks how script/qemu treats mistakes, and that it ends a firmware that does not end itself.
#
#   test/board/qemu_test.sh BOARD CONSOLE WORK    CONSOLE is the console firmware, WORK a folder

set -euo pipefail
qemu=$(realpath "$(dirname "$0")")/../../script/qemu
board=$1 console=$2 work=$3
failures=0

# expect CODE TEXT ARGUMENT...: script/qemu ends with this code, and its messages contain the text.
expect() {
  local code=$1 text=$2 status=0 messages
  shift 2
  messages=$("$qemu" "$@" 2>&1 >/dev/null </dev/null) || status=$?
  if [[ $status != "$code" || $messages != *"$text"* ]]; then
    printf 'qemu %s\n  expected %s %s\n  got      %s %s\n' "$*" "$code" "$text" "$status" "$messages"
    failures=$((failures + 1))
  fi
}

mkdir -p "$work"
head -c 65537 /dev/zero >"$work/large"
many=()
for _ in {1..17}; do many+=(--image "$0"); done

expect 0 '' --help
expect 2 'give a board and a firmware'
expect 2 'give a board and a firmware' "$board"
expect 2 "unknown board 'pdp11'" pdp11 "$console"
expect 2 "$work/none: no such file" "$board" "$work/none"
expect 2 "unknown option --colour" "$board" "$console" --colour red
expect 2 '--image needs a value' "$board" "$console" --image
expect 2 "$work/none" "$board" "$console" --image "$work/none"
expect 2 "$work/large: larger than a slot" "$board" "$console" --image "$work/large"
expect 2 'there are 16 slots' "$board" "$console" "${many[@]}"
expect 2 "there is no slot '16'" "$board" "$console" --slot 16 --image "$0"
expect 2 "there is no slot '-1'" "$board" "$console" --slot -1 --image "$0"
expect 2 'there are 16 slots' "$board" "$console" --slot 15 --image "$0" --image "$0"
expect 2 'a semicolon cannot be passed on' "$board" "$console" --command 'list; help'
expect 0 '' "$board" "$console" --command list
expect 1 '' "$board" "$console" --command 'run nobody'
expect 124 'did not end within 1 s' "$board" "$console" --timeout 1
[[ $failures -eq 0 ]]
