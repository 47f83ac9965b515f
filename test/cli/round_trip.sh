#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# round_trip.sh ALL_INSTRUCTIONS FOLDER: what the disassembler prints, LLVM's assembler turns back
# into the same bytes, for instructions of every opcode. Skipped (77) where LLVM 19 is missing.
set -eu

all_instructions=$1
folder=$2

for tool in llvm-mc-19 llvm-objcopy-19; do
  if ! command -v "$tool" >/dev/null; then
    echo "$tool is missing (package llvm-19)" >&2
    exit 77
  fi
done

mkdir -p "$folder"
"$all_instructions" "$folder/expected" "$folder/all.s"
llvm-mc-19 -triple=bpfel -mcpu=v4 -filetype=obj "$folder/all.s" -o "$folder/all.o"
llvm-objcopy-19 -O binary --only-section=.text "$folder/all.o" "$folder/actual"
cmp "$folder/expected" "$folder/actual"

count=$(grep -cv '^\.8byte' "$folder/all.s")
echo "$count instructions went there and back"
[ "$count" -gt 10000 ]
