#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Executes the files of the official test suite that there are.
#
#   test/wasm/spectest/conformance.sh PROGRAM DEFAULT
#
# THIMBLE_CONFORMANCE, or else DEFAULT, names the folder that holds them in its folder wasm.

set -euo pipefail
program=$1
folder=${THIMBLE_CONFORMANCE:-$2}/wasm
if [[ ! -d $folder ]]; then
  echo "skipped: no $folder; THIMBLE_CONFORMANCE names the folder of the conformance tests"
  exit 77
fi
exec "$program" "$folder"
