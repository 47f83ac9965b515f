#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A container on the millisecond hook during 100 updates of its neighbour: the longest pause between two of
# its runs, which is how many ticks it misses. Then pushes over a network that loses, doubles and
# reorders datagrams.
#
#   tick_test.sh THIMBLE THIMBLED RELAY FOLDER        Exit code 77: something is not installed.

here=$(realpath "$(dirname "$0")")
# shellcheck source=test/thimbled/lib.sh
source "$here/lib.sh"

updates=100
longest=100 # milliseconds that may pass between two runs: computers of tests are busy
for key in owner acme; do "$thimble" keygen -o "$key" >none; done
values='value-read, value-write, reply'
container tick 1.0 tick '
static uint64_t last; static int64_t gap, runs;
int64_t run(const struct thimble_context_timer *timer, uint32_t size) {
  int64_t now = (int64_t)timer->now_ms - (int64_t)last;
  last = timer->now_ms; runs++;
  if (runs == 1 || now > gap) { gap = runs == 1 ? 0 : now; thimble_value_set(THIMBLE_SPACE_SHARED, "gap", gap); }
  return 1;
}' "$values"
container asked 1.0 request '
int64_t run(const struct thimble_context_request *request, uint32_t size) {
  int64_t gap = 0;
  thimble_value_get(THIMBLE_SPACE_SHARED, "gap", &gap, sizeof gap);
  thimble_reply_number(gap, 0);
  return 69;
}' "$values"
body='return 1;'
for ((i = 0; i < 400; i++)); do body="thimble_log(2, \"$i\"); $body"; done
container busy 1.0 timer "int64_t run(const struct thimble_context_timer *timer, uint32_t size) { $body }" log
sed -i 's/fuel = 1000/fuel = 100000/' ./*/thimble.ini
printf '%s = %s\n' tenant acme keys acme.pub.pem hooks '*' containers 4 grants "log, $values" shared '8 256 0' \
  log-per-second 1 >acme.policy
start_device --quiet --owner-key=owner.pub.pem
sign -k owner.pem --policy acme.policy -o acme.suit
push acme.suit 2.04 0
for name in asked tick; do
  sign -k acme.pem -t acme -o "$name.suit" "$name-1.0"
  push "$name.suit" 2.04 0
done

ask() {
  coap -m get "coap://[::1]:$port/app/acme" | tail -n 1
}

sleep 2
quiet=$(ask)
"$thimble" build busy-1.0 -o busy.thimble >none
for ((i = 0; i < updates; i++)); do
  sign -k acme.pem -t acme -o "busy.suit" busy.thimble
  coap -m put -b 1024 -t 42 -f busy.suit "coap://[::1]:$port/suit" >answer || true
  [[ $(head -c 1 answer | od -An -tx1) == ' a'* ]] || fail "update $i: $(tr -d '\0' <answer)"
done
sleep 0.3
busy=$(ask)
echo "longest pause in milliseconds: ${quiet:-none} before, ${busy:-none} after $updates updates of" \
  "$(stat -c %s busy.suit) bytes"
[[ ${busy:-1000} -le $longest ]] || fail "a pause of $busy ms"
get containers
is "$updates updates" "any(.[\"2\"] == \"busy\" and .[\"17\"] >= $updates)"

# A module that takes a device as long to check as one of its size may.
times() {
  local count=$1
  shift
  printf "$*%.0s" $(seq "$count")
}
if command -v wat2wasm >none; then
  {
    echo "(module (memory 2) (global (export \"__heap_base\") i32 (i32.const 60000))"
    echo "(func (result $(times 255 ' i32')) $(times 255 ' i32.const 0') return $(times 3500 ' return'))"
    echo "(func (export \"run\") (result i32) i32.const 1) (data (i32.const 0) \"$(times 52000 x)\"))"
  } >hog.wat
  wat2wasm hog.wat -o hog.wasm
  "$thimble" build hog.wasm -o hog.thimble >none
  for ((i = 0; i < 10; i++)); do
    sign -k acme.pem -t acme -o hog.suit hog.thimble
    push hog.suit 2.04 0
  done
  hog=$(ask)
  echo "after ten of $(stat -c %s hog.suit) bytes that take long to check: ${hog:-none}"
  [[ ${hog:-1000} -le $longest ]] || fail "a pause of $hog ms"
fi

# A bad network. Nothing is doubled: coap-client 4.3.1 gives up an upload of which a response comes twice.
mkfifo relay.input
"$relay" "$port" 1 2 0 20 <relay.input >relay.output 2>&1 &
children+=($!)
# shellcheck disable=SC2034 # what counts is that it is open
exec {input}>relay.input
for ((tries = 0; tries < 100; tries++)); do
  if grep -q '^port ' relay.output 2>none; then break; fi
  sleep 0.05
done
relay_port=$(sed -n 's/^port //p' relay.output)
for ((i = 0; i < 3; i++)); do
  sign -k acme.pem -t acme -o lossy.suit busy.thimble
  timeout 100 coap-client-notls -B 90 -m put -b 256 -t 42 -f lossy.suit "coap://[::1]:$relay_port/suit" \
    >answer 2>&1 || true
  get suit
  is "an update over a bad network: $(tr -d '\0' <answer | head -c 200)" '.["1"] == 0'
done
stop_device TERM
[[ $failures -eq 0 ]] || exit 1
