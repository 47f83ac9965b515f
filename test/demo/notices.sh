#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the demonstration on examples of which one was changed: it must fail, and say where.
#
#   test/demo/notices.sh PROJECT WORK

set -euo pipefail
project=$1 tree=$2/tree
rm -rf "$tree"
mkdir -p "$tree/build"
for entry in "$project"/*; do
  name=$(basename "$entry")
  case $name in
  build | examples | script) ;;
  *) ln -s "$entry" "$tree/$name" ;;
  esac
done
cp -r "$project/examples" "$project/script" "$tree/"

export THIMBLE_NO_BOOTSTRAP=1
status=0

# notices PART FILE EXPRESSION MESSAGE: changes the file with sed, for one run of the demonstration's part.
notices() {
  local part=$1 output
  shift
  cp "$tree/$1" "$tree/kept"
  sed -i -E "$2" "$tree/$1"
  if cmp -s "$tree/$1" "$tree/kept"; then
    echo "$1: $2 changes nothing"
    status=1
  elif output=$("$tree/script/demo" "$part" 2>&1); then
    echo "$1: the demonstration did not notice: $2"
    status=1
  elif [[ $output != *"$3"* ]]; then
    printf '%s\n%s: no message: %s\n' "$output" "$1" "$3"
    status=1
  fi
  mv "$tree/kept" "$tree/$1"
  touch "$tree/$1" # it is older than what was built from the changed one
}

notices 1 examples/heart-rate/heart-rate.c 's/(#define LOWEST) 60/\1 61/' 'results 61 62 63 instead of 60 61 62'
notices 1 examples/packet-filter/packet-filter.c 's/return 0;/return 1;/' 'instead of 0'
notices 1 examples/hostile/wild-store/wild-store.c 's/^ *\*.*0x20000000.*//' 'instead of 1850 1853 60 61 1859 62'
notices 2 examples/hostile/other-light/other-light.c 's/write\(1, 1\)/write(0, 1)/' 'no line matches ^acme/other-light'
notices 2 examples/hostile/flood/flood.c 's/(#define TIMES) 50/\1 2/' 'about five in each second'
notices 2 examples/thermostat/thermostat.c 's/< ON_BELOW/< -ON_BELOW/' 'lights off off off off instead of'
notices 3 examples/temperature/temperature.c 's/average temperature,/a temperature,/' \
  'no line matches .*average temperature'
notices 3 examples/hostile/wild-store/wild-store.c 's/^ *\*.*0x20000000.*//' 'no line matches rolled back$'
exit $status
