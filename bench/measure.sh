#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures an engine, ebpf or wasm, and the host of one build for an emulated board.
#
#   bench/measure.sh ENGINE BOARD BUILD COMPILER SIZE-TOOL OUTPUT
#
# Writes lines `what quantity value` to OUTPUT: what the firmware counts, the flash of the engine and of
# the parts round it, and how the engine was compiled. Exit code 1: a job went wrong, or a ceiling of bench/ceilings.txt is exceeded.

set -euo pipefail
engine=$1 board=$2 build=$3 compiler=$4 size=$5 output=$6
bench=$(dirname "$0")

# list_objects FILES: the object files of sources below src, a regular expression, as paths below the
# build folder. What puts instructions into words is for people and no part of a device.
list_objects() {
  ninja -C "$build" -t query src/libthimble.a |
    sed -n "/input:/,/outputs:/s|^ *\\(src/.*/thimble.dir/$1\\.c\\.obj\\)\$|\\1|p" | grep -Ev '/(disassemble|describe)'
}

# print_flash NAME OBJECT...
print_flash() {
  local name=$1
  shift
  (cd "$build" && "$size" "$@") |
    awk -v name="$name" 'NR > 1 { flash += $1 + $2 } END { print name " flash " flash }'
}

# print_engine_flash OBJECT...: with all that it takes from the compiler's library: floating point, and
# division of 64 bits.
print_engine_flash() {
  local flags whole=$build/bench/$engine-engine.o
  mapfile -t flags < <(ninja -C "$build" -t commands -s "$1" | tr ' ' '\n' | grep '^-m')
  (cd "$build" && "$compiler" "${flags[@]}" -r -nostdlib "$@" -lgcc -o "$whole")
  print_flash engine "$whole"
  print_flash engine-alone "$@"
}

# The flags that decide what code comes out, one line for each set of them and the files it is for.
list_flags() {
  local object flags
  while read -r object; do
    flags=$(ninja -C "$build" -t commands -s "$object" | tr ' ' '\n' |
      grep -E '^-(O|f|m|std|-specs|DNDEBUG)' | tac | awk '!seen[$0]++' | tac | tr '\n' ' ')
    printf '%s\t%s\n' "$(basename "$object" .c.obj)" "${flags% }"
  done <<<"$objects" | awk -F '\t' '
    { files[$2] = files[$2] " " $1 }
    END { for (flags in files) print "flags" files[flags] ": " flags }' | sort
}

case $engine in
ebpf) interpreter=$(sed -n 's/^THIMBLE_EBPF_RUN:STRING=//p' "$build/CMakeCache.txt") ;;
wasm) interpreter=wasm ;;
esac
build=$(realpath "$build")
objects=$(list_objects "engine/$engine/[a-z_]*")
mapfile -t engine_objects < <(grep -v /lend <<<"$objects")
mapfile -t lend < <(list_objects 'engine/.*lend') # only in a firmware that lends memory
settings=()
for image in "$build/bench/$engine"/*.thimble; do
  settings+=(--command "$(basename "$image" .thimble)=$image")
done

{
  echo "about board $board"
  echo "about interpreter $interpreter"
  echo "about compiler $("$compiler" --version | head -n 1)"
  list_flags | sed 's/^/about /'
  case $engine in
  ebpf) print_flash engine "${engine_objects[@]}" ;;
  wasm) print_engine_flash "${engine_objects[@]}" ;;
  esac
  print_flash lend "${lend[@]}"
  for part in host binding value journal; do
    mapfile -t part_objects < <(list_objects "$part/[a-z_0-9]*")
    print_flash "$part" "${part_objects[@]}"
  done
  "$bench"/../script/qemu "$board" "$build/bench/bench.elf" "${settings[@]}"
} >"$output"

awk -f "$bench/figures.awk" -f "$bench/judge.awk" -v ceilings="$bench/ceilings.txt" "$output"
