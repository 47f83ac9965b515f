#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sdk.sh SDK EXAMPLES: the headers compile everywhere without a C library and without a warning, and
# the examples compile to WebAssembly with every binding as an import of the module `thimble`.
set -eu

sdk=$1
examples=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > header.c << 'END'
#include <thimble.h>
#include <string.h>
#include <thimble.h>
#define THIMBLE_CONTEXT_TABLE "table.def"
#include <thimble_context.h>
int64_t run(const struct thimble_context_door *door);
int64_t run(const struct thimble_context_door *door) {
  return thimble_clock_ms() + door->tries + door->card[1];
}
END
cat > table.def << 'END'
THIMBLE_CONTEXT_BEGIN(door, "")
THIMBLE_CONTEXT_FIELD(door, WRITE, uint32_t, tries, "")
THIMBLE_CONTEXT_ARRAY(door, READ, uint16_t, card, 2, "")
THIMBLE_CONTEXT_END(door)
END

# compile COMMAND [ARGUMENT]...: quietly skips a compiler that is not there.
compile() {
  command -v "$1" > none || return 0
  "$@" -ffreestanding -Wall -Wextra -pedantic -Werror -Wmissing-prototypes -iquote . \
    -I "$sdk/c" -c header.c -o header.o
}

for standard in c11 gnu17; do
  compile gcc -std=$standard
  compile arm-none-eabi-gcc -std=$standard -mcpu=cortex-m4 -mthumb
  compile clang-14 -std=$standard -target bpf
  compile clang-19 -std=$standard -target bpf
  compile clang-19 -std=$standard -target wasm32
done

command -v clang-19 > none && command -v llvm-readobj-19 > none || exit 77
for source in "$examples"/*/*.c "$examples"/*/*/*.c; do
  clang-19 -target wasm32 -O2 -nostdlibinc -isystem "$sdk/c" -c "$source" -o example.o
  llvm-readobj-19 --symbols example.o > symbols
  grep -o 'thimble_[a-z_]* *(' "$source" | tr -d ' (' | sort -u > bindings
  while read -r binding; do
    grep -q "ImportName: ${binding#thimble_}\$" symbols || {
      echo "$source: $binding is not imported by its name" >&2
      exit 1
    }
  done < bindings
  [ "$(grep -c 'ImportModule: thimble' symbols)" = "$(wc -l < bindings)" ]
done
