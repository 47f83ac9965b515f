#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Random functions of all forms: which are valid, and what these do, is what Node.js says (forms.js).
#
#   test/wasm/spectest/forms.sh PROGRAM WORK SEED COUNT
#
# PROGRAM is wasm-spectest. A failure names forms.json:LINE; the module is WORK/forms.LINE.wasm.

set -euo pipefail
program=$1 work=$2 seed=$3 count=$4
if ! command -v node >/dev/null; then
  echo 'skipped: there is no node (package nodejs)'
  exit 77
fi
rm -rf "$work"
node "$(dirname "$0")/forms.js" "$work" "$seed" "$count"
"$program" "$work"
rm -r "$work"
