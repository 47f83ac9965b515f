#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# keygen_test.sh THIMBLE SAMPLES FOLDER: keys that OpenSSL reads, that only their owner can read and that
# nothing overwrites; keys from elsewhere; and every message.
folder=$3
rm -rf "$folder"
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"
umask 022

mode() {
  stat -c %a "$1"
}

# A pair, by its default name.
try keygen
code 0
says 'thimble-key.pem: the private key; keep it secret'
says 'thimble-key.pub.pem: the public key'
grep -qxE 'key [0-9a-f]{16}' output || fail 'the identifier'
[ "$(mode thimble-key.pem)" = 600 ] || fail 'a private key of mode 600'
[ "$(mode thimble-key.pub.pem)" = 644 ] || fail 'a public key of mode 644'
identifier=$(sed -n 's/^key //p' output)

# OpenSSL has the same public key, and the identifier is the start of the digest of its point.
openssl pkey -in thimble-key.pem -pubout -out public
cmp -s public thimble-key.pub.pem || fail 'the public key of the private one'
openssl pkey -in thimble-key.pem -text -noout >described
grep -q 'ASN1 OID: prime256v1' described || fail 'a key on P-256'
openssl pkey -pubin -in thimble-key.pub.pem -outform DER | tail -c 65 >point
[ "$(sha256sum point | cut -c 1-16)" = "$identifier" ] || fail 'the digest of the point'

# What is told about either half is the same.
for half in thimble-key.pem thimble-key.pub.pem; do
  try keygen --show "$half"
  code 0
  says "key $identifier"
  try keygen --show "$half" --hex
  says "$(od -An -v -tx1 point | tr -d ' \n')"
  try keygen --show "$half" --json
  json ".[0].key == \"$identifier\" and (.[0].point | length) == 130"
done
json '.[0].public == "thimble-key.pub.pem" and .[0].private == null'
try keygen --show thimble-key.pub.pem --raw
code 0
says "/* The public key $identifier: a point on P-256, uncompressed. */"
says 'static const uint8_t public_thimble_key[65] = {'
{
  printf '#include <stdint.h>\n#include <unistd.h>\n'
  cat output
  printf 'int main(void) { return write(1, public_thimble_key, sizeof public_thimble_key) != 65; }\n'
} >array.c
"${CC:-cc}" -Wall -Werror -o array array.c && ./array >printed
cmp -s printed point || fail 'an array that holds the point'

# Names.
for name in acme acme.pem; do
  rm -f acme.*
  try keygen -o "$name" --json
  code 0
  json '.[0].private == "acme.pem" and .[0].public == "acme.pub.pem"'
done

# Nothing is overwritten, whichever of the two is there, and nothing is left behind.
cp acme.pem before
try keygen -o acme
code 1
warns 'acme.pem: is there already; choose another name, or say --force'
cmp -s acme.pem before || fail 'the key as it was'
echo mine >taken.pub.pem
try keygen -o taken
code 1
warns 'taken.pub.pem: is there already; choose another name, or say --force'
[ ! -e taken.pem ] || fail 'no private key'
[ "$(cat taken.pub.pem)" = mine ] || fail 'the file as it was'
try keygen -o nowhere/acme
code 1
warns 'nowhere/acme.pem: cannot be written: No such file or directory'
chmod 644 acme.pem
try keygen -o acme --force
code 0
[ "$(mode acme.pem)" = 600 ] || fail 'mode 600'
! cmp -s acme.pem before || fail 'another key'
try keygen -o taken --force
code 0
openssl pkey -pubin -in taken.pub.pem -noout || fail 'a public key'

# Two at once: one of them makes the pair, and its halves belong together.
for number in 1 2 3 4 5 6 7 8; do
  "$thimble" keygen -o race >"race.$number" 2>&1 &
done
wait
[ "$(grep -lx 'race.pub.pem: the public key' race.[1-8] | wc -l)" -eq 1 ] || fail 'one pair'
openssl pkey -in race.pem -pubout | cmp -s - race.pub.pem || fail 'halves of one pair'

# Keys from elsewhere.
openssl ecparam -name prime256v1 -genkey -out sec1.pem
openssl ec -in sec1.pem -pubout -conv_form compressed -out compressed.pem 2>none
try keygen --show sec1.pem --hex
code 0
cp output whole
try keygen --show compressed.pem --hex
code 0
cmp -s output whole || fail 'the whole point of a compressed one'
openssl ecparam -name secp384r1 -genkey -out larger.pem
openssl genpkey -algorithm ed25519 -out edwards.pem
for file in larger.pem edwards.pem; do
  try keygen --show $file
  code 1
  warns "$file: is no key on the curve P-256; make one with thimble keygen"
done
openssl pkey -in acme.pem -aes256 -passout pass:secret -out locked.pem
try keygen --show locked.pem
code 1
warns 'locked.pem: is protected by a passphrase; take it off with openssl pkey, into a file that only you can read'
: >empty
echo hello >text
for file in empty text; do
  try keygen --show $file
  code 1
  warns "$file: holds no key in PEM; make one with thimble keygen"
done
try keygen --show no-such-file
code 1
warns 'no-such-file: cannot be opened: No such file or directory'
head -c 20000 /dev/zero >large
try keygen --show large
code 1
warns 'large: is larger than 16384 bytes, the most that can be used here'

# A secret number with another's point.
openssl pkey -in acme.pem -outform DER >acme.der
openssl pkey -in taken.pem -outform DER | tail -c 65 >other
head -c -65 acme.der | cat - other | openssl base64 >body
{
  echo '-----BEGIN EC PRIVATE KEY-----'
  cat body
  echo '-----END EC PRIVATE KEY-----'
} >mixed.pem
try keygen --show mixed.pem
code 1
warns 'mixed.pem: is a key whose parts do not belong together; make one with thimble keygen'

# The command line.
try keygen --help
code 0
holds 'Usage: thimble keygen'
try keygen name
code 2
warns 'name is too much; a name goes behind --output; see thimble keygen --help'
try keygen --raw --json
code 2
warns '--raw, --hex and --json exclude each other; see thimble keygen --help'
try keygen --show acme.pem --force
code 2
warns '--show makes no files; leave out --output and --force; see thimble keygen --help'
try keygen -o folder/
code 2
warns '--output folder/ names no file; see thimble keygen --help'
try keygen --no-such-option
code 2
try keygen -o
code 2
warns 'an argument must follow -o; see thimble keygen --help'

finish
