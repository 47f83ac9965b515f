#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# verify_test.sh THIMBLE SAMPLES FOLDER CONFORMANCE: what `thimble verify` says of our envelopes, of damaged
# ones, and of the examples of the SUIT draft, where CONFORMANCE/suit has them.
suit=${THIMBLE_CONFORMANCE:-$4}/suit
rm -rf "$3"
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"

for key in owner acme; do "$thimble" keygen -o $key >none; done
set -- --tenant acme --vendor example.com --class gadget

# Ours: each order.
sign() {
  "$thimble" sign --key acme.pem "$@" -o order.suit >none
}
good() {
  try verify --key acme.pub.pem order.suit
  code 0
  says 'signature: ok'
  says 'verdict: a Thimble device would do it'
}
sign "$@" answer.thimble
good
says 'component [0] acme/answer'
says 'taken from the manifest: vendor cfbff0d1-9375-5685-968c-48ce8b15ae17, class 4b2d2795-f321-5e7a-90af-b1aa6b5373af'
grep -qE '^  install +1 \[0\] fetch uri=#answer size=64: ok$' output || fail 'the payload is fetched'
grep -qE '^  invoke +0 \[0\] invoke: ok$' output || fail 'it is started'
try verify --key owner.pem --key acme.pem --json order.suit
code 0
json '.[0] | .signature == "ok" and .processable and .refusal == 0 and .components == ["acme/answer"]
  and .sequence == 1 and .ids == {} and (.ids_taken_from_manifest | keys) == ["class", "vendor"]
  and (.commands | map(select(.section == "install").command))
    == ["override-parameters", "fetch", "image-match"]
  and all(.commands[]; .outcome == "ok")'
try verify --key acme.pub.pem --vendor example.com --class gadget --json order.suit
code 0
json '.[0] | (.ids | keys) == ["class", "vendor"] and .ids_taken_from_manifest == {}'
try verify --key acme.pub.pem --vendor other.example --json order.suit
code 1
json '.[0] | .signature == "ok" and (.processable | not) and .refusal == 53
  and .reason == "the update is for devices of another vendor"
  and (.commands | last).outcome == .reason'
try verify --key acme.pub.pem --vendor example.com --class widget order.suit
code 1
grep -qF 'verdict: a Thimble device refuses: the update is for another class of devices (shared, command 2' output ||
  fail 'a verdict'
try verify --key owner.pub.pem --json order.suit
code 1
json '.[0] | .signature == "the signature names a key that this device does not know" and .commands == null'
sign "$@" --severed --text hello answer.thimble
good
sign "$@" --uri "coap://[::1]/answer" answer.thimble
good
grep -qE 'fetch uri=coap://\[::1\]/answer size=64: ok, as far as can be told here$' output || fail 'it is fetched'
sign "$@" --uri http://example.com/answer answer.thimble
try verify --key acme.pub.pem order.suit
code 1
sign "$@" --device one --stop answer
good
try verify --key acme.pub.pem --vendor example.com --device two order.suit
code 1
for order in --start --rollback --remove; do
  sign "$@" $order answer
  good
done
printf 'tenant = acme\nhooks = *\n' >acme.policy
"$thimble" sign --key acme.pem --vendor example.com --class gadget --policy acme.policy -o order.suit >none
good
printf 'keys = acme.pub.pem\n' >new.owner
"$thimble" sign --key acme.pem --vendor example.com --class gadget --owner new.owner -o order.suit >none
good
says 'component [0] owner'

# Images that a device would refuse.
for image in bad-frame ungranted past-data; do
  sign "$@" $image.thimble
  try verify --key acme.pub.pem --json order.suit
  result_of=$(jq -r '.refusal' output)
  case $image in
  past-data) [ "$result_of" = 0 ] || fail 'an image that fails only when it runs' ;;
  *)
    code 1
    json '.[0] | .signature == "ok" and .refusal == 85 and (.detail | length) > 0'
    ;;
  esac
done

# No changed byte is taken for a right one.
sign "$@" answer.thimble
size=$(stat -c %s order.suit)
place=0
while [ $place -lt "$size" ]; do
  cp order.suit changed.suit
  byte=$(od -An -tu1 -j $place -N1 order.suit)
  # shellcheck disable=SC2059 # an octal digit
  printf "\\$(printf %o $((byte ^ 1)))" | dd of=changed.suit bs=1 seek=$place conv=notrunc 2>none
  try verify --key acme.pub.pem --json changed.suit
  [ "$result" -eq 1 ] || fail "byte $place changed"
  json '.[0] | .processable | not'
  place=$((place + 7))
done
for length in 0 1 2 100 200 $((size - 1)); do
  head -c "$length" order.suit >changed.suit
  try verify --key acme.pub.pem changed.suit
  code 1
done
{ cat order.suit && echo; } >changed.suit
try verify --key acme.pub.pem changed.suit
code 1
for place in 1 2 3; do
  head -c 4000 /dev/urandom >changed.suit
  try verify --key acme.pub.pem changed.suit
  code 1
done
try verify --key acme.pub.pem missing.suit
code 1

# Those of the draft.
if [ -e "$suit/public_key.pem" ]; then
  for number in 0 1 2 3 4 5; do
    try verify --key "$suit/public_key.pem" --json "$suit/example$number.signed.suit"
    code 1
    json '.[0] | .signature == "ok" and .refusal == 26 and .as_if_it_had_the_components.processable
      and (.commands | length) >= 8'
    unsigned=$suit/example$number.unsigned.suit
    [ -e "$unsigned" ] || continue
    try verify --key "$suit/public_key.pem" --json "$unsigned"
    code 1
    json '.[0] | .signature == "the envelope is not signed"'
  done
  try verify --key "$suit/public_key.pem" --json "$suit/example2.severed-signed.suit"
  json '.[0] | .signature == "ok" and .as_if_it_had_the_components.refusal == 30'
  try verify --key acme.pub.pem --json "$suit/example1.signed.suit"
  code 1
  json '.[0].signature == "the signature is not that of a key that this device knows"'
else
  echo "the examples of the draft were left out: no $suit/public_key.pem"
fi
finish
