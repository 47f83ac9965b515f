#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Does what the documents' examples say, with the documents' own text.
#
#   documents.sh THIMBLE SOURCE WORK    THIMBLE is the command, SOURCE the checkout, WORK our folder
# shellcheck disable=SC2016 # quotes of Markdown stand in patterns

set -eu
command=$1 source=$(realpath "$2") work=$3

thimble() {
  "$command" "$@"
}

# README.md: the container in C, and the commands below it.
try_readme() {
  sed -n '/^```c$/,/^```$/p' "$source/README.md" | grep -v '^```' >temperature.c
  sed -n 's/^thimble /thimble /p' "$source/README.md" >commands
  [ "$(wc -l <commands)" -ge 3 ]
  # shellcheck source=/dev/null
  . ./commands >output
  grep '^run 5: result [12][0-9][0-9][0-9],' output
}

# bytes_of_specification START: the bytes in SPEC.md from the line START on, two digits a line.
bytes_of_specification() {
  sed -n "/^$1\$/,/^\`\`\`\$/p" "$source/SPEC.md" | sed 's/^ *//; s/   .*//' |
    grep -Eo '\b[0-9a-f]{2}\b'
}

# SPEC.md: the record of a tenant; a payload is the end of its envelope.
try_record() {
  thimble keygen -o owner --force
  printf 'tenant = a\nhooks = *\n' >policy
  thimble sign -k owner.pem --vendor example.com --class x --policy policy -o policy.suit
  bytes_of_specification 'ae  *map of 14' >expected
  [ "$(wc -l <expected)" -eq 38 ]
  tail -c 38 policy.suit | od -An -v -tx1 -w1 | tr -d ' ' >actual
  diff expected actual
}

# SPEC.md: the image, byte by byte.
try_specification() {
  sed -n 's/^`\(.*\)` in `seven.c`.*/\1/p' "$source/SPEC.md" >code
  { echo '#include <thimble.h>' && cat code; } >seven.c
  thimble build --strip seven.c
  bytes_of_specification 'ab  *map of 11' >expected
  od -An -v -tx1 -w1 seven.thimble | tr -d ' ' >actual
  [ "$(wc -l <expected)" -eq 64 ]
  diff expected actual
}

# PORTING.md: the firmware in C, compiled as one file.
try_porting() {
  sed -n '/^```c$/,/^```$/p' "$source/PORTING.md" | grep -v '^```' >firmware.c
  [ "$(wc -l <firmware.c)" -ge 50 ]
  "${CC:-cc}" -std=gnu11 -Wall -Wextra -Wno-unused-function -Werror -fsyntax-only \
    -I "$source/include" firmware.c
}

rm -rf "$work"
mkdir -p "$work"
cd "$work"
try_readme
try_specification
try_record
try_porting
