# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# lib.sh: the test server, and words for what its clients get. Sourced by the tests beside it, which
# are called with the server, the relay and a folder to work in.
#
#   start_server                        sets $port
#   start_relay SEED LOST DOUBLED DELAY sets $relay_port
#   expect TEXT COMMAND...              demands that the command prints exactly this
#   fail WORDS                          notes a failure
#   finish                              ends the test
set -euo pipefail
export LC_ALL=C

server=$(realpath "$1")
relay=$(realpath "$2")
mkdir -p "$3"
cd "$3"
failures=0
children=()

stop_children() {
  local child
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
}
trap stop_children EXIT

fail() {
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

# start NAME COMMAND...: runs it beside the test, and prints the port that it names. Its standard input
# stays open until the test ends.
start() {
  local name=$1 tries
  shift
  [[ -p $name.input ]] || mkfifo "$name.input"
  : >"$name.output" # not the port of the run before
  "$@" <"$name.input" >"$name.output" 2>"$name.errors" &
  children+=($!)
  # shellcheck disable=SC2034 # what counts is that it is open
  exec {input}>"$name.input"
  for ((tries = 0; tries < 100; tries++)); do
    if grep -q '^port ' "$name.output"; then
      started_port=$(sed -n 's/^port //p' "$name.output")
      return
    fi
    sleep 0.05
  done
  cat "$name.errors" >&2
  fail "$name does not start"
  exit 1
}

start_server() {
  start server "$server"
  port=$started_port
}

start_relay() {
  start "relay-$1" "$relay" "$port" "$@"
  # shellcheck disable=SC2034 # for the test
  relay_port=$started_port
}

expect() {
  local wanted=$1 got
  shift
  got=$("$@" 2>errors) || true
  if [[ $got != "$wanted" ]]; then
    fail "$*: '${got:0:200}' instead of '${wanted:0:200}'"
    cat errors >&2
  fi
}

# The bytes of the resource `large`, and what the server answers to an upload of a file.
large_bytes() {
  # shellcheck disable=SC2016 # the program is awk's
  awk 'BEGIN { for (i = 0; i < 100000; i++) printf "%c", (i * 7 + int(i / 256)) % 256 }' /dev/null
}

upload_verdict() {
  local crc
  crc=$(gzip -c "$1" | tail -c 8 | od -An -tx4 -N4 --endian=little | tr -d ' ')
  echo "$(stat -c %s "$1") $crc"
}

finish() {
  [[ $failures -eq 0 ]] || exit 1
}
