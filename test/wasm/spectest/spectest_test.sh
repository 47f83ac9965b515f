#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Tests the runner of the official test suite: on cases that do not come from there, that must pass, on
# mistaken expectations, that must all fail, and on wrong usage.
#
#   test/wasm/spectest/spectest_test.sh PROGRAM WORK

set -euo pipefail
here=$(dirname "$0")
program=$(realpath "$1") work=$2
failures=0

# expect CODE LAST ARGUMENT...: the program ends with this code, and LAST is the start of its last line.
expect() {
  local code=$1 last=$2 status=0 line
  shift 2
  PATH=${program_path:-$PATH} "$program" "$@" >"$work/output" 2>"$work/messages" || status=$?
  line=$(cat "$work/messages" "$work/output" | tail -n 1)
  if [[ $status != "$code" || $line != "$last"* ]]; then
    printf 'wasm-spectest %s\n  expected %s %s\n  got      %s %s\n' "$*" "$code" "$last" "$status" "$line"
    cat "$work/output"
    failures=$((failures + 1))
  fi
}

# expect_each FILE FIRST LAST: what just ran failed at all lines of FILE from FIRST to LAST.
expect_each() {
  if ! cmp -s <(sed -n "s|^[^ ]*$1:\([0-9]*\): .*expected .*|\1|p" "$work/output") <(seq "$2" "$3"); then
    printf '%s: not all of its commands failed:\n' "$1"
    cat "$work/output"
    failures=$((failures + 1))
  fi
}

if ! command -v wast2json >/dev/null; then
  echo 'skipped: no wast2json (package wabt)'
  exit 77
fi
rm -rf "$work"
mkdir -p "$work/temporary"
export TMPDIR=$work/temporary
"$here/make_cases.sh" "$work"

expect 0 '409 passed, 0 failed, 0 skipped' "$here/cases" "$work/cases"
expect 1 '1 passed, 27 failed, 0 skipped' "$here/mistakes/mistakes.wast"
expect_each mistakes.wast 18 44
expect 1 '1 passed, 16 failed, 0 skipped' "$work/mistakes"
expect_each types.json 3 18

expect 2 'usage: '
expect 2 'usage: ' --colour
expect 2 "wasm-spectest: $work/none: No such file" "$work/none"
expect 1 '0 passed, 0 failed, 0 skipped' "$work/temporary"
echo '(module (func (param v128)))' >"$work/refused.wast"
expect 1 '0 passed, 0 failed, 1 skipped' "$work/refused.wast"
grep -q 'refused.wast: skipped, wast2json does not convert it: .*v128' "$work/output"
echo '{"commands": [' >"$work/broken.json"
expect 2 "wasm-spectest: $work/broken.json:2: " "$work/broken.json"
echo '{"commands": [{"type": "dance", "line": 1}]}' >"$work/unknown.json"
expect 2 "wasm-spectest: $work: unknown command 'dance'" "$work/unknown.json"
echo '{"commands": [{"type": "module", "line": 1, "filename": "none.wasm"}]}' >"$work/missing.json"
expect 2 "wasm-spectest: $work/none.wasm: cannot be read" "$work/missing.json"
program_path=$work expect 2 'wasm-spectest: wast2json: No such file' "$here/cases"
if [[ -n $(ls -A "$work/temporary") ]]; then
  echo "the runner leaves files in its temporary folder"
  failures=$((failures + 1))
fi
[[ $failures -eq 0 ]]
