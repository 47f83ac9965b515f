#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes one program with csmith, runs it natively, and builds it as a container.
#
#   test/differential/csmith_program.sh THIMBLE WORK FUEL SEED
#
# In WORK/SEED it leaves `program.c`, `command` (how the image was built), and either `native`, the native
# result, with `program.thimble`, or `left-out`, one line that says why there is nothing to compare.

set -euo pipefail
here=$(dirname "$0")
thimble=$1 folder=$2/$4 fuel=$3 seed=$4
native_seconds=2

leave_out() {
  printf '%s\n' "$1" >"$folder/left-out"
  exit 0
}

# Compilers and options take turns: the one that containers are built with, the oldest one that is
# supported, and options that make other code of the same program.
choose_build() {
  case $((seed % 6)) in
  0) build=(-O 0) ;;
  1) build=(-O s) ;;
  2 | 3) build=() ;;
  4) clang=clang-14 build=(--cpu v3) ;;
  5) clang=clang-14 build=(--cpu v3 -O 1) ;;
  esac
}

# reason FILE: the first message, without what differs from program to program.
reason() {
  head -n 1 "$1" | sed -E "s/^((thimble|error): )?[^ ]*\.[ch](:[0-9]+)*: //; s/.* (pass by value)/\1/; s/;.*//
    s/'[^']*'/X/g; s/[0-9]{3,}/N/g"
}

clang=clang-19 build=()
choose_build
rm -rf "$folder"
mkdir -p "$folder"
# It leaves a file in the folder that it works in.
(cd "$folder" && csmith --seed "$seed" --no-argc --concise --max-funcs 6 --max-block-depth 3 \
  --max-expr-complexity 8 --output program.c)
printf 'fuel = %s\ndepth = 64\ncflags = -w -I%s/csmith -I/usr/include/csmith\n' \
  "$fuel" "$(realpath "$here")" >"$folder/thimble.ini"
echo "THIMBLE_CLANG=$clang thimble build ${build[*]}" >"$folder/command"

cc -w -O0 -I"$here/csmith" -I/usr/include/csmith "$here/csmith/native.c" "$folder/program.c" \
  -o "$folder/program"
timeout $native_seconds "$folder/program" >"$folder/native" ||
  leave_out "runs longer than $native_seconds s natively"
rm "$folder/program"
THIMBLE_CLANG=$clang "$thimble" build "${build[@]}" "$folder" -o "$folder/program.thimble" \
  >"$folder/build" 2>&1 || leave_out "$clang: $(reason "$folder/build")"
