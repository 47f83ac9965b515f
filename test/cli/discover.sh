#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# discover.sh THIMBLE THIMBLED KEY: run by network_test.sh in a network of its own: a device on a link is
# found. Prints what `thimble discover` does.
set -eu
ip link set lo up # what goes to the own address passes through it
ip link add v0 type veth peer name v1
ip -6 address add fe80::1/64 dev v0 nodad
ip link set v0 up
ip link set v1 up
"$2" --flash found.flash --vendor example.com --class gadget --device one --owner-key "$3" --interface v0 \
  >found.output 2>&1 &
device=$!
tries=0
while [ $tries -lt 100 ] && ! grep -qs '^port ' found.output; do
  tries=$((tries + 1))
  sleep 0.05
done
# A datagram to a group may be lost, above all while the link is new; then it is asked again.
for option in '' --json; do
  for tries in 1 2 3; do
    # shellcheck disable=SC2086 # may be none
    "$1" discover --interface v0 $option >found
    [ ! -s found ] || break
  done
  cat found
done
kill "$device"
