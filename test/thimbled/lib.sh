# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# lib.sh: a device (the daemon thimbled) and the author's side. Sourced by the tests beside it, which are
# called with the command, the daemon, the relay and a folder to work in.
#
#   start_device OPTION...       sets $port; the flash is the file `flash`
#   stop_device SIGNAL           sets $code, its exit code
#   push FILE CODE NUMBER        demands the response's code and the refusal
#   container NAME VERSION HOOK SOURCE    makes a folder NAME-VERSION with C source
#   sign ARGUMENT...             thimble sign, for the vendor and the class of the device
#   get PATH [OPTION...]         prints what is read, as JSON
#   keeps                        demands that the containers are as they were at the last `remember`
set -euo pipefail
export LC_ALL=C

thimble=$(realpath "$1")
thimbled=$(realpath "$2")
# shellcheck disable=SC2034 # for the tests
relay=$(realpath "$3")
rm -rf "$4"
mkdir -p "$4"
cd "$4"
failures=0
device=''
children=()

command -v coap-client-notls >none || {
  echo 'skipped: no coap-client-notls (package libcoap3-bin)'
  exit 77
}
python=''
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c 'import cbor2' 2>none; then python=$candidate; fi
done
[[ -n $python ]] || {
  echo 'skipped: no python3-cbor2'
  exit 77
}

finish() {
  local child
  [[ -z $device ]] || kill "$device" 2>/dev/null || true
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
}
trap finish EXIT

fail() {
  echo "FAILED: $*" >&2
  failures=$((failures + 1))
}

# is WHAT FILTER: the JSON in `output` makes the filter of jq true.
is() {
  jq -e "$2" output >none 2>&1 || {
    fail "$1: not $2 in $(cat output)"
  }
}

start_device() {
  local tries
  rm -f device.output
  "$thimbled" --flash=flash --vendor=example.com --class=test --device=42 --port="${port:-0}" "$@" \
    >device.output 2>>device.errors &
  device=$!
  for ((tries = 0; tries < 100; tries++)); do
    if grep -q '^port ' device.output 2>none; then
      port=$(sed -n 's/^port //p' device.output)
      target=$port
      return
    fi
    sleep 0.05
  done
  cat device.errors >&2
  fail 'the device does not start'
  exit 1
}

# shellcheck disable=SC2034 # the code is for the tests
stop_device() {
  code=0
  kill "-$1" "$device"
  wait "$device" 2>none || code=$?
  device=''
}

coap() {
  timeout 8 coap-client-notls -B 6 "$@" 2>&1
}

as_json() {
  # shellcheck disable=SC2016 # the program is Python's
  "$python" -c '
import cbor2, json, sys
def plain(x):
    if isinstance(x, bytes): return x.hex()
    if isinstance(x, dict): return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)): return [plain(v) for v in x]
    return x
print(json.dumps(plain(cbor2.loads(open(sys.argv[1], "rb").read()))))' "$1"
}

get() {
  local path=$1
  shift
  rm -f body
  coap -m get -b 1024 -o body "$@" "coap://[::1]:$target/$path" >answer || true
  as_json body >output 2>none || fail "GET $path: no CBOR: $(tr -d '\0' <answer | head -c 200)"
}

push() {
  local got
  coap -m put -b 1024 -t 42 -f "$1" "coap://[::1]:$target/suit" >answer || true
  got=$(head -c 4 answer | tr -d '\0')
  case $2 in
  2.04) [[ $(head -c 1 answer | od -An -tx1) == ' a'* ]] || fail "push $1: $(tr -d '\0' <answer | head -c 200) instead of $2" ;;
  *) [[ $got == "$2" ]] || fail "push $1: $(head -c 200 answer) instead of $2" ;;
  esac
  get suit
  is "push $1" ".[\"1\"] == $3"
}

# What a container is, apart from its runs.
containers() {
  get containers
  jq -c 'map({tenant: .["1"], name: .["2"], version: .["3"], state: .["4"], digest: .["7"],
    trial: .["15"], previous: .["16"], sequence: .["17"]}) | sort' output
}

remember() {
  containers >remembered
}

keeps() {
  containers >now
  cmp -s now remembered || fail "$1: $(cat now) instead of $(cat remembered)"
}

container() {
  local folder=$1-$2
  mkdir -p "$folder"
  printf '#include <thimble.h>\n%s\n' "$4" >"$folder/$1.c"
  printf 'name = %s\nversion = %s\nhook = %s\ngrants = %s\nfuel = 1000\n' "$1" "$2" "$3" "${5:-log, reply}" \
    >"$folder/thimble.ini"
}

sign() {
  "$thimble" sign --vendor example.com --class test "$@" >none
}
