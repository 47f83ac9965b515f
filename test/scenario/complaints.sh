#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What `thimble run` says about scenarios that cannot be played.
#
#   test/scenario/complaints.sh THIMBLE FOLDER

set -euo pipefail
thimble=$(realpath "$1")
containers=$(realpath "$(dirname "$0")")/containers
mkdir -p "$2"
cd "$2"
failures=0

fail() {
  printf 'FAILED: %s\n' "$1" >&2
  failures=$((failures + 1))
}

# refuses LINE MESSAGE: demands that the scenario on standard input ends with this message.
refuses() {
  local status=0
  cat >test.scenario
  "$thimble" run test.scenario >output 2>message || status=$?
  [[ $status == 1 ]] || fail "exit code $status, not 1, for: $2"
  [[ $(<message) == "thimble: test.scenario:$1: $2" ]] || fail "$2; got: $(<message)"
}

refuses 2 "there is no statement 'instal'; see docs/scenario.md" <<<$'# a comment\ninstal water x'
refuses 1 "there is no statement 'a\\x1b[31m'; see docs/scenario.md" <<<$'a\e[31m'
refuses 1 "this statement has no option 'grant'; see docs/scenario.md" <<<'tenant water grant=log'
refuses 1 "there is no grant 'logs'; write all, none, or names of grants separated by commas" \
  <<<'tenant water grants=clock,logs'
refuses 1 "'Water' is no name; write up to 32 of a-z 0-9 . _ - behind tenant" <<<'tenant Water'
refuses 1 "'' is no name; write up to 32 of a-z 0-9 . _ - behind tenant" <<<'tenant'
refuses 2 "the tenant 'water' is there already; choose another name" <<<$'tenant water\ntenant water'
refuses 1 "'300' is no number, or too large; write one from 0 on" <<<'tenant water failures=300'
refuses 1 "there is no kind of sensor 'wind'; write names such as temperature, separated by commas" \
  <<<'tenant water sensors=wind'
refuses 1 "'32' is no actuator; write numbers from 0 to 31 separated by commas" \
  <<<'tenant water actuators=0,32'
refuses 1 "'keep' ends no quota; write kept, or nothing" <<<'tenant water private=1,2,3,keep'
refuses 1 "there is no hook 'door'; the hooks are timer, packet, message, sample and request" \
  <<<'hook door'
refuses 1 "there is no rule 'some'; write all, first or stop" <<<'hook packet rule=some'
refuses 2 "the device is on already; say this before anything is installed or fired" \
  <<<$'fire packet\ntenant water'
refuses 1 "the simulated device does not have so much of 'memory'; see docs/scenario.md" \
  <<<'device memory=99999999'
refuses 2 "the device does not start: 'an argument is out of range'; mend what device, tenant and hook say" <<<$'hook timer period=0\nwait 1'
refuses 1 "there is no tenant 'water'; name one that a statement tenant has declared" \
  <<<'install water x.c'
refuses 2 'no image is named; write its path behind the tenant' <<<$'tenant water\ninstall water'
refuses 1 "'-5' is no time; write milliseconds, at most a day: 86400000" <<<'wait -5'
refuses 1 "'5' is one word too many; leave it out" <<<'wait 5 5'
refuses 1 "'0g' is no string of at most 1024 bytes; write pairs of hexadecimal digits, or a text in quotation marks" \
  <<<'fire packet 0g'
refuses 1 "'look' is no method; write get, post, put or delete" <<<'fire request look'
refuses 1 "there is no error 'bad'; write one such as refused, not-found or quota" \
  <<<'expect-error bad'
refuses 1 'the statement that expect-error speaks of is missing; write it in the next line' \
  <<<'expect-error quota'
refuses 3 "the error that is expected of the statement 'wait' does not come; see the trace, and mend expect-error" \
  <<<$'tenant water\nexpect-error quota\nwait 5'
refuses 2 "the device refuses the statement 'remove'; see the trace for the reason, or write expect-error before it" \
  <<<$'tenant water\nremove water tick'
refuses 3 "the device refuses the statement 'install'; see the trace for the reason, or write expect-error before it" \
  <<<$'tenant water grants=none\n\ninstall water '"$containers/tick.c"

# An image that is not there is the command's own message.
printf 'tenant water\ninstall water nowhere.thimble\n' >test.scenario
"$thimble" run test.scenario >output 2>message && fail 'an image that is not there'
[[ $(<message) == 'thimble: nowhere.thimble: cannot be opened: No such file or directory' ]] ||
  fail "$(<message)"

# Options that a scenario does not take, and one that only a scenario takes.
for options in '--times=2 test.scenario' '--save-images=. nowhere.thimble'; do
  status=0
  # shellcheck disable=SC2086 # two words
  "$thimble" run $options 2>message || status=$?
  [[ $status == 2 ]] || fail "exit code $status, not 2, for $options"
done

[[ $failures == 0 ]]
