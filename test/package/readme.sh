#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Does what the README's example says, with the README's own text.
#
#   readme.sh THIMBLE README WORK    THIMBLE is the command, WORK a folder of our own

set -eu
command=$1 readme=$(realpath "$2") work=$3

thimble() {
  "$command" "$@"
}

rm -rf "$work"
mkdir -p "$work"
cd "$work"
# shellcheck disable=SC2016 # these are the quotes of Markdown
sed -n '/^```c$/,/^```$/p' "$readme" | grep -v '^```' >temperature.c
sed -n 's/^thimble /thimble /p' "$readme" >commands
[ "$(wc -l <commands)" -ge 3 ]

# shellcheck source=/dev/null
. ./commands >output
cat output
grep -q '^ *run 5: result [12][0-9][0-9][0-9],' output
