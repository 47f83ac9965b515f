#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Executes on a board the files of the official test suite that compute, which a board without
# floating-point unit, or of another word, could get wrong; and the cases of our own. What grows memory
# by megabytes is for the computer.
#
#   test/wasm/spectest/conformance_board.sh PROGRAM DEFAULT SCRIPT RUNNER...
#
# PROGRAM is wasm-spectest of this computer, SCRIPT a file to make, RUNNER a command that runs the
# board's program on the file that THIMBLE_SCRIPT names.

set -euo pipefail
program=$1 folder=${THIMBLE_CONFORMANCE:-$2}/wasm script=$3
shift 3
names=(
  i32 i64 int_exprs int_literals
  f32 f32_bitwise f32_cmp f64 f64_bitwise f64_cmp
  float_exprs float_literals float_memory float_misc conversions const
  address align endianness fac forward load store traps
  memory_copy memory_fill memory_redundancy memory_trap
  block br br_if br_table func if labels left-to-right local_get local_set local_tee loop return
  select stack switch unreachable unwind
)

if [[ ! -d $folder ]]; then
  echo "skipped: no $folder; THIMBLE_CONFORMANCE names the folder of the conformance tests"
  exit 77
fi
if [[ ! -x $program ]]; then
  echo "skipped: no $program; build the preset host first"
  exit 77
fi
files=()
for name in "${names[@]}"; do
  if [[ -f $folder/$name.wast ]]; then files+=("$folder/$name.wast"); fi
done
"$program" --script "$script" "${files[@]}" "$(dirname "$0")/cases"
THIMBLE_SCRIPT=$script exec "$@"
