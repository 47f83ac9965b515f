#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# link_test.sh THIMBLE SAMPLES FOLDER COAP_DEVICE RELAY: the verbs that talk to a device, with answers that
# the test makes up; the file of devices; and a large envelope over links that fail.
here=$(realpath "$(dirname "$0")")
device=$(realpath "$4")
relay=$(realpath "$5")
rm -rf "$3"
# shellcheck source=test/cli/lib.sh
. "$here/lib.sh"
# shellcheck source=test/cli/device_lib.sh
. "$here/device_lib.sh"

mkdir -p served
printf '\104\241\001\000' >served/verdict # 2.04 {1: 0}
beside device "$device" served
server=$port

# The file of devices.
settings=$PWD/settings/thimble/devices
bad() {
  shift
  printf '%s\n' "$@" >"$settings"
  try ps
}
devices '::1'
unset_default="no device is named; say -d ADDRESS, or write default = NAME into $settings; see thimble ps --help"
bad 1 '[hall]' 'address = ::1'
code 2
warns "$unset_default"
rm "$settings"
try ps
code 2
warns "$unset_default"
try ps -d hall
code 2
grep -qF -e "-d hall is neither a device in $settings nor an address: " message || fail 'a message'
bad 1 'default = hall' '[kitchen]' 'address = ::1'
code 1
warns "$settings: default = hall, and there is no [hall]"
bad 1 '[hall]' 'key = a.pem'
code 1
warns "$settings: [hall] has no address; write address = ... there"
bad 1 'address = ::1'
code 1
warns "$settings:1: address belongs to a device; write [NAME] before it"
bad 1 '[a]' 'address = ::1' 'default = a'
code 1
warns "$settings:3: default belongs before the first [NAME]"
bad 1 '[a]' 'address = ::1' '[b]' 'address = ::1' '[a]' 'key = k'
code 1
warns "$settings:6: [a] for the second time; remove one of them"
bad 1 '[a]' 'address = ::1' 'address = ::2'
code 1
warns "$settings:3: 'address' for the second time; remove one of them"
bad 1 '[A]' 'address = ::1'
code 1
for address in '' '[::1' '[::1]:0' '[::1]:70000' 'a b' 'coap://'; do
  bad 1 '[a]' "address = $address"
  code 1
done
bad 1 '[a]' 'color = red'
code 1
warns "$settings:2: unknown key 'color'; there are default, address, key, tenant, vendor, class and device"

# Command lines.
devices "[::1]:$server"
for line in 'ps x' 'ps -f' 'stats -i lo' 'logs a b' 'discover -d ::1' 'stop' 'stop a b' 'push' 'push a b' \
  'push --timeout 0 a' 'stop --policy x a' 'ps --nothing' 'push -d' 'verify' 'verify x' 'rm --tenant a b/c'; do
  # shellcheck disable=SC2086 # words
  try $line
  code 2
done

# What a device says of itself, which may be anything.
try ps
code 1
warns 'kitchen: /containers: the device answers 4.04: no such file'
for answer in '' 'x' '\240' '\201\201' '\237\377' '\233\377\377\377\377\377\377\377\377' '\200\200' '\201\001'; do
  # shellcheck disable=SC2059 # octal digits
  printf "$answer" >served/containers
  try ps
  code 1
  try stats --json
  code 1
done
# [{1: "a\e[2J", 2: "b", 4: 9, 8: [1, 2, 3, 4, 5], 14: [1, 99, 3, 2^64-1, 5]}]
printf '\201\245\001e\141\033[2J\002\141b\004\011\010\205\001\002\003\004\005\016\205\001\030\143\003\033\377\377\377\377\377\377\377\377\005' >served/containers
try ps
code 0
grep -qE '^a\\x1b\[2J +b +unknown +15 +14$' output || holds 'unknown'
! grep -q "$(printf '\033')" output || fail 'no control character'
try ps --json
code 0
json '.[0] | .state == "unknown" and .runs == 15 and .failure.reason == 99'
printf '\242\001\003\002\201\206\002\031\047\017\002\141a\141b\145hello' >served/log
try logs
says '       9.999  a/b info: hello'
code 0
printf '\242\001\002\002\201\207\001\000\010\141a\141b\030\034\141!' >served/events
try events
says '       0.000  a/b update refused: the sequence number is not above the last one that was accepted: !'
printf '\242\001\002\002' >served/log
try logs
code 1
warns 'kitchen: /log: the answer cannot be read; is it a device of Thimble, and this command as new?'

# Verdicts.
echo order >order.suit
verdict() {
  # shellcheck disable=SC2059 # octal digits
  printf "$1" >served/verdict
  try push order.suit
}
verdict '\226\241\001\030\125'
code 1
warns 'kitchen: refused (4.22): the host refused the image'
# {1: 85, 6: 3, 7: 2, 8: 1, 9: 10, 11: "a.c", 12: 7, 13: "run"}
verdict '\226\250\001\030\125\006\003\007\002\010\001\011\012\013ca.c\014\007\015crun'
code 1
grep -qF 'the host refused the image: the program is not sound: ' message || fail 'where it fails'
grep -qF ', in run() at a.c:7' message || fail 'the line'
verdict '\226\241\001\031\377\377'
code 1
warns 'kitchen: refused (4.22): refused for an unknown reason'
verdict '\244'
code 1
warns 'kitchen: refused (5.04): the device does not say why'
verdict '\104'
code 0
verdict '\104\241\001\001'
code 1
printf '\104\241\001\000' >served/verdict

# A large envelope, whole and in smaller blocks than offered.
head -c 100000 /dev/urandom >large.suit
arrives() {
  code 0
  cmp -s large.suit served/received || fail 'what was sent'
}
try push large.suit
arrives
says 'kitchen: done: large.suit, 100000 bytes'
try push -q large.suit
arrives
[ "$(cat output message | wc -c)" -eq 0 ] || fail 'silence'
mkdir small
printf '\104\241\001\000' >small/verdict
printf 2 >small/block
beside small "$device" small
try push -d "[::1]:$port" large.suit
code 0
cmp -s large.suit small/received || fail 'what was sent in small blocks'

# A link that loses, doubles and reorders.
beside relay "$relay" "$server" 3 2 5 20
devices "[::1]:$port"
try push large.suit
arrives

# A link that stands still for some seconds in the middle.
"$thimble" push large.suit >output 2>message &
pushing=$!
sleep 0.3
kill -STOP "$process"
sleep 4
kill -CONT "$process"
result=0
wait $pushing || result=$?
tried='push, over a link that stood still'
arrives

# One that is gone in the middle, and comes back: it goes on where the device is.
: >served/received
"$thimble" push large.suit >output 2>message &
pushing=$!
tries=0
while [ ! -s served/received ] && [ $tries -lt 200 ]; do
  tries=$((tries + 1))
  sleep 0.05
done
kill "$process"
wait "$process" 2>none || :
before=$(stat -c %s served/received)
[ $((before > 0 && before < 100000)) -eq 1 ] || fail "a link that goes in the middle, not at $before"
beside relay "$relay" "$server" 5 0 0 20 "$port"
last_relay=$process
result=0
wait $pushing || result=$?
tried='push, over a link that was gone'
arrives

# The verdict is lost with the link: the device is asked, and not told again.
mkdir mute
printf '\104\241\001\000' >mute/verdict
: >mute/mute
beside mute "$device" mute
try push -d "[::1]:$port" order.suit
code 0
[ "$(wc -c <mute/starts)" -eq 1 ] || fail 'an order that is sent once'
mkdir deaf
printf '\226\241\001\012' >deaf/verdict
: >deaf/mute
beside deaf "$device" deaf
try push -d "[::1]:$port" order.suit
code 1
warns "coap://[::1]:$port: refused: the signature names a key that this device does not know"
process=$last_relay

# One that does not come back.
kill "$process"
wait "$process" 2>none || :
try push --timeout 2 order.suit
code 1
grep -qF 'kitchen: given up after 2 seconds without progress; 0 of 6 bytes came there' message ||
  fail 'a message'
finish
