#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a command and compares what it prints and its exit code with what was expected.
#
#   test/board/expect.sh EXPECTED INPUT COMMAND...
#
# EXPECTED is a file with an extended regular expression for each line of the output, which must
# match as a whole, and a last line `exit CODE`. INPUT is what the command reads: its lines are
# joined, and escapes such as \r or \x1b decoded. In both, lines that begin with # are comments.

set -euo pipefail
expected_file=$1 input_file=$2
shift 2

status=0
input=$(grep -v '^#' "$input_file" | tr -d '\n' || true)
output=$(printf %b "$input" | "$@" 2>&1) || status=$?
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
