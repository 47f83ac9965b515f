#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Our server with the npm package `coap`, directly and over a network that loses. There the package
# appends the payload of a doubled response twice and its upload does not end, so nothing is doubled,
# and uploads are left to libcoap_test.sh. The package, whose version and digests
# node/package-lock.json states, is installed into the folder, without running a script of it. Exit
# code 77: it cannot be had.
#
#   node_test.sh SERVER RELAY FOLDER

here=$(realpath "$(dirname "$0")")
# shellcheck source=test/coap/lib.sh
source "$here/lib.sh"

if ! command -v node >none || ! command -v npm >none; then
  echo 'skipped: no node and npm (packages nodejs, npm)'
  exit 77
fi
cp "$here/node/package.json" "$here/node/package-lock.json" .
if ! timeout 60 npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1; then
  echo 'skipped: npm cannot fetch the package coap; its words are in npm.log'
  exit 77
fi

start_server
node "$here/node/client.js" "$port" "$PWD/node_modules" small list download upload observe ||
  fail 'the client, directly'
start_relay 1 2 0 10
node "$here/node/client.js" "$relay_port" "$PWD/node_modules" small list download observe ||
  fail 'the client, over a bad network'
finish
