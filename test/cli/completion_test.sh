#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# completion_test.sh THIMBLE COMPLETION FOLDER: drives the completion the way bash does, and compares
# the words it knows with those of the command.
set -euo pipefail

thimble=$(realpath "$1")
completion=$(realpath "$2")
folder=$3
failures=0

rm -rf "$folder"
mkdir -p "$folder/project"
cd "$folder"
touch eight.suit one.thimble two.c three.scenario four.txt five.pem six.pub.pem

fail() {
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

# shellcheck source=completion/thimble.bash
source "$completion"
[[ $(complete -p thimble) == 'complete -F _thimble thimble' ]] || fail "$(complete -p thimble)"

# complete_line WORD...: what is offered for the last word, sorted, one a line.
complete_line() {
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  COMPREPLY=()
  _thimble || true
  [[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}" | sort -u
}

# offers EXPECTED WORD...: EXPECTED are lines, in any order.
offers() {
  local expected
  expected=$(tr ' ' '\n' <<<"$1" | sort -u | sed '/^$/d')
  shift
  [[ $(complete_line "$@") == "$expected" ]] ||
    fail "thimble ${*:2} offers: $(complete_line "$@" | tr '\n' ' '), not: $expected"
}

offers 'build bindings' thimble b
offers '--help --version' thimble --
offers 'inspect' thimble help i
offers '--json' thimble inspect --j
offers '--json --markdown --help' thimble bindings --
offers 'v3 v4' thimble build --cpu ''
offers 'v3 v4' thimble build --cpu =
offers 'v4' thimble build --cpu = v4
offers '0 1 2 3 s z' thimble build -O ''
offers 'temperature=' thimble run --sensor = t
offers 'value-read value-write' thimble run -a v
offers 'log,sensor' thimble run --allow = log,s
offers '@two.c' thimble run -c @tw
offers '' thimble run --times ''
offers 'one.thimble project three.scenario two.c' thimble run ''
offers 'one.thimble' thimble inspect o
offers 'project' thimble run --save-images ''
offers 'project' thimble new p
offers 'c rust' thimble new -l ''
offers 'five.pem project six.pub.pem' thimble sign --key ''
offers 'five.pem' thimble keygen --show fiv
offers 'four.txt' thimble sign --policy fo
offers 'es256 esp256' thimble sign --alg = e
offers 'project' thimble sign --project ''
offers '' thimble sign --stop ''
offers 'one.thimble' thimble sign o
offers 'eight.suit' thimble verify e
offers 'eight.suit' thimble push e
mkdir -p settings/thimble
printf 'default = hall\n[kitchen]\naddress = ::1\n[hall]\naddress = ::2\n' >settings/thimble/devices
XDG_CONFIG_HOME=$PWD/settings
offers 'kitchen hall' thimble ps -d ''
offers 'kitchen' thimble push -d k
rm -r settings

# What the command says of itself is what is offered.
verbs=$("$thimble" --help | sed -n 's/^  thimble \([a-z]*\)  *[a-z].*/\1/p')
offers "$verbs help --help --version" thimble ''
for verb in $verbs; do
  options=$("$thimble" "$verb" --help | sed -n 's/^  \(    \)\{0,1\}-/-/p' |
    grep -oE '^(-[a-zA-Z])?(, )?(--[a-z-]+)?' | tr -d ',')
  offers "$options" thimble "$verb" -
done
"$thimble" bindings --json >bindings.json
offers "$(jq -r '.contexts[].name' bindings.json)" thimble run --hook ''
offers "$(jq -r '.sensors[].name + "="' bindings.json)" thimble run -s ''
offers "all none $(jq -r '.grants[].name' bindings.json | tr '\n' ' ')" thimble run --allow ''

exit $((failures > 0))
