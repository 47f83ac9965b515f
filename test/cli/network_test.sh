#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# network_test.sh THIMBLE SAMPLES FOLDER THIMBLED RELAY: the verbs that talk to a device, with a real one
# on this computer: orders that it obeys and refuses, what it says of itself, a link that loses. Exit
# code 77: there is no device to talk to.
[ -x "${4:-}" ] || {
  echo "skipped: no device to talk to ('${4:-}'); build thimbled"
  exit 77
}
here=$(realpath "$(dirname "$0")")
thimbled=$(realpath "$4")
relay=$(realpath "$5")
rm -rf "$3"
# shellcheck source=test/cli/lib.sh
. "$here/lib.sh"
# shellcheck source=test/cli/device_lib.sh
. "$here/device_lib.sh"

for key in owner acme stranger; do "$thimble" keygen -o $key >none; done
printf 'tenant = acme\nkeys = acme.pub.pem\ngrants = log\nhooks = timer\ncontainers = 8\n' >acme.policy
# start_device PORT
start_device() {
  beside device "$thimbled" --flash flash --vendor example.com --class gadget --device one \
    --owner-key owner.pub.pem --port "$1"
  device=$port
  device_process=$process
}
restart_device() {
  kill -9 "$device_process"
  wait "$device_process" 2>none || :
  start_device "$device"
}
start_device 0
devices "[::1]:$device" 'tenant = acme' 'key = ../../acme.pem'

# The owner's keys: a second one comes, signs, and the first goes. The device's usual tenant has no part in it.
"$thimble" keygen -o second >none
printf 'keys = owner.pub.pem second.pub.pem\n' >both.owner
printf 'keys = second.pub.pem\n' >second.owner
try push --key owner.pem --owner both.owner
code 0
grep -qE '^kitchen: done: owner /, sequence 1, [0-9]+ bytes$' output || fail 'a summary'
try push --key second.pem --owner second.owner
code 0
try push --key owner.pem --owner both.owner
code 1
warns 'kitchen: refused (4.01): the signature names a key that this device does not know'
mv second.pem owner.pem
mv second.pem.sequence owner.pem.sequence

# A device without anything on it, by name and by address.
try ps
code 0
[ "$(wc -l <output)" -eq 1 ] || fail 'no container'
try ps --json -d "coap://[::1]:$device/"
code 0
[ ! -s output ] || fail 'nothing'

# The tenant is let in; a container comes, stops, starts, is replaced, goes back, and goes.
try push --key owner.pem --policy acme.policy
code 0
grep -qE '^kitchen: done: policy acme/, sequence 1, [0-9]+ bytes$' output || fail 'a summary'
try push hello.thimble
code 0
grep -qE '^kitchen: done: install acme/hello, sequence 1, [0-9]+ bytes$' output || fail 'a summary'
try ps --json
code 0
json 'length == 1 and (.[0] | .tenant == "acme" and .name == "hello" and .state == "ready"
  and .hook == "timer" and .sequence == 1 and (.digest | length) == 64)'
try ps
grep -qE '^acme +hello +1.0 +ready +timer ' output || fail 'a line for the container'
try stop hello
code 0
try ps --json
json '.[0].state == "stopped"'
try start --json acme/hello
code 0
json '.[0] | .accepted and .order == "start" and .component == "acme/hello" and .report.refusal == 0'
try push "coap://[::1]:$device/" --json --key acme.pem --tenant acme --text 'again' hello.thimble
code 0
json '.[0] | .accepted and .code == "2.04" and .order == "install" and .sequence == 4'
try ps --json
json '.[0].can_go_back and .[0].on_trial'
try rollback -q hello
code 0
[ ! -s output ] || fail 'silence'
try ps --json
json '.[0] | (.can_go_back | not) and .state == "ready"'

# What it wrote and what happened, once and as it comes.
"$thimble" logs -f --json hello >followed 2>none &
children="$children $!"
"$thimble" events -f >happened 2>none &
children="$children $!"
waits_for '"text":"hi' followed
try logs
code 0
grep -qE '^ *[0-9]+\.[0-9]{3}  acme/hello warning: hi' output || fail 'a line'
try logs other
code 0
[ ! -s output ] || fail 'no line'
try events --json
code 0
json 'map(.event) | index("policy changed") < index("installed") and index("stopped") < index("started")
  and index("replaced") != null'
try stats --json
code 0
json '.[0] | .runs.done >= 1 and .fuel_last > 0 and .memory > 0'
try stats
grep -qE ' acme/hello$' output || fail 'a line for the container'
try rm hello
code 0
waits_for 'acme/hello removed' happened
[ "$(grep -c 'acme/hello removed' happened)" -eq 1 ] || fail 'it happened once'
[ "$(sed 's/.*"number":\([0-9]*\).*/\1/' followed | sort | uniq -d | wc -l)" -eq 0 ] || fail 'each line once'
try ps --json
[ ! -s output ] || fail 'nothing'

# What a device refuses, in words.
try rollback hello
code 1
warns 'kitchen: refused (4.22): there is no such container, or none to go back to'
try push --key stranger.pem answer.thimble
code 1
warns 'kitchen: refused (4.01): the signature names a key that this device does not know'
try push --vendor other.example answer.thimble
code 1
warns 'kitchen: refused (4.03): the update is for devices of another vendor (shared, command 1)'
"$thimble" sign --key acme.pem --tenant acme --vendor example.com --class gadget answer.thimble >none
try push answer.suit
code 0
says "kitchen: done: answer.suit, $(stat -c %s answer.suit) bytes"
try push --json answer.suit
code 1
json '.[0] | (.accepted | not) and .code == "4.09" and .report.refusal == 28'
head -c 100 answer.suit >short.suit
try push short.suit
code 1
warns 'kitchen: refused (4.00): the envelope is malformed'
try push bad-frame.thimble
code 1
grep -qF 'kitchen: refused (4.22): the host refused the image: the program is not sound: ' message ||
  fail 'the reason of the engine'
try push --json ungranted.thimble
code 1
json '.[0] | .report.refusal == 85 and .report.stage == 3 and (.verdict | test("not granted|grant"))
  and .report.component == "acme/ungranted"'
try push other-hook.thimble
code 1
try push answer.thimble --device two
code 1
warns 'kitchen: refused (4.03): the update is for another device (shared, command 3)'
try push past-data.thimble
code 0
sleep 1.5
try ps
holds '  last failure: '
try ps --json
json 'map(select(.name == "past-data"))[0] | .failed >= 1 and .failure.outcome == "trapped"'

# Nobody there.
try ps -d '[::1]:9' --timeout 3
code 1
warns 'coap://[::1]:9: nobody listens there; is the device on, and the address right?'
try push -d '[::1]:9' --timeout 2 answer.suit
code 1
warns "coap://[::1]:9: given up after 2 seconds without progress; 0 of $(stat -c %s answer.suit) bytes came there"

# A link that loses, doubles and reorders.
beside relay "$relay" "$device" 7 3 5 20
devices "[::1]:$port" 'tenant = acme' 'key = ../../acme.pem'
for order in 'stop answer' 'start answer' 'push hello.thimble' 'rm hello'; do
  # shellcheck disable=SC2086 # two words
  try $order
  code 0
done
try ps --json
json 'map(select(.name == "answer"))[0].state == "ready" and (map(.name) | index("hello")) == null'

# A link that goes away, and comes back while the command waits: an order counts once.
kill "$process"
wait "$process" 2>none || :
"$thimble" stop answer >stopped 2>&1 &
stopping=$!
sleep 1
beside relay "$relay" "$device" 7 0 0 1 "$port"
wait $stopping || fail 'an order over a link that came back'
try ps --json
json 'map(select(.name == "answer"))[0].state == "stopped"'

# Those who follow go on when the link was away, and the device: each event once, and a word on it.
directly() {
  "$thimble" "$@" -q -d "[::1]:$device" --key acme.pem --tenant acme
}
happens_once() {
  waits_for "$1" seen
  [ "$(grep -cF "$1" seen)" -eq 1 ] || fail "once: $1"
}
has_gone() {
  kill "$relay_process"
  wait "$relay_process" 2>none || :
  waits_for 'connection lost, trying again' lost 400
  [ "$(cat lost)" = 'thimble: kitchen: connection lost, trying again' ] || fail 'one line on the loss'
}
is_back() {
  : >lost
  beside relay "$relay" "$device" 7 0 0 1 "$relay_port"
  relay_process=$process
}
relay_process=$process
relay_port=$port
restart_device
: >lost
"$thimble" events -f --timeout 3 >seen 2>>lost &
children="$children $!"
waits_for 'acme/past-data installed' seen
tried='events -f, over a link that was gone'
has_gone
directly start answer
is_back
happens_once 'acme/answer started'
happens_once 'acme/past-data installed'
tried='events -f, of a device that was started again'
has_gone
restart_device
for order in stop start stop start stop; do directly $order answer; done
directly rm answer
is_back
happens_once 'acme/answer removed'
[ "$(grep -c 'acme/answer stopped' seen)" -eq 4 ] || fail 'all that the device did since'

# All devices of a link, in a network of our own.
try discover --interface nowhere
code 1
warns 'there is no interface nowhere'
if unshare -rn ip link add v0 type veth peer name v1 2>none; then
  tried='discover'
  unshare -rn "$here/discover.sh" "$thimble" "$thimbled" owner.pub.pem >output 2>message || fail 'a device'
  head -n 1 output | grep -qE '^coap://\[fe80::[0-9a-f:]+%v0\]:5683  vendor [0-9a-f-]{36}  class [0-9a-f-]{36}  device [0-9a-f-]{36}$' ||
    fail 'a line'
  tail -n 1 output >line && mv line output
  json '.[0] | (.address | test("^coap://\\[fe80::.*%v0\\]:5683$")) and (.device | length) == 36'
  tried='discover --interface lo'
  result=0
  unshare -rn "$thimble" discover --interface lo >output 2>message || result=$?
  code 1
  warns 'ff02::fd%lo: nothing can be sent there; is the interface up, with IPv6 and multicast?'
else
  echo 'discovery was left out: no networks of our own here'
fi
finish
