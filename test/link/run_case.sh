#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run_case.sh THIMBLE CASE: builds the project in the folder CASE with each compiler there is, with
# and without -g, and compares what happens with its file `expect`, whose lines are:
#
#   error: TEXT                 the whole message, behind `thimble: `
#   error-without-lines: TEXT   the same without -g (default: the file of `error`, another place)
#   error-14: TEXT              the same with clang 14
#   compiler-error: TEXT        a part of what clang prints
#   result: NUMBER              of the first run, the second and so on
#   summary: TEXT               a part of the line that `thimble build` prints
#   only: 19                    this compiler alone
#   name: TEXT                  of the image (default: the case's)
#   arguments: TEXT             more arguments of `thimble run`
#
# In messages without lines `at byte N` stands for any number.
set -eu

thimble=$1
case=$2
name=$(basename "$case")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "$name, clang-$version, $debug: $1" >&2
  cat out err >&2
  exit 1
}

# values KEY: what stands behind the key, a line each.
values() {
  sed -n "s/^$1: //p" "$case/expect"
}

prepare() {
  rm -rf "$name"
  cp -r "$case" "$name"
  if [ "$debug" = without ]; then
    touch "$name/thimble.ini"
    grep -q '^cflags = ' "$name/thimble.ini" || echo 'cflags = ' >> "$name/thimble.ini"
    sed -i 's/^cflags = /&-g0 /' "$name/thimble.ini"
  fi
}

# The one message that is expected of this compiler with or without -g, or nothing.
expected_error() {
  if [ "$version" = 14 ] && [ -n "$(values error-14)" ]; then
    set -- "$(values error-14)"
  else
    set -- "$(values error)"
  fi
  if [ "$debug" = without ] && [ -n "$(values error-without-lines)" ]; then
    values error-without-lines
  else
    echo "$1"
  fi
}

# Without -g only the text behind the place must be the same, unless error-without-lines says more.
matches_error() {
  expected=$1
  sed -n 's/^thimble: //p' err | sed 's/at byte [0-9]*/at byte N/' > messages
  if [ "$debug" = without ] && [ -z "$(values error-without-lines)" ]; then
    text=$(echo "$expected" | sed 's/^[^ ]*: \(in function [^ ]*, \)\{0,1\}//')
    grep -qF -- "$text" messages
  else
    grep -qxF -- "$expected" messages
  fi
}

check_refused() {
  if "$thimble" build "$name" > out 2> err; then
    fail "was built, though it should be refused"
  fi
  [ -z "$(ls -- *.thimble* 2> none)" ] || fail "left something behind"
  values compiler-error > lines
  while read -r line; do
    grep -qF -- "$line" err || fail "clang did not say: $line"
  done < lines
  expected=$(expected_error)
  [ -z "$expected" ] || matches_error "$expected" || fail "did not say: $expected"
}

check_built() {
  "$thimble" build "$name" > out 2> err || fail "was not built"
  values summary > lines
  while read -r line; do
    grep -qF -- "$line" out || fail "did not sum up: $line"
  done < lines
  values result > wanted
  image=$(values name)
  image=${image:-$name}.thimble
  # shellcheck disable=SC2046 # the arguments are words
  "$thimble" run -n "$(wc -l < wanted)" --json $(values arguments) "$image" > out 2> err ||
    fail "did not run"
  sed -n 's/.*"result":\(-\{0,1\}[0-9]*\).*/\1/p' out > results
  cmp -s results wanted || fail "gave other results"
  rm "$image"
}

check() {
  prepare
  if [ -n "$(expected_error)$(values compiler-error)" ]; then
    check_refused
  else
    check_built
  fi
}

tried=0
for version in 19 14; do
  THIMBLE_CLANG=clang-$version
  export THIMBLE_CLANG
  command -v "$THIMBLE_CLANG" > none || continue
  [ "$(values only)" = "" ] || [ "$(values only)" = "$version" ] || continue
  for debug in with without; do
    check
    tried=$((tried + 1))
  done
done
[ "$tried" -gt 0 ] || exit 77
