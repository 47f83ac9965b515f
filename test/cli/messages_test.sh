#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# messages_test.sh: help, usage errors and files that are no images: one clear line, and an exit code.
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# Help and version.
try --help
code 0
holds 'Usage: thimble VERB'
try help
code 0
holds 'Usage: thimble VERB'
try --version
code 0
grep -qE '^thimble [0-9]+\.[0-9]+\.[0-9]+$' output || fail 'a version'
for verb in build run inspect disasm; do
  try "$verb" --help
  code 0
  holds "Usage: thimble $verb"
  mv output help
  try help "$verb"
  code 0
  cmp -s output help || fail "the same as $verb --help"
  try "$verb"
  code 2
  try "$verb" --no-such-option
  code 2
  try "$verb" a b
  code 2
done

# Usage errors.
try
code 2
warns 'no verb is given; see thimble --help'
try fly
code 2
warns 'there is no verb fly; see thimble --help'
try help fly
code 2
warns 'there is no verb fly; see thimble --help'
try --fly
code 2
warns 'there is no option --fly; see thimble --help'
try run --times
code 2
warns 'an argument must follow --times; see thimble run --help'
try run -n 0 answer.thimble
code 2
warns '--times 0 is not a whole number from 1 to 4294967295; see thimble run --help'
for number in '' -1 1x 1.5 4294967296 99999999999999999999; do
  try run --times "$number" answer.thimble
  code 2
done
try stop answer --policy x
code 2
warns 'there is no option --policy; see thimble stop --help'
try rm -d '[::1]:9' --key none ''
code 2
warns "container '' is no name; it needs 1 to 32 of the characters a-z 0-9 . _ -; see thimble rm --help"
try discover -d x
code 2
warns 'there is no option -d; see thimble discover --help'
try ps --port 5
code 2
warns 'there is no option --port; see thimble ps --help'
try push -d kitchen 'coap://[::1]/' answer.thimble
code 2
warns 'one device at a time, but coap://[::1]/ follows; see thimble push --help'
try run -Z answer.thimble
code 2
warns 'there is no option -Z; see thimble run --help'
try run --json=yes answer.thimble
code 2
warns '--json=yes is not an option that can be used here; see thimble run --help'
try run --json -q answer.thimble
code 2
try run --allow log,fly answer.thimble
code 2
warns '--allow: there is no grant fly; see thimble run --help'
try run --fuel 134217729 answer.thimble
code 2
try run answer.thimble --context 012
code 2
warns '--context: 2 is not a row of hexadecimal bytes; a file is @FILE; see thimble run --help'
try run answer.thimble --context 0102
code 2
warns '--context: 2 bytes are given, but the context of timer has 16; see thimble run --help'
try run answer.thimble --context @no-such-file
code 1
try run answer.thimble --sensor temprature=1
code 2
warns '--sensor: there is no kind temprature among temperature humidity pressure light heart-rate; see thimble run --help'

# Files that are no images.
: >empty
echo 'hello' >text
head -c 2000000 /dev/zero | tr '\0' '\240' >large
for verb in run inspect disasm; do
  try "$verb" no-such-file
  code 1
  warns 'no-such-file: cannot be opened: No such file or directory'
  try "$verb" empty
  code 1
  warns 'empty: is neither an image nor a source (*.c, *.rs, *.wasm); make an image with thimble build'
  try "$verb" text
  code 1
  try "$verb" large
  code 1
done

# Prefixes of an image are refused with a place (survival_test.c tries more).
size=$(wc -c <wild.thimble)
length=1
while [ "$length" -lt "$size" ]; do
  head -c "$length" wild.thimble >prefix
  try inspect prefix
  code 1
  grep -qE '^thimble: prefix: is not a sound image: byte [0-9]+, .*: .*; ' message || fail 'a place'
  length=$((length + 3))
done
try inspect /dev/stdin <wild.thimble
code 0

# Control characters of a file's name do not reach the terminal.
try run "$(printf 'a\033b')"
code 1
warns 'a\x1bb: cannot be opened: No such file or directory'

# A disk that is full is noticed.
result=0
"$thimble" inspect wild.thimble >/dev/full 2>message || result=$?
[ "$result" -eq 1 ] || fail 'exit code 1 on a full disk'
warns 'standard output cannot be written; is the disk full?'

finish
