#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sign_test.sh THIMBLE SAMPLES FOLDER: sequence numbers, whoever signs at once and wherever a process is
# stopped; for whom an order is; and every message of `thimble sign`.
folder=$3
rm -rf "$folder"
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"

"$thimble" keygen -o acme >none
"$thimble" keygen -o owner >none
set -- --key acme.pem --tenant acme --vendor example.com --class gadget

number_is() {
  json ".[0].sequence == $1"
}

# Numbers count for each key and component apart.
try sign "$@" answer.thimble
code 0
[ ! -s message ] || fail 'no message'
grep -qE '^answer.suit: install acme/answer, sequence 1, [0-9]+ bytes \([0-9]+ before the payload\), key [0-9a-f]{16}, ESP256$' output ||
  fail 'a summary'
try sign "$@" --json --stop answer
number_is 2
json '.[0].order == "stop" and .[0].file == "answer.stop.suit" and .[0].payload == null'
try sign "$@" --json hello.thimble
number_is 1
try sign "$@" --json --tenant other --start answer
number_is 1
json '.[0].component == ["other", "answer"] and .[0].file == "answer.start.suit"'
try sign "$@" --json --key owner.pem --rollback answer
number_is 1
[ "$(sort acme.pem.sequence | tr '\n' ' ')" = 'acme/answer 2 acme/hello 1 other/answer 1 ' ] ||
  fail 'the numbers beside the key'

# A number of one's own has to be higher, and counts from then on.
try sign "$@" --json --sequence 40 --stop answer
code 0
number_is 40
cp acme.pem.sequence before
rm -f answer.stop.suit
for number in 40 39 1; do
  try sign "$@" --sequence $number --stop answer
  code 1
  warns "$PWD/acme.pem.sequence: acme/answer has reached the sequence number 40; a device takes none that is lower, so choose a higher one"
done
[ ! -e answer.stop.suit ] || fail 'no envelope'
cmp -s acme.pem.sequence before || fail 'the numbers as they were'
try sign "$@" --json --stop answer
number_is 41
try sign "$@" --sequence 4294967295 --stop last
code 0
try sign "$@" --stop last
code 1
warns "$PWD/acme.pem.sequence: acme/last has used up its numbers; sign with another key"

# One file for all names of a key.
mkdir -p links
ln -s ../acme.pem links/mine.pem
try sign "$@" --json --key links/mine.pem --stop answer
number_is 42
[ ! -e links/mine.pem.sequence ] || fail 'no second file'

# Twenty at once get twenty numbers.
rm -f acme.pem.sequence
for process in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  "$thimble" sign "$@" --json --stop answer -o "parallel.$process.suit" >"parallel.$process" &
done
wait
cat parallel.[0-9] parallel.1[0-9] parallel.20 >output
tried='sign, twenty at once'
json 'length == 20 and (map(.sequence) | sort) == [range(1; 21)]'
[ "$(cat acme.pem.sequence)" = 'acme/answer 20' ] || fail 'twenty numbers taken'
[ "$(cat parallel.[0-9].suit parallel.1[0-9].suit parallel.20.suit | wc -c)" -gt 4000 ] ||
  fail 'twenty envelopes'

# Killed at any moment, a process may lose its number, and no number comes twice.
delay=0
: >killed
while [ $delay -lt 40 ]; do
  "$thimble" sign "$@" --json --stop answer -o killed.suit >one 2>none &
  process=$!
  sleep "0.00$((delay % 20 / 10))$((delay % 10))"
  kill -KILL $process 2>none || :
  wait $process 2>none || :
  jq -c . one >>killed 2>none || :
  delay=$((delay + 1))
done
"$thimble" sign "$@" --json --stop answer -o killed.suit >>killed || fail 'a sound file of numbers'
cp killed output
tried='sign, killed'
json 'length >= 1 and (map(.sequence) | unique | length) == length and .[0].sequence > 20'

# A file of numbers that is not one.
for line in 'acme/answer' 'acme/answer x' 'acme/answer 0' 'acme/answer -1' 'acme/answer 4294967296' \
  ' 5' 'acme/answer 5 6' '' 'acme/answer 5\0'; do
  printf 'acme/other 3\n%b\n' "$line" >acme.pem.sequence
  try sign "$@" --stop answer
  code 1
  warns "$PWD/acme.pem.sequence:2: is not of the form COMPONENT NUMBER; mend it, the number being one that no manifest has reached"
done
printf 'acme/other 3\nacme/answer 5' >acme.pem.sequence
try sign "$@" --json --stop answer
number_is 6
printf 'acme/answer 7\nacme/other 3\nacme/answer 5\n' >acme.pem.sequence
try sign "$@" --json --stop answer
number_is 8
rm acme.pem.sequence
mkdir acme.pem.sequence
try sign "$@" --stop answer
code 1
grep -q '^thimble: .*acme.pem.sequence: cannot be read: Is a directory$' message || fail 'a folder'
rmdir acme.pem.sequence

# For whom: the project file, and options that count more.
mkdir -p device
printf 'tenant = acme\nvendor = example.com\nclass = gadget\n' >device/thimble.ini
try sign --key acme.pem "$@" --json --stop one
cp output options
try sign --key acme.pem --project device --json --stop two
jq -c '[.vendor, .class, .component[0]]' output >from-project
jq -c '[.vendor, .class, .component[0]]' options | cmp -s - from-project || fail 'the same identity'
try sign --key acme.pem --project device --tenant other --class gizmo --json answer.thimble
json '.[0].component == ["other", "answer"]'
jq -c .class output | cmp -s - options && fail 'another class'
printf 'tenant = acme\nclass = gadget\n' >device/thimble.ini
try sign --key acme.pem --project device --stop two
code 1
warns 'two: no vendor is named; say --vendor, or write vendor = ... into thimble.ini'
try sign --key acme.pem --vendor example.com --tenant acme answer.thimble
code 1
warns 'answer.thimble: no class is named; say --class, or write class = ... into thimble.ini'
try sign --key acme.pem answer.thimble
code 1
warns 'answer.thimble: no tenant is named; say --tenant, or write tenant = ... into thimble.ini'
try sign --key acme.pem --project nowhere --stop two
code 1
warns 'nowhere/thimble.ini: cannot be opened: No such file or directory'

# Policies.
policy() {
  printf 'tenant = a\nhooks = *\nvendor = example.com\nclass = gadget\n' >policy
  printf '%b' "$1" >>policy
  try sign --key owner.pem --policy policy
}
refuse() {
  policy "$2"
  code 1
  warns "policy$1"
}
policy 'keys = acme.pub.pem\n  owner.pub.pem\n'
code 0
says "$(grep -o '^a.policy.suit: policy a/, sequence 1, .*' output)"
quota='it needs entries, bytes and writes for each second, from 0 to 65535, and perhaps kept'
for value in '' 1 '1 2' '1 2 x' '1 2 3 keep' '1 2 65536' '-1 2 3' '1 2 3 4' '1 2 99999999999'; do
  refuse ":5: private = $value; $quota" "private = $value\n"
done
refuse ":5: containers = 256; it needs a number from 0 to 255" 'containers = 256\n'
refuse ":5: memory = 1048577; it needs a number from 0 to 1048576" 'memory = 1048577\n'
refuse ":5: fuel-per-second = 4294967296; it needs a number from 0 to 4294967295" \
  'fuel-per-second = 4294967296\n'
refuse ":5: log-per-second = 65536; it needs a number from 0 to 65535" 'log-per-second = 65536\n'
for key in log-below failures messages; do
  refuse ":5: $key = x; it needs a number from 0 to 255" "$key = x\n"
done
refuse ":6: 'log-below' for the second time; remove one of them" 'log-below = 1\nlog-below = 1\n'
refuse ":5: unknown key 'key'; there are keys, vendor, class, device, tenant, grants, hooks, containers, memory, fuel-per-second, log-per-second, log-below, failures, messages, private and shared" \
  'key = 1\n'
refuse ":5: there is no grant 'lgo'; there are: log clock sensor random timer actuator value-read value-write reply message" \
  'grants = lgo\n'
refuse ':5: device = ; it needs 1 to 64 printable ASCII characters, or a UUID' 'device =\n'
refuse ':5: names a key for the second time; remove one' 'keys = acme.pub.pem acme.pub.pem\n'
refuse ':6: names a key for the second time; remove one' 'keys = acme.pub.pem\n  acme.pub.pem\n'
for number in 1 2 3; do "$thimble" keygen -o key$number >none; done
refuse ':5: names more than 4 keys; name fewer' \
  'keys = acme.pub.pem owner.pub.pem key1.pub.pem key2.pub.pem key3.pub.pem\n'
policy 'keys = no.pub.pem\n'
code 1
warns 'no.pub.pem: cannot be opened: No such file or directory'
policy 'keys = acme.pem\n'
code 1
warns 'acme.pem: is a private key, which nobody else should have; name the public one, *.pub.pem'

hooks() {
  printf 'tenant = a\nhooks = %s\n' "$2" >policy
  try sign --key owner.pem --policy policy
  code 1
  warns "policy$1"
}
hooks ':2: * is all hooks; remove the others, or the *' 'timer *'
hooks ':2: * is all hooks; remove the others, or the *' '* timer'
hooks ':2: the hook timer for the second time; remove one' 'timer, timer'
hooks ':2: hooks = A; it needs 1 to 32 of the characters a-z 0-9 . _ - ' 'A'
hooks ':2: names more than 8 hooks; name fewer, or * for all of them' 'a b c d e f g h i'
hooks ': names no hook; write hooks = NAME, or hooks = * for all of them' ''
echo 'hooks = timer' >policy
try sign --key owner.pem --policy policy
code 1
warns 'policy: names no tenant; write tenant = NAME'
printf 'tenant = a\nhooks = timer\n' >policy
try sign --key owner.pem --policy policy
code 1
warns 'policy: no vendor is named; say --vendor, or write vendor = ... into its file'
mkdir -p deep
cp acme.pub.pem deep/only.pub.pem
printf 'tenant = a\nhooks = *\nkeys = only.pub.pem %s/owner.pub.pem\n' "$PWD" >deep/policy
try sign --key owner.pem --vendor example.com --class gadget --policy deep/policy
code 0
printf 'keys =\n' >keys
try sign --key owner.pem --owner keys
code 1
warns 'keys: names no key, and would lock the owner out; write keys = FILE.pub.pem'
printf 'tenant = a\n' >keys
try sign --key owner.pem --owner keys
code 1
warns "keys:1: unknown key 'tenant'; there are keys, vendor, class and device"

# Files.
try sign --key no.pem --tenant acme answer.thimble
code 1
warns 'no.pem: cannot be opened: No such file or directory'
try sign --key acme.pub.pem answer.thimble
code 1
warns 'acme.pub.pem: is a public key; name the private one'
try sign "$@" no.thimble
code 1
warns 'no.thimble: cannot be opened: No such file or directory'
try sign "$@" acme.pem
code 1
warns 'acme.pem: is neither an image nor a source (*.c, *.rs, *.wasm); make an image with thimble build'
try sign "$@" -o nowhere/x.suit --stop answer
code 1
warns 'nowhere/x.suit: cannot be written: No such file or directory'

# The command line.
try sign --help
code 0
holds 'Usage: thimble sign'
wrong() {
  message=$1
  shift
  try sign "$@"
  code 2
  warns "$message; see thimble sign --help"
}
wrong 'no file is given'
wrong 'no file is given' --key acme.pem
wrong 'one file at a time, but b follows' --key acme.pem a b
wrong 'no key is given; say --key KEY.pem' answer.thimble
wrong 'one order at a time, but --start follows' --key acme.pem --stop a --start b
wrong 'one order at a time, but answer.thimble follows' --key acme.pem --stop a answer.thimble
wrong '--alg ed25519 is neither esp256 nor es256' --alg ed25519
wrong '--sequence 0 is not a whole number from 1 to 4294967295' --sequence 0
wrong "container 'A' is no name; it needs 1 to 32 of the characters a-z 0-9 . _ -" --key acme.pem --stop A
wrong "--tenant 'a/b' is no name; it needs 1 to 32 of the characters a-z 0-9 . _ -" "$@" --tenant a/b x
wrong '--vendor example is not a domain name such as example.com, or a UUID' "$@" --vendor example x
wrong '--class  is not 1 to 64 printable ASCII characters, or a UUID' "$@" --class '' x
wrong '--device ü is not 1 to 64 printable ASCII characters, or a UUID' "$@" --device ü x
wrong '--uri is for an image only' "$@" --uri coap://a/b --stop answer
wrong '--uri: the device fetches a file, and x.c is source; build it with thimble build, and sign the image' \
  "$@" --uri coap://a/b x.c
for uri in '#x' 'x' '://x' 'coap://a b' "coap://$(printf '%0122d' 0)"; do
  wrong "--uri $uri is no URI of at most 128 characters, as coap://HOST/PATH" "$@" --uri "$uri" x
done
wrong '--text is not at most 256 bytes of UTF-8' "$@" --text "$(printf '\377')" x
wrong '--text is not at most 256 bytes of UTF-8' "$@" --text "$(printf '%0257d' 0)" x
wrong '--severed: a removal has no install sequence' "$@" --severed --remove x
wrong '--policy takes the tenant from its file; leave out --tenant and --project' "$@" --policy x
wrong '--owner takes the tenant from its file; leave out --tenant and --project' \
  --key acme.pem --project x --owner x
wrong '--project is for a file; device is a project itself' --key acme.pem --project x device
wrong 'an argument must follow --stop' --stop
wrong '--no-such-option is not an option that can be used here' --no-such-option

# Source is built first.
if command -v clang-19 >none || command -v clang-14 >none; then
  "$thimble" new blink >none
  printf 'tenant = acme\nvendor = example.com\nclass = gadget\n' >>blink/thimble.ini
  try sign --key acme.pem --json blink
  code 0
  json '.[0].component == ["acme", "blink"] and .[0].file == "blink.suit"'
  "$thimble" build blink >none
  tried='sign, of source'
  json ".[0].payload.digest == \"$(sha256sum blink.thimble | cut -d ' ' -f 1)\""
  try sign --key acme.pem --project blink --json blink/blink.c
  code 0
  json '.[0].component == ["acme", "blink"]'
  echo 'int64_t run(void) { return 1 }' >broken.c
  cp acme.pem.sequence before
  try sign "$@" broken.c
  [ "$result" -eq 1 ] || fail 'exit code 1'
  cmp -s acme.pem.sequence before || fail 'no number taken'
fi

finish
