#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# manual_test.sh THIMBLE FOLDER: there is a manual page for each verb, it names the long options that
# `thimble VERB --help` names and no others, and man and mandoc render all pages without a warning.
set -eu

thimble=$1
manual=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
  echo "$1" >&2
  failures=$((failures + 1))
}

# same_options PAGE [VERB]
same_options() {
  page=$1
  shift
  "$thimble" "$@" --help | grep -oE '(^|[^-a-z])--[a-z]+(-[a-z]+)*' | grep -oE -e '--.*' |
    sort -u > "$work/helped"
  grep -oE '^\.(It|Op|Nm).*Fl -[a-z]+.*|^\.Fl -[a-z]+.*' "$page" | grep -oE ' -[a-z]+(-[a-z]+)*' |
    sed 's/^ /-/' | sort -u > "$work/documented"
  [ -s "$work/helped" ] || fail "$*: --help names no option"
  diff "$work/helped" "$work/documented" >&2 ||
    fail "$page and thimble $* --help name other options"
}

same_options "$manual/thimble.1"
"$thimble" --help | sed -n 's/^  thimble \([a-z]*\)  *[a-z].*/\1/p' > "$work/verbs"
[ "$(wc -l < "$work/verbs")" -ge 6 ] || fail 'thimble --help names no verbs'
while read -r verb; do
  grep -qxF ".Xr thimble-$verb 1 ," "$manual/thimble.1" ||
    grep -qxF ".Xr thimble-$verb 1" "$manual/thimble.1" || fail "thimble.1 does not name $verb"
  same_options "$manual/thimble-$verb.1" "$verb"
done < "$work/verbs"

for page in "$manual"/*.1; do
  [ "$(grep -c '^\.Sh EXAMPLES$' "$page")" = 1 ] || fail "$page: no EXAMPLES"
  [ "$page" = "$manual/thimble.1" ] || grep -qxF "$(basename "$page" .1 | sed 's/thimble-//')" \
    "$work/verbs" || fail "$page: there is no such verb"
  if command -v mandoc > "$work/none"; then
    mandoc -T lint -W warning "$page" >&2 || fail "$page: mandoc complains"
  fi
  if command -v man > "$work/none"; then
    MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 > "$work/page" | tee "$work/warnings" >&2
    [ ! -s "$work/warnings" ] || fail "$page: man complains"
  fi
done
# `Fl -raw | hex` is --raw | -hex to man.
! grep -nE '^\.(Op )?Fl -[a-z].* \| [a-z]' "$manual"/*.1 >&2 || fail 'an option without its second dash'
exit "$failures"
