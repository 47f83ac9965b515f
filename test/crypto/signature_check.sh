#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs signature-check on the table, on suites from outside, and on lines that are none.
#
#   signature_check.sh PROGRAM TABLE
#
# THIMBLE_CONFORMANCE may hold a folder es256 with files NAME.txt (lines for signature-check) and
# NAME.expected (a verdict for each).

set -eu
program=$1 table=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0

complain() {
  echo "$1" >&2
  wrong=1
}

# compare NAME LINES EXPECTED
compare() {
  "$program" <"$2" >"$work/said" || complain "$1: exit code $?"
  diff "$3" "$work/said" >&2 || complain "$1: other verdicts"
}

# refuse LINE-NUMBER TEXT: standard input has a malformed line.
refuse() {
  status=0
  "$program" >"$work/said" 2>"$work/error" || status=$?
  [ "$status" = 2 ] || complain "$2: exit code $status"
  [ "$(cat "$work/error")" = "signature-check: line $1: $2" ] ||
    complain "$2: it said: $(cat "$work/error")"
  [ "$(wc -l <"$work/said")" = $(($1 - 1)) ] || complain "$2: verdicts on other lines"
}

cut -f 3- "$table" >"$work/lines"
cut -f 2 "$table" >"$work/expected"
compare 'the table' "$work/lines" "$work/expected"

sed 's/$/\r/; s/ /\t/; y/abcdef/ABCDEF/; s/^ES/es/; s/^Es/es/; s/^eS/es/' "$work/lines" >"$work/other"
compare 'the table with other spaces, line ends and digits' "$work/other" "$work/expected"

printf '' >"$work/empty"
compare 'no line' "$work/empty" "$work/empty"
sed -n 1p "$work/lines" | tr -d '\n' >"$work/unended"
echo accept >"$work/accept"
compare 'a line without its end' "$work/unended" "$work/accept"
{ printf 'es256 - ' && head -c 1000000 /dev/zero | tr '\0' 'a' && printf ' -\n'; } >"$work/long"
echo reject >"$work/reject"
compare 'a long message' "$work/long" "$work/reject"

printf 'es256 - - -\n\n' | refuse 2 'the line does not begin with es256'
printf 'es384 - - -\n' | refuse 1 'the line does not begin with es256'
printf 'es256 00 00\n' | refuse 1 'a line is: es256 KEY MESSAGE SIGNATURE'
printf 'es256 00 00 00 00\n' | refuse 1 'a line is: es256 KEY MESSAGE SIGNATURE'
printf 'es256 - - -\nes256 - - -\nes256 00  00\n' | refuse 3 'a word is empty; write - for no bytes'
printf 'es256 00 0 00\n' | refuse 1 'an odd number of hexadecimal digits'
printf 'es256 00 00 0g\n' | refuse 1 'a character that is no hexadecimal digit'
printf 'es256 00 00 0\000\n' | refuse 1 'a character that is no hexadecimal digit'
printf 'es256 -- 00 00\n' | refuse 1 'a character that is no hexadecimal digit'

# Who writes a line gets its verdict at once.
# shellcheck disable=SC2094 # the file is looked at while it grows
{ sed -n 1p "$work/lines" && sleep 1 && cp "$work/early" "$work/seen"; } | "$program" >"$work/early"
[ -s "$work/seen" ] || complain 'a verdict waits for the end of the input'

"$program" unexpected </dev/null 2>/dev/null && complain 'an argument is taken'

for lines in "${THIMBLE_CONFORMANCE:-none}"/es256/*.txt; do
  [ -f "$lines" ] || continue
  compare "$lines" "$lines" "${lines%.txt}.expected"
done
exit $wrong
