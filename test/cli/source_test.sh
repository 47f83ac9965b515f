#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# source_test.sh: the verbs take C source as well as images, and know its lines.
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir -p sum
cat >sum/sum.c <<'C'
#include <thimble.h>

static int64_t total = 5;

__attribute__((noinline)) static int64_t add(int64_t number) {
  total += number;
  return total;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  struct thimble_sensor_value value;
  if (thimble_sensor_read(THIMBLE_SENSOR(THIMBLE_SENSOR_HEART_RATE, 0), &value, sizeof value) != 0)
    *(volatile int *)12 = 1;
  thimble_log_value(THIMBLE_LOG_INFO, "rate", value.value);
  return add(value.value);
}
C
printf '70\n71\n' >rates.csv

for path in sum sum/sum.c; do
  try run -n 3 -s heart-rate=csv:rates.csv "$path"
  code 0
  says 'sum: info: rate 71'
  grep -q '^run 3: result 216, fuel [0-9]*, stack depth 2 ' output || fail 'the sum 216'
  try inspect "$path"
  code 0
  says 'grants      log, sensor'
  says 'data        8 bytes'
  says 'verdict     verified'
done
try run sum
code 1
grep -q '^run 1: trapped: store outside the granted memory, address 0xc (in no region), in run() at .*sum.c:13 (instruction [0-9]*: \*(u32 \*)(r[0-9] + [0-9]*) = ' output ||
  fail 'a trap in line 13'
try disasm sum
code 0
says 'run:'
says 'add:'
says '; sum.c:6  total += number;'
holds 'call thimble_sensor_read'
grep -q 'call pc[+-][0-9]*  ; to [0-9]*, add()$' output || fail 'the call of add()'
holds '|rate....|'

# The compiler's own messages stand as they are.
printf 'int run(void) { return 1 }\n' >broken.c
try run broken.c
[ "$result" -eq 1 ] || fail 'exit code 1'
grep -q '^broken.c:1:25: error: ' message || fail 'the line of the error'

finish
