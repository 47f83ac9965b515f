#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# envelope_test.sh THIMBLE SAMPLES FOLDER: what `thimble sign` writes, read by other people's CBOR and
# cryptography (envelope_check.py, openssl); every byte counts. Exit code 77: they are not there.
# THIMBLE_CONFORMANCE names the folder of the public examples; without it they are left out.
here=$(dirname "$(realpath "$0")")
folder=$3
rm -rf "$folder"
# shellcheck source=test/cli/lib.sh
. "$here/lib.sh"

# Debian's packages are for Debian's Python, and another one may come first in the search path.
python=''
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c 'import cbor2, cryptography' 2>none; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || {
  echo 'python3-cbor2 or python3-cryptography is missing' >&2
  exit 77
}

# check FILE KEY FILTER...: reads the envelope; each filter of jq has to give true.
check() {
  tried="sign, checked: $1 $2"
  "$python" "$here/envelope_check.py" "$1" "$2" >output 2>message || fail 'an envelope without fault'
  shift 2
  for filter; do json ".[0] | $filter"; done
}

tamper() {
  tried="sign, tampered with: $1"
  "$python" "$here/envelope_check.py" --tamper "$1" "$2" >output 2>message ||
    fail 'that every change is noticed'
}

# hex FILE: its bytes as digits.
hex() {
  od -An -v -tx1 "$1" | tr -d ' \n'
}

"$thimble" keygen -o acme >none
"$thimble" keygen -o owner >none
set -- --vendor Example.com --class 'Gadget 1'
uuids=$("$python" "$here/envelope_check.py" --uuid example.com 'Gadget 1' 42)
vendor=${uuids%% *}
device=${uuids##* }
class=${uuids#* }
class=${class%% *}
identity=".vendor == \"$vendor\" and .class == \"$class\""
shared='.shared == [20, [1, 15], [2, 15]] and .device == null'
install='.install == [20, [21, 2], [3, 15]] and .validate == [[3, 15]] and .uninstall == null'

# An image in the envelope.
try sign --key acme.pem --tenant acme "$@" answer.thimble
code 0
check answer.suit acme.pub.pem '.component == ["acme", "answer"]' '.sequence == 1' "$identity" \
  "$shared" "$install" '.invoke == [[23, 2]]' '.keys == [1, 2, 3, 7, 9, 20]' '.severed == []' \
  '.algorithm == -9' '.uri == "#answer"' ".payload.bytes == \"$(hex answer.thimble)\"" \
  ".payload.size == $(wc -c <answer.thimble)" \
  ".payload.digest == \"$(sha256sum answer.thimble | cut -d ' ' -f 1)\""
tamper answer.suit acme.pub.pem

# OpenSSL has the last word on the signature.
"$python" "$here/envelope_check.py" --split answer.suit signed signature
tried='sign, and openssl'
openssl dgst -sha256 -verify acme.pub.pem -signature signature signed >output 2>message ||
  fail 'a signature that OpenSSL verifies'
if openssl dgst -sha256 -verify owner.pub.pem -signature signature signed >output 2>message; then
  fail 'that another key does not verify it'
fi
if "$python" "$here/envelope_check.py" answer.suit owner.pub.pem >output 2>message; then
  fail 'that the envelope of another key is refused'
fi
[ "$(cat message)" = 'refused: the signature' ] || fail 'refused: the signature'

# Severed, with texts, for one device, in the older algorithm's name.
try sign -k acme.pem -t acme "$@" --device 42 --alg es256 --severed --text 'Grüße' -o all.suit \
  answer.thimble
code 0
check all.suit acme.pub.pem '.severed == [20, 23]' '.algorithm == -7' "$identity" "$install" \
  ".device == \"$device\"" '.shared == [20, [1, 15], [2, 15], [24, 15]]' '.text == "Grüße"' \
  '.texts == [[["acme", "answer"], {"3": "Example.com", "6": "1.0"}]]' '.sequence == 2'
tamper all.suit acme.pub.pem

# UUIDs as they are.
try sign -k acme.pem -t acme --vendor "$vendor" --class "$class" --device "$device" --text x \
  -o uuids.suit answer.thimble
check uuids.suit acme.pub.pem "$identity" ".device == \"$device\"" \
  '.texts == [[["acme", "answer"], {"6": "1.0"}]]'

# By reference.
try sign -k acme.pem -t acme "$@" --uri 'coap://[2001:db8::1]/answer' -o away.suit answer.thimble
code 0
check away.suit acme.pub.pem '.uri == "coap://[2001:db8::1]/answer"' '.payload.bytes == null' \
  ".payload.size == $(wc -c <answer.thimble)" "$install"
tamper away.suit acme.pub.pem

# Orders without a payload.
for order in 'stop -257' 'start -258' 'rollback -259'; do
  try sign -k acme.pem -t acme "$@" "--${order% *}" answer
  code 0
  check "answer.${order% *}.suit" acme.pub.pem '.component == ["acme", "answer"]' "$identity" \
    "$shared" '.keys == [1, 2, 3, 20]' ".install == [[${order#* }, null]]" '.validate == null' \
    '.invoke == null'
done
tamper answer.rollback.suit acme.pub.pem
try sign -k acme.pem -t acme "$@" --remove answer
check answer.remove.suit acme.pub.pem '.keys == [1, 2, 3, 24]' '.uninstall == [[33, 2]]' \
  '.install == []' "$identity" "$shared" '.sequence == 8'

# Records. The keys are the one of RFC 6979, appendix A.2.5, and its negative.
x=60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6
y=7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299
z=86fc01eef7474367 # p - y, as far as it is looked at here
pem() {
  {
    echo '-----BEGIN PUBLIC KEY-----'
    printf '3039301306072a8648ce3d020106082a8648ce3d030107032200%s%s' "$1" "$x" |
      sed 's/../\\x&/g' | xargs -0 printf '%b' | openssl base64
    echo '-----END PUBLIC KEY-----'
  } >"$2"
}
pem 03 first.pub.pem
pem 02 second.pub.pem
cat >policy <<'INI'
# The tenant acme.
tenant = acme
keys = second.pub.pem
  first.pub.pem
grants = log, sensor(temperature)
  value-write(shared/t.)
hooks = timer request
containers = 3
memory = 4096
fuel-per-second = 1000000
log-per-second = 10
log-below = 2
failures = 5
messages = 4
private = 4, 256, 10, kept
shared = 1 2 0
vendor = example.com
class = Gadget 1
INI
try sign -k owner.pem --policy policy
code 0
check acme.policy.suit owner.pub.pem '.component == ["acme"]' "$identity" "$shared" "$install" \
  '.invoke == null' '.keys == [1, 2, 3, 7, 20]' '.uri == "#acme"' '.sequence == 1'
record="ae0101026461636d6503825841$(printf '04%s%s' $x $y)584104${x}"
json ".[0].payload.bytes | startswith(\"$record$z\")"
json ".[0].payload.bytes | endswith(\"04a300f502810107697368617265642f742e05826772657175657374\
6574696d6572060307191000081a000f4240090a0a020b050c040d84041901000af50e84010200f4\")"
tamper acme.policy.suit owner.pub.pem

# What a policy does not say is not allowed, and a tenant without keys is the owner's to sign for.
printf 'tenant = a\nhooks = *\n' >least
try sign -k owner.pem --policy least "$@" --device 42
check a.policy.suit owner.pub.pem ".device == \"$device\"" \
  '.payload.bytes == "ae0101026161038004a005f506010700080009000a000b030c000d84000000f40e84000000f4"'

printf 'keys = first.pub.pem\n' >keys
try sign -k owner.pem --owner keys "$@"
code 0
check owner.suit owner.pub.pem '.component == [""]' "$identity" "$install" '.invoke == null' \
  '.uri == "#owner"' ".payload.bytes == \"a2010103815841$(printf '04%s%s' $x $y)\""
tamper owner.suit owner.pub.pem

# What the command says of itself is what is there.
try sign -k acme.pem -t acme "$@" --json -o said.suit answer.thimble
code 0
cp output said
check said.suit acme.pub.pem
tried='sign --json'
jq -e --slurpfile said said '. as $is | $said[0] | .file == "said.suit" and .order == "install"
  and .component == $is.component and .sequence == $is.sequence and .vendor == $is.vendor
  and .class == $is.class and .digest == $is.digest and .size == $is.size
  and .payload.uri == $is.uri and .payload.size == $is.payload.size
  and .payload.digest == $is.payload.digest and .algorithm == "ESP256"
  and .head == .size - .payload.size - ("#answer" | length) - 1 - 2' output >none ||
  fail 'the same as in the envelope'

# The public examples: the checker takes them, and ours have their shape.
if [ -n "${THIMBLE_CONFORMANCE-}" ] && [ -d "$THIMBLE_CONFORMANCE/suit" ]; then
  examples=$THIMBLE_CONFORMANCE/suit
  shape='{shared, install, validate, parameters}'
  "$python" "$here/envelope_check.py" --foreign answer.suit acme.pub.pem | jq -c "$shape" >ours
  for example in 1 2; do
    tried="example $example"
    "$python" "$here/envelope_check.py" --foreign "$examples/example$example.signed.suit" \
      "$examples/public_key.pem" 2>message >output || fail 'that the checker takes it'
    jq -c "$shape" output | cmp -s - ours || fail 'the shape of ours'
  done
  if [ -r "$examples/private_key.pem" ]; then
    cp "$examples/private_key.pem" example.pem
    chmod 600 example.pem
    try sign -k example.pem -t acme "$@" -o example.suit answer.thimble
    code 0
    check example.suit "$examples/public_key.pem" "$identity"
  fi
fi

finish
