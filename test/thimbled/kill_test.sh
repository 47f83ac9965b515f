#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The daemon is killed at random moments of an update, and started again: the container that answers is the
# old one or the new one.
#
#   kill_test.sh THIMBLE THIMBLED RELAY FOLDER        Exit code 77: something is not installed.

here=$(realpath "$(dirname "$0")")
# shellcheck source=test/thimbled/lib.sh
source "$here/lib.sh"

rounds=20
"$thimble" keygen -o owner >none
printf '%s = %s\n' tenant acme hooks '*' containers 4 grants 'log, reply' >acme.policy
for version in 0 1; do
  container hello "$version" request "
int64_t run(const struct thimble_context_request *request, uint32_t size) { thimble_reply_text(\"$version\"); return 69; }"
  "$thimble" build "hello-$version" -o "$version.thimble" >none
done
start_device --owner-key=owner.pub.pem
sign -k owner.pem --policy acme.policy -o acme.suit
push acme.suit 2.04 0
sign -k owner.pem -t acme -o hello.suit 0.thimble
push hello.suit 2.04 0

RANDOM=5
old=0
for ((round = 1; round <= rounds; round++)); do
  new=$((round % 2))
  sign -k owner.pem -t acme -o hello.suit "$new.thimble"
  coap -m put -b 64 -t 42 -f hello.suit "coap://[::1]:$port/suit" >none &
  pusher=$!
  sleep "0.00$((RANDOM % 9))"
  stop_device KILL
  kill "$pusher" 2>none || true
  wait "$pusher" || true
  start_device
  now=$(coap -m get "coap://[::1]:$port/app/acme" | tail -n 1)
  [[ $now == "$old" || $now == "$new" ]] || fail "round $round: '$now' instead of $old or $new"
  moved=$((${moved:-0} + (now != old)))
  old=$now
done
echo "killed $rounds times, $moved times behind the change"
stop_device TERM
[[ $failures -eq 0 ]] || exit 1
