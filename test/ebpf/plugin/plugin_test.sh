#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speaks to ebpf-plugin as the public conformance runner does.
#
#   plugin_test.sh PLUGIN

set -uo pipefail
plugin=$1
failures=0
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

# expect WHAT OUTPUT EXIT INPUT ARGUMENT...: standard output must be OUTPUT, and with an exit code
# other than 0 there must be one line on standard error.
expect() {
  local what=$1 output=$2 exit=$3 input=$4 actual status=0
  shift 4
  actual=$("$plugin" "$@" <<<"$input" 2>"$errors") || status=$?
  if [[ $actual != "$output" || $status != "$exit" || ($exit != 0 && $(grep -c . "$errors") != 1) ]]; then
    printf '%s: printed "%s", exit %d\n' "$what" "$actual" "$status"
    cat "$errors"
    failures=$((failures + 1))
  fi
}

# spaced DIGITS: as the runner spells bytes, with two spaces behind each.
spaced() {
  local rest=$1
  while [[ -n $rest ]]; do
    printf '%s  ' "${rest:0:2}"
    rest=${rest:2}
  done
}

exit_only=9500000000000000
answer="b7000000 2a000000 $exit_only"
length="bf20000000000000$exit_only"
first_byte="7110000000000000$exit_only"

expect 'the answer' 2a 0 "$answer"
expect 'without spaces' 2a 0 "${answer// /}"
expect 'with newlines' 2a 0 "${answer// /$'\n'}"
expect 'upper case' 2a 0 "${answer^^}"
expect 'a negative number' ffffffffffffffff 0 "b7000000ffffffff$exit_only"
expect 'no memory' 0 0 "$length"
expect 'empty memory' 0 0 "$length" ''
expect 'three bytes' 3 0 "$length" 'aa bb cc'
expect 'the first byte' aa 0 "$first_byte" 'aa bb'
expect 'memory as the runner writes it' 7100 0 "6910000000000000$exit_only" '00  71  ' ''
expect 'memory can be written' 5 0 "7201000005000000$first_byte" '00'
expect 'program as an option' 2a 0 '' --program "${answer// /}"
expect 'program and memory' 3 0 '' --program "$length" 'aa bb cc'
expect 'version' 2a 0 "$answer" '' --cpu_version v4
expect 'debug' 2a 0 "$answer" '' --debug
expect 'helper 5 returns its argument' ffffffffffffffff 0 "b7010000ffffffff8500000005000000$exit_only"
expect 'a callee has a frame' 7 0 \
  "8510000001000000${exit_only}7a0afcff07000000 61a0fcff00000000$exit_only"

expect 'no program' '' 1 ''
expect 'half a byte' '' 1 "${answer}9"
expect 'half an instruction' '' 1 "${answer}95000000"
expect 'no hexadecimal' '' 1 'mov r0, 1'
expect 'memory that is none' '' 1 "$answer" xyz
expect 'refused' '' 1 "ff00000000000000$exit_only"
expect 'call through a register' '' 1 "8d02000000000000$exit_only"
expect 'unknown helper' '' 1 "8500000006000000$exit_only"
expect 'beyond the memory' '' 1 "7110030000000000$exit_only" 'aa bb cc'
expect 'without end' '' 1 0500ffff00000000
expect 'unknown option' '' 2 "$answer" '' --elf
expect 'unknown version' '' 2 "$answer" '' --cpu_version v5
expect 'two memories' '' 2 "$answer" aa bb

table=${THIMBLE_CONFORMANCE:-}/bpf/rfc9669.tsv
if [[ -f $table ]]; then
  rows=0
  while IFS=$'\t' read -r name _ groups program memory result; do
    if [[ $name == '#'* || $((16#$groups & 16#80)) != 0 ]]; then continue; fi
    expect "$name" "$result" 0 "$(spaced "$program")" "$(spaced "${memory#-}")" ''
    rows=$((rows + 1))
  done <"$table"
  printf '%d rows of the conformance table\n' "$rows"
else
  printf 'the rows of the conformance table were left out: THIMBLE_CONFORMANCE does not name it\n'
fi
[[ $failures == 0 ]]
