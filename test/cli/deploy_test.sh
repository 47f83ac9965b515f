#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# deploy_test.sh THIMBLE SAMPLES FOLDER THIMBLED PAGE: the commands of docs/deploy.md do what it says, with
# another port. Exit code 77: there is no device, or no compiler for containers.
[ -x "${4:-}" ] || {
  echo "skipped: no device to talk to ('${4:-}'); build thimbled"
  exit 77
}
thimbled=$(realpath "$4")
page=$(realpath "$5")
here=$(realpath "$(dirname "$0")")
rm -rf "$3"
# shellcheck source=test/cli/lib.sh
. "$here/lib.sh"
command -v clang-19 >none || command -v clang >none || {
  echo 'skipped: no clang'
  exit 77
}

HOME=$PWD/home
PATH=$(dirname "$thimble"):$(dirname "$thimbled"):$PATH
unset XDG_CONFIG_HOME
export HOME PATH
port=$((20000 + $$ % 40000))

# The blocks of the page; the device is waited for, and ends with the test.
{
  echo 'set -eux'
  awk '/^```/ { inside = !inside; next } inside' "$page" |
    sed -e "s/\[::1\]/[::1]:$port/" \
      -e "s/^thimbled \(.*\) &$/thimbled --port=$port \1 \& device=\$!; sleep 1/"
  # shellcheck disable=SC2016 # for the commands
  echo 'kill $device; wait $device'
} >commands
tried='the commands of the page'
sh commands >output 2>message || fail 'each of them to go well'
for text in 'kitchen: done: install acme/blink, sequence 1, ' 'acme/blink info: milliseconds since the start:' \
  'kitchen: done: rollback acme/blink, sequence 3, ' 'kitchen: done: remove acme/blink, sequence 6, ' \
  'verdict: a Thimble device would do it' 'kitchen: done: blink.suit, '; do
  holds "$text"
done
grep -q '^thimbled' commands || fail 'a device'
finish
