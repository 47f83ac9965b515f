#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Run by libcoap_test.sh in a network of its own: asks all devices on a link what they have. The answer
# is the filtered list, and then the whole one, which comes in blocks.
#
#   group.sh SERVER

set -euo pipefail
ip link set lo up # what goes to the own address passes through it
ip link add v0 type veth peer name v1
ip -6 address add fe80::1/64 dev v0 nodad
ip link set v0 up
ip link set v1 up
: >group.output
sleep 40 | "$1" --interface v0 >group.output &
for ((tries = 0; tries < 100; tries++)); do
  port=$(sed -n 's/^port //p' group.output)
  [[ -z $port ]] || break
  sleep 0.05
done

# A datagram to a group may be lost, above all while the link is new; then it is asked again.
ask() {
  local tries answer
  for ((tries = 0; tries < 3; tries++)); do
    answer=$(timeout 8 coap-client-notls -N -B 6 -m get "coap://[ff02::fd%v0]:$port/$1") || true
    [[ -z $answer ]] || break
  done
  printf '%s\n' "$answer"
}

ask '.well-known/core?rt=upload'
ask .well-known/core
