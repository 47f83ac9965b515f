# SPDX-License-Identifier: Apache-2.0
# lib.sh: try the command and look at what it says. Sourced by the scripts beside it, which are called
# with the command, the program sample_images and a folder to work in.
#
#   try ARGUMENT...       runs the command; output, messages and exit code are kept
#   code N                demands an exit code; a failure has said why in one line
#   says LINE             demands a whole line of output
#   holds TEXT            demands a piece of the output
#   warns LINE            demands that this line, behind `thimble: `, is the whole message
#   json FILTER           demands that the output is JSON, for which the filter of jq gives true; the
#                         lines of output are an array in it
# shellcheck shell=sh
set -eu

thimble=$(realpath "$1")
sample_images=$(realpath "$2")
folder=$3
failures=0
tried=''

command -v jq >/dev/null || {
  echo 'jq is missing (package jq)' >&2
  exit 1
}

mkdir -p "$folder"
cd "$folder"
"$sample_images" .

fail() {
  failures=$((failures + 1))
  {
    echo "FAILED: thimble $tried"
    echo "  expected: $1"
    sed 's/^/  output:   /' output
    sed 's/^/  message:  /' message
  } >&2
}

try() {
  tried="$*"
  result=0
  "$thimble" "$@" >output 2>message || result=$?
}

code() {
  [ "$result" -eq "$1" ] || fail "exit code $1, not $result"
  if [ "$1" -eq 2 ]; then
    [ ! -s output ] || fail 'no output'
    [ "$(wc -l <message)" -eq 1 ] || fail 'one line of message'
  fi
  if [ -s message ] && [ "$(grep -c '^thimble: ' message)" -ne "$(wc -l <message)" ]; then
    fail 'messages that start with "thimble: "'
  fi
}

says() {
  grep -qxF -e "$1" output || fail "the line: $1"
}

holds() {
  grep -qF -e "$1" output || fail "the text: $1"
}

warns() {
  [ "$(cat message)" = "thimble: $1" ] || fail "the message: thimble: $1"
}

json() {
  jq -es "$1" output >verdict 2>&1 || fail "JSON for which this holds: $1"
}

finish() {
  [ "$failures" -eq 0 ] || exit 1
}
