#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a command and compares what it prints and its exit code with what was expected.
#
#   test/board/expect.sh EXPECTED COMMAND...
#
# EXPECTED is a file with an extended regular expression for each line of the output, which must
# match as a whole, and a last line `exit CODE`.

set -euo pipefail
expected_file=$1
shift

status=0
output=$("$@" 2>&1 </dev/null) || status=$?
mapfile -t actual < <(printf '%s\nexit %s\n' "$output" "$status")
mapfile -t expected < <(grep -v '^#' "$expected_file")

index=0
while [[ $index -lt ${#actual[@]} || $index -lt ${#expected[@]} ]]; do
  if [[ ! ${actual[index]-} =~ ^(${expected[index]-})$ ]]; then
    printf '%s\n' "${actual[@]}"
    printf '\n%s, line %d\n  expected %s\n  got      %s\n' "$expected_file" $((index + 1)) \
      "${expected[index]-nothing}" "${actual[index]-nothing}"
    exit 1
  fi
  index=$((index + 1))
done
