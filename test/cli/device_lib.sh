# SPDX-License-Identifier: Apache-2.0
# device_lib.sh: things that run beside the command. Sourced behind lib.sh.
#
#   beside NAME COMMAND...   runs it until the test ends; sets $port, which it prints, and $process
#   devices ADDRESS LINE...  writes the file of devices, in which that is the default, called kitchen
#   waits_for TEXT FILE [N]  demands that the file gets this text within ten seconds, or N / 20
# shellcheck shell=sh disable=SC2034 # variables of lib.sh and of the tests
children=''

stop_all() {
  for child in $children; do
    kill -CONT "$child" 2>none || :
    kill "$child" 2>none || :
  done
}
trap stop_all EXIT

beside() {
  name=$1
  shift
  [ -p "$name.input" ] || mkfifo "$name.input"
  : >"$name.output"
  # Nothing is ever written: what counts is that it is open.
  sleep 1000 >"$name.input" &
  children="$children $!"
  "$@" <"$name.input" >"$name.output" 2>"$name.errors" &
  process=$!
  children="$children $process"
  tries=0
  while ! grep -qs '^port ' "$name.output"; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] || {
      cat "$name.errors" >&2
      echo "$name does not start" >&2
      exit 1
    }
    sleep 0.05
  done
  port=$(sed -n 's/^port //p' "$name.output")
}

devices() {
  XDG_CONFIG_HOME=$PWD/settings
  export XDG_CONFIG_HOME
  mkdir -p settings/thimble
  printf 'default = kitchen\n\n[kitchen]\naddress = %s\n' "$1" >settings/thimble/devices
  shift
  for line; do printf '%s\n' "$line" >>settings/thimble/devices; done
}

waits_for() {
  tries=0
  while ! grep -qsF -e "$1" "$2"; do
    tries=$((tries + 1))
    [ $tries -lt "${3:-200}" ] || {
      tried="what wrote $2"
      cp "$2" output
      fail "the text: $1"
      return
    }
    sleep 0.05
  done
}
