#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes one random module from FOLDER/input, and runs it with our engine and with wabt's:
#
#   test/wasm/random/random_module.sh RUNNER FOLDER
#
# In FOLDER it leaves `module.wasm`, `ours` and `wabt` with floats as decimal numbers, and `ours-bits`
# with their bits; or `left-out`, one line that says why there is nothing to compare.
#
# Half of the modules are optimised, which makes other code. A quarter has reference types, of which this
# generator makes many that are invalid. NaNs are taken out of all, since the bits of one are not determined.

set -euo pipefail
runner=$1 folder=$2
seed=$(basename "$folder")
features=(--mvp-features --enable-bulk-memory --enable-multivalue --enable-sign-ext
  --enable-nontrapping-float-to-int --enable-mutable-globals --enable-tail-call)

leave_out() {
  printf '%s\n' "$1" >"$folder/left-out"
  exit 0
}

# What wabt calls in other words than run_module.c.
normalise() {
  sed -E 's/-nan/nan/g
    s/(funcref|externref):0\b/\1:null/g
    s/(funcref|externref):[0-9]+/\1:other/g
    s/error: unreachable executed/error: unreachable/
    s/error: out of bounds memory access.*/error: memory/
    s/error: (out of bounds table access.*|undefined table index)/error: table/
    s/error: (uninitialized table element|indirect call signature mismatch)/error: call/
    s/error: (integer divide by zero|integer overflow|invalid conversion to integer)/error: number/
    s/error: call stack exhausted/error: stack/
    s/^error (initializing|instantiating).*/not instantiated/'
}

if ((seed % 4 == 3)); then features+=(--enable-reference-types); fi
if ((seed % 2 == 1)); then features+=(-O2); fi
wasm-opt --translate-to-fuzz "$folder/input" "${features[@]}" --denan -o "$folder/module.wasm" \
  >"$folder/opt" 2>&1 || leave_out 'wasm-opt makes no module of it'
status=0
timeout 20 wasm-interp "$folder/module.wasm" --run-all-exports --dummy-import-func --enable-tail-call \
  >"$folder/wabt-said" 2>&1 || status=$?
if [[ $status == 124 ]]; then leave_out 'it runs longer than 20 s with wasm-interp'; fi
normalise <"$folder/wabt-said" >"$folder/wabt"
"$runner" decimal "$folder/module.wasm" >"$folder/ours" 2>&1 || echo "exit code $?" >>"$folder/ours"
"$runner" bits "$folder/module.wasm" >"$folder/ours-bits" 2>&1 || echo "exit code $?" >>"$folder/ours-bits"
