#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes test files that wast2json cannot: modules byte by byte, and the .json beside them.
#
#   test/wasm/spectest/make_cases.sh FOLDER
#
# FOLDER/cases passes: custom page sizes (proposal custom-page-sizes: bit 3 of the limits' flags says
# that the binary logarithm of the page size follows). FOLDER/mistakes fails: expectations of wrong
# types, which wast2json would not let through.

set -euo pipefail
header=(00 61 73 6d 01 00 00 00)

# to_bytes HEX...: the bytes with these hexadecimal numbers.
to_bytes() {
  local byte
  for byte in "$@"; do printf '%b' "\\x$byte"; done
}

# name TEXT: the hexadecimal numbers of a name.
name() {
  printf '%02x ' ${#1}
  printf '%s' "$1" | od -An -v -tx1
}

# section NUMBER HEX...: a section, with its length, which is below 128.
section() {
  printf '%s %02x ' "$1" $(($# - 1))
  shift
  printf '%s ' "$@"
}

# memory LIMITS...: a module with this memory, exported, and functions that use it:
# size, grow (pages), load (address), store (address, value).
memory() {
  # shellcheck disable=SC2046 # what the functions print is words
  to_bytes "${header[@]}" \
    $(section 01 03 60 00 01 7f 60 01 7f 01 7f 60 02 7f 7f 00) \
    $(section 03 04 00 01 01 02) \
    $(section 05 01 "$@") \
    $(section 07 05 $(name memory) 02 00 $(name size) 00 00 $(name grow) 00 01 $(name load) 00 02 \
      $(name store) 00 03) \
    $(section 0a 04 04 00 3f 00 0b 06 00 20 00 40 00 0b 07 00 20 00 28 02 00 0b 09 00 20 00 20 01 36 02 00 0b)
}

# data ADDRESS: a memory of 5 bytes, and a byte of data at an address below 64.
data() {
  # shellcheck disable=SC2046
  to_bytes "${header[@]}" $(section 05 01 08 05 00) $(section 0b 01 00 41 "$1" 0b 01 2a)
}

# import MODULE NAME LIMITS...: a module that imports a memory with these limits.
import() {
  local module=$1 field=$2
  shift 2
  # shellcheck disable=SC2046
  to_bytes "${header[@]}" $(section 02 01 $(name "$module") $(name "$field") 02 "$@")
}

# table LIMITS...: a module with a table of functions.
table() {
  # shellcheck disable=SC2046
  to_bytes "${header[@]}" $(section 04 01 70 "$@")
}

# identities: a module whose functions return what they take, and one without.
identities() {
  # shellcheck disable=SC2046
  to_bytes "${header[@]}" \
    $(section 01 03 60 01 7f 01 7f 60 00 02 7f 7e 60 00 00) \
    $(section 03 03 00 01 02) \
    $(section 06 01 7f 00 41 07 0b) \
    $(section 07 04 $(name one) 00 00 $(name pair) 00 01 $(name none) 00 02 $(name global) 03 00) \
    $(section 0a 03 04 00 20 00 0b 06 00 41 01 42 02 0b 02 00 0b)
}

line=0

# start FILE: the commands of FILE.json follow; end: they are done.
start() {
  json=$1
  line=1
  printf '{"commands": [' >"$json.json"
}
end() {
  printf '\n{"type": "action", "line": %d, "action": %s, "expected": []}]}\n' $((line + 1)) "$1" >>"$json.json"
}
command() {
  line=$((line + 1))
  printf '\n{"type": "%s", "line": %d, %s},' "$1" "$line" "$2" >>"$json.json"
}

# module KIND TEXT MAKER ARGUMENT...: a command with a module of its own.
module() {
  local kind=$1 text=$2
  shift 2
  "$@" >"$json.$line.wasm"
  command "$kind" "\"text\": \"$text\", \"module_type\": \"binary\", \"filename\": \"${json##*/}.$line.wasm\""
}

# action FUNCTION ARGUMENT...: an argument or result is TYPE:VALUE.
values() {
  local value separator=''
  for value in "$@"; do
    printf '%s{"type": "%s", "value": "%s"}' "$separator" "${value%%:*}" "${value#*:}"
    separator=', '
  done
}
action() {
  local field=$1
  shift
  printf '{"type": "invoke", "field": "%s", "args": [%s]}' "$field" "$(values "$@")"
}
returns() {
  local expected=$1
  shift
  # shellcheck disable=SC2086 # the results are words
  command assert_return "\"action\": $(action "$@"), \"expected\": [$(values $expected)]"
}
traps() {
  command assert_trap "\"action\": $(action "$@"), \"text\": \"out of bounds memory access\""
}

custom_page_sizes() {
  start "$1/custom-page-sizes"
  module module '' memory 09 ac 02 e8 07 00 # 300 to 1000 pages of one byte
  command register '"as": "bytes"'
  returns i32:300 size
  returns i32:0 load i32:296
  traps load i32:297
  traps load i32:300
  traps load i32:4294967295
  returns '' store i32:296 i32:287454020
  returns i32:300 grow i32:700
  returns i32:1000 size
  returns i32:287454020 load i32:296
  returns i32:0 load i32:996
  traps load i32:997
  returns i32:4294967295 grow i32:1
  returns i32:4294967295 grow i32:4294967295
  returns i32:1000 grow i32:0
  module module '' import bytes memory 09 ac 02 e8 07 00
  module module '' import bytes memory 08 05 00
  module assert_unlinkable 'incompatible import type' import bytes memory 00 00
  module assert_unlinkable 'incompatible import type' import bytes memory 08 00 10
  module assert_unlinkable 'incompatible import type' import bytes memory 09 05 06 00
  module assert_unlinkable 'incompatible import type' import spectest memory 08 00 00
  module module '' import spectest memory 09 01 02 10
  module module '' memory 08 01 10 # a page of 64 KiB, said so
  returns i32:1 size
  returns i32:0 load i32:65532
  traps load i32:65533
  returns i32:1 grow i32:1
  returns i32:0 load i32:65533
  module module '' memory 08 00 00
  returns i32:0 size
  traps load i32:0
  returns i32:0 grow i32:4
  returns i32:0 load i32:0
  module module '' memory 09 00 ff ff ff ff 0f 00 # to 2^32 - 1 bytes
  returns i32:0 grow i32:5
  returns i32:5 size
  module module '' memory 09 00 80 80 04 10 # to 65536 pages
  module module '' data 04
  module assert_uninstantiable 'out of bounds memory access' data 05
  local logarithm
  for logarithm in 01 02 0f 11 1f 20 40; do
    module assert_invalid 'invalid custom page size' memory 08 01 "$logarithm"
  done
  module assert_malformed 'integer representation too long' memory 08 01 80 80 80 80 80 00
  module assert_malformed 'unexpected end' memory 08 01
  module assert_invalid 'size minimum must not be greater than maximum' memory 09 05 04 00
  module assert_invalid 'memory size' memory 08 81 80 04 10
  module assert_invalid 'memory size' memory 09 00 81 80 04 10
  module assert_malformed 'malformed limits flags' memory 0a 00 01 00
  module assert_malformed 'malformed limits flags' memory 10 00 00
  module assert_malformed 'malformed limits flags' table 08 00 00
  module module '' memory 09 05 05 00
  end "$(action size)"
}

# Each of the commands from line 3 on is wrong.
mistakes() {
  start "$1/types"
  module module '' identities
  returns i64:1 one i32:1
  returns '' one i32:1
  returns i32:1 one i64:1
  returns i32:1 one
  returns i32:1 pair
  returns 'i32:1 i64:2 i32:3' pair
  returns i32:0 none
  returns funcref:null one i32:0
  returns i32:7 global
  command assert_return '"action": {"type": "get", "field": "global"}, "expected": [{"type": "i64", "value": "7"}]'
  command assert_return '"action": {"type": "get", "field": "one"}, "expected": [{"type": "i32", "value": "7"}]'
  module assert_invalid 'type mismatch' identities
  module assert_malformed 'unexpected end' memory 08 00 00
  module assert_unlinkable 'unknown import' memory 08 01 01
  module module '' memory 08 01 01
  end "$(action one)"
}

mkdir -p "$1/cases" "$1/mistakes"
custom_page_sizes "$1/cases"
mistakes "$1/mistakes"
