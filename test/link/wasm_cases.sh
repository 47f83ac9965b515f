#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# wasm_cases.sh THIMBLE CASES: builds the projects in the folder CASES for WebAssembly, with each
# compiler and at several levels of optimisation, and compares what happens with their files `expect`:
#
#   wasm-error: TEXT    the whole message, behind `thimble: `
#   wasm-result: NUMBER of the first run, the second and so on
#   engine: ebpf        it is no case for WebAssembly
#
# Where neither is there, the results are those of eBPF; a case that has none of either is left out.
set -eu

thimble=$1
cases=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "$name, clang-$version, -O$level: $1" >&2
  cat out err >&2
  exit 1
}

# values KEY: what stands behind the key, a line each.
values() {
  sed -n "s/^$1: //p" "$cases/$name/expect"
}

check_refused() {
  if "$thimble" build --engine wasm -O "$level" "$name" > out 2> err; then
    fail 'was built, though it should be refused'
  fi
  sed -n 's/^thimble: //p' err | grep -qxF -- "$(values wasm-error)" ||
    fail "did not say: $(values wasm-error)"
}

check_built() {
  "$thimble" build --engine wasm -O "$level" -o image.thimble "$name" > out 2> err ||
    fail 'was not built'
  # shellcheck disable=SC2046 # the arguments are words
  "$thimble" run -n "$(wc -l < wanted)" --json $(values arguments) image.thimble > out 2> err ||
    fail 'did not run'
  sed -n 's/.*"result":\(-\{0,1\}[0-9]*\).*/\1/p' out > results
  cmp -s results wanted || fail 'gave other results'
}

# Without optimisation a run takes more fuel.
prepare() {
  touch "$name/thimble.ini"
  sed -i '/^fuel/d' "$name/thimble.ini"
  echo 'fuel = 10000000' >> "$name/thimble.ini"
}

check() {
  [ "$(values engine)" != ebpf ] || return 0
  if [ -n "$(values wasm-error)" ]; then
    check_refused
    return
  fi
  values wasm-result > wanted
  [ -s wanted ] || values result > wanted
  if [ -s wanted ]; then check_built; fi
}

tried=0
for version in 19 14; do
  THIMBLE_CLANG=clang-$version
  THIMBLE_WASM_LD=wasm-ld-$version
  export THIMBLE_CLANG THIMBLE_WASM_LD
  command -v "$THIMBLE_CLANG" > none || continue
  command -v "$THIMBLE_WASM_LD" > none || continue
  for level in 0 2 z; do
    for case in "$cases"/*; do
      name=${case##*/}
      rm -rf "$name"
      cp -r "$case" "$name"
      prepare
      check
      tried=$((tried + 1))
    done
  done
done
[ "$tried" -gt 0 ] || exit 77
