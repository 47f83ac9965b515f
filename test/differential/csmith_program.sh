#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes one program with csmith, runs it natively, and builds it as a container for each engine.
#
#   test/differential/csmith_program.sh THIMBLE WORK FUEL SEED
#
# In WORK/SEED it leaves `program.c`, `native`, the native result, and for each ENGINE `ENGINE.command` (how the
# image was built) with either `ENGINE.thimble` or `ENGINE.left-out`, one line that says why there is nothing to
# compare.

set -euo pipefail
here=$(dirname "$0")
thimble=$1 folder=$2/$4 fuel=$3 seed=$4
native_seconds=2

# leave_out REASON ENGINE...
leave_out() {
  local why=$1 engine
  shift
  for engine in "$@"; do printf '%s: %s\n' "$engine" "$why" >"$folder/$engine.left-out"; done
}

# Compilers and options take turns: the one that containers are built with, the oldest one that is
# supported, and options that make other code of the same program.
choose_build() {
  clang="clang-19"
  case $1-$((seed % 6)) in
  wasm-[14]) build=(-O 1) ;;
  *-0) build=(-O 0) ;;
  *-1) build=(-O s) ;;
  *-2 | *-3) build=() ;;
  ebpf-4) clang=clang-14 build=(--cpu v3) ;;
  ebpf-5) clang=clang-14 build=(--cpu v3 -O 1) ;;
  wasm-5) build=(-O z) ;;
  esac
}

# reason FILE: the first message, without what differs from program to program.
reason() {
  head -n 1 "$1" | sed -E "s/^((thimble|error): )?[^ ]*\.[ch](:[0-9]+)*: //; s/.* (pass by value)/\1/; s/;.*//
    s/'[^']*'/X/g; s/[0-9]{3,}/N/g"
}

build_image() {
  local engine=$1
  choose_build "$engine"
  build=(--engine "$engine" "${build[@]}")
  echo "THIMBLE_CLANG=$clang thimble build ${build[*]}" >"$folder/$engine.command"
  THIMBLE_CLANG=$clang "$thimble" build "${build[@]}" "$folder" -o "$folder/$engine.thimble" \
    >"$folder/build" 2>&1 || leave_out "$clang: $(reason "$folder/build")" "$engine"
}

rm -rf "$folder"
mkdir -p "$folder"
# It leaves a file in the folder that it works in.
(cd "$folder" && csmith --seed "$seed" --no-argc --concise --max-funcs 6 --max-block-depth 3 \
  --max-expr-complexity 8 --output program.c)
printf 'fuel = %s\ndepth = 64\ncflags = -w -I%s/csmith -I/usr/include/csmith\n' \
  "$fuel" "$(realpath "$here")" >"$folder/thimble.ini"
# How much unoptimised WebAssembly takes cannot be read out of the code.
if ((seed % 6 == 0)); then echo 'stack = 65536' >>"$folder/thimble.ini"; fi

cc -w -O0 -I"$here/csmith" -I/usr/include/csmith "$here/csmith/native.c" "$folder/program.c" \
  -o "$folder/program"
if ! timeout $native_seconds "$folder/program" >"$folder/native"; then
  leave_out "runs longer than $native_seconds s natively" ebpf wasm
  exit 0
fi
rm "$folder/program"
build_image ebpf
build_image wasm
