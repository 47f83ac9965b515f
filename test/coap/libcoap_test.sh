#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Our server with the client of libcoap (coap-client, Debian's libcoap3-bin), directly, over a bad
# network, and by multicast. Exit code 77: it is not installed.
#
#   libcoap_test.sh SERVER RELAY FOLDER

here=$(realpath "$(dirname "$0")")
# shellcheck source=test/coap/lib.sh
source "$here/lib.sh"

command -v coap-client-notls >none || {
  echo 'skipped: no coap-client-notls (package libcoap3-bin)'
  exit 77
}

# coap METHOD PATH [OPTION...]: prints the payload; libcoap says codes of errors on standard error.
coap() {
  local method=$1 path=$2
  shift 2
  timeout 100 coap-client-notls -B 90 -m "$method" "$@" "coap://[::1]:$target/$path" 2>&1
}

same_download() {
  rm -f "$1"
  coap get large -o "$@" >none 2>&1 || true
  cmp -s "$1" large || fail "the download $* differs"
}

head -c 100000 /dev/urandom >file
large_bytes >large
verdict=$(upload_verdict file)
start_server
target=$port

expect 'hello' coap post echo -e hello
expect '4.04' coap get nowhere
expect '4.05' coap put tick -e x
expect '4.02' coap get tick -O 2049,x
expect '4.06' coap get tick -A 60
expect 'at last' coap get slow
expect 'at last' coap post slow -N
expect '</upload>;rt="upload"' coap get '.well-known/core?rt=upload'
expect '0' coap get counter
expect '1' coap post counter
expect '1' coap get counter -N
same_download without-size
for size in 16 64 256 1024; do
  same_download "size-$size" -b "$size"
  expect "$verdict" coap put upload -b "$size" -f file
done
expect "$verdict" coap put upload -f file
head -c 5 file >short
expect "$(upload_verdict short)" coap put upload -f short

# Observation: at least four different values in two seconds.
coap get tick -s 2 >values || true
[[ $(grep -oE '[0-9]+' values | sort -u | wc -l) -ge 1 && $(tr -d '\n' <values | wc -c) -ge 4 ]] ||
  fail "observed $(cat values)"

# A network that loses and delays. Nothing is doubled: coap-client 4.3.1 writes the payload of a doubled
# response twice, and an upload does not survive one. channel_test.c doubles.
start_relay 1 2 0 20
target=$relay_port
same_download bad-network -b 1024 &
download=$!
expect "$verdict" coap put upload -b 1024 -f file
expect 'at last' coap get slow
wait "$download"
cmp bad-network large || fail 'the download over a bad network differs'

# Multicast, in a network of our own.
if unshare -rn ip link add v0 type veth peer name v1 2>none; then
  links='</echo>,</large>;ct=42,</upload>;rt="upload",</counter>;rt="counter";ct=0;obs,</tick>;ct=0;obs,</slow>;ct=0'
  printf '%s\n' '</upload>;rt="upload"' "$links" >links
  unshare -rn "$here/group.sh" "$server" >group 2>errors || true
  cmp group links || fail "multicast: $(cat group errors)"
else
  echo 'multicast was left out: no networks of our own here'
fi
finish
