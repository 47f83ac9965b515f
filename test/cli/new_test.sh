#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# new_test.sh THIMBLE SAMPLES FOLDER: what `thimble new` makes builds and runs at once, with every
# clang there is, and nothing is overwritten. Exit code 77: there is no clang.
folder=$3
rm -rf "$folder"
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"

try new blink
code 0
[ "$(cat output)" = 'blink/blink.c
blink/thimble.ini
Try it: thimble run --times=3 blink' ] || fail 'three lines'

# Another one, by a path and with the language, becomes another container.
mkdir deep
try new --language c deep/r2.d_2-x/
code 0
[ "$(find deep -type f | sort | tr '\n' ' ')" = 'deep/r2.d_2-x/r2.d_2-x.c deep/r2.d_2-x/thimble.ini ' ] ||
  fail 'two files'

# Nothing is overwritten.
echo mine >blink/blink.c
try new blink
code 1
warns 'blink: is there already; choose another name'
[ "$(cat blink/blink.c)" = mine ] || fail 'the file as it was'
touch taken
try new taken
code 1
warns 'taken: is there already; choose another name'
try new nowhere/blink
code 1
warns 'nowhere/blink: cannot be made: No such file or directory'

# Names and languages.
long=$(printf 'x%032d' 0)
for name in Blink .blink -- 'a b' "$long" . .. / ünder; do
  try new -- "$name"
  code 2
done
try new "$long"
warns "'$long' is no name of a container; it needs 1 to 32 of the characters a-z 0-9 . _ - with a letter or a digit in front; see thimble new --help"
for language in python javascript; do
  try new --language=$language other
  code 2
  warns "--language $language: the engine for it is not there yet; use c or rust; see thimble new --help"
done
try new -l c++ other
code 2
warns '--language c++ is not known; use c or rust; see thimble new --help'
[ ! -e other ] || fail 'no folder'
try new
code 2
warns 'no folder is given; see thimble new --help'
try new one two
code 2
warns 'one folder at a time, but two follows; see thimble new --help'
[ ! -e one ] || fail 'no folder'

# It builds without a warning and runs.
rm -r blink
try new blink
compilers=0
for clang in clang-19 clang-14; do
  command -v "$clang" >none || continue
  compilers=$((compilers + 1))
  export THIMBLE_CLANG="$clang"
  try run --times=3 blink
  code 0
  [ ! -s message ] || fail 'no warning'
  says 'blink: info: milliseconds since the start: 2000'
  holds 'run 3: result 3, '
  try build blink
  code 0
  holds 'grants log, fuel 10000'
  try inspect blink.thimble
  says 'name        blink'
  says 'verdict     verified'
  try run deep/r2.d_2-x
  says 'r2.d_2-x: info: milliseconds since the start: 0'
done

finish
[ "$compilers" -gt 0 ] || exit 77
