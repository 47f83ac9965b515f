#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks what wasm_machine.h for Armv7-M relies on, in the code that the compiler made of run.c:
#
#   test/wasm/run/dispatch.sh OBJDUMP OBJECT
#
# The way from the dispatch to a body that the compiler knows, and nobody takes, does nothing but go;
# and where there is no fuel, all dispatches go to one place.

set -euo pipefail
objdump=$1 object=$2

"$objdump" -d --no-show-raw-insn "$object" | awk -F '\t' '
  function fail(why) { print "run.c: " why; failed = 1 }
  NF < 2 { next }
  $2 ~ /^bx/ && $3 != "lr" {
    ways++
    if (two !~ /^ldr/ || two_operands !~ /\[r9\]/ || one !~ /^orr/ || three_operands !~ /^pc/)
      fail("something is done between a dispatch and a body, at " $1)
  }
  $2 ~ /^bcc/ && one == "subs" && one_operands == "r6, #1" {
    dispatches++
    targets[$3 ""] = 1
  }
  {
    three_operands = two_operands; two = one; two_operands = one_operands
    one = $2; one_operands = $3
  }
  END {
    if (ways != 1)
      fail(ways + 0 " ways that the compiler knows from a dispatch to the bodies, not one")
    count = 0
    for (target in targets)
      count++
    if (dispatches < 50 || count != 1)
      fail(dispatches + 0 " dispatches go to " count " places when fuel ends, not to one")
    exit failed
  }'
