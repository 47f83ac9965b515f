#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks what the device library asks of a firmware and what it puts in its name space.
#
#   symbols.sh NM LIBRARY [PREFIX]
#
# Names that begin with thimble_ or PREFIX come from the other libraries of ours. It may call five
# functions of the C library and the compiler's own support (names that begin with __, and the table by
# which code that can be moved finds addresses), has no variables that a run could change, and every name that it exports begins with thimble_.

set -eu
nm=$1 library=$2 others=${3:+thimble_.*|$3.*|} wrong=0

# names TYPES: the symbols of these types (letters of nm), once each.
names() {
  "$nm" --extern-only "$library" | sed -n "s/^[0-9a-f ]*[$1] //p" | sort -u
}

complain() {
  if [ -n "$2" ]; then
    echo "$1:" >&2
    echo "$2" >&2
    wrong=1
  fi
}

exported=$(names TDRBVW)
[ -n "$exported" ] || complain 'no names in' "$library"
complain 'exported without thimble_' "$(echo "$exported" | grep -v '^thimble_' || true)"
complain 'asked of the firmware' "$(names U | grep -Fvx "$exported" |
  grep -Evx "${others}memcpy|memset|memcmp|memmove|strlen|__.*|_GLOBAL_OFFSET_TABLE_" || true)"
# Constants that hold addresses lie in .data.rel.ro where code can be moved.
complain 'variables' "$("$nm" --format=sysv "$library" | grep -E '\|(\*COM\*|\.s?(data|bss)[^|]*)$' |
  grep -Ev '\|\.data\.rel\.ro' || true)"
exit $wrong
