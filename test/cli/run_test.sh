#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run_test.sh: what `thimble run` prints and returns.
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# Results, state, context.
try run answer.thimble
code 0
says 'run 1: result 42, fuel 2, stack depth 1 (64 bytes)'
try run --times=3 counter.thimble
code 0
says 'run 1: result 101, fuel 6, stack depth 1 (0 bytes)'
says 'run 3: result 103, fuel 6, stack depth 1 (0 bytes)'
says '3 runs: 3 done, 0 failed; at most fuel 6, stack depth 1 (0 bytes)'
try run -n 3 -p 250 clock.thimble
says 'run 3: result 502, fuel 4, stack depth 1 (0 bytes)'
try run -n 2 -p 0 clock.thimble
says 'run 2: result 1, fuel 4, stack depth 1 (0 bytes)'
try run --json -n 3 -p 4294967295 clock.thimble
json 'map(.time_ms // empty) == [0, 4294967295, 8589934590]'
try run clock.thimble --context '05 00:000000000000 00000000 07000000'
says 'run 1: result 12, fuel 4, stack depth 1 (0 bytes)'
try run packet.thimble --context 0102FF
says 'run 1: result 255003, fuel 7, stack depth 1 (0 bytes)'
head -c 100 /dev/zero | tr '\0' '\1' >packet.bytes
try run packet.thimble --context @packet.bytes
says 'run 1: result 1100, fuel 7, stack depth 1 (0 bytes)'
try run answer.thimble --hook packet
code 0
try run other-hook.thimble --context 010203
says 'run 1: result 3, fuel 2, stack depth 1 (0 bytes)'
try run other-hook.thimble --hook timer
says 'run 1: result 16, fuel 2, stack depth 1 (0 bytes)'

# Log lines come escaped; quiet keeps them.
try run -q -n 2 hello.thimble
code 0
[ "$(cat output)" = "$(printf '%s\n%s' 'hello: warning: hi\x1b[m' 'hello: warning: hi\x1b[m')" ] ||
  fail 'two log lines'

# Sensors and random bytes.
try run sensor.thimble
says 'run 1: result -8, fuel 15, stack depth 1 (8 bytes)'
try run sensor.thimble --sensor temperature=21.5
says 'run 1: result 2150, fuel 16, stack depth 1 (8 bytes)'
printf 'time,outside\n0,-1.5\n1,\n' >outside.csv
try run -n 3 sensor.thimble -s temperature=csv:outside.csv:outside
says 'run 1: result 4294967146, fuel 16, stack depth 1 (8 bytes)'
says 'run 2: result -10, fuel 15, stack depth 1 (8 bytes)'
says 'run 3: result 4294967146, fuel 16, stack depth 1 (8 bytes)'
try run sensor.thimble -s temperature=csv:outside.csv:inside
code 1
warns 'outside.csv:1: no column is named inside; name one of the header'\''s, or give a number'
try run --seed 1 random.thimble
first=$(cat output)
try run --seed 1 random.thimble
[ "$(cat output)" = "$first" ] || fail 'the same random bytes'
try run --seed 2 random.thimble
[ "$(cat output)" != "$first" ] || fail 'other random bytes'

# Failures: the reason, the address, the place; the other runs go on.
try run wild.thimble
code 1
says 'run 1: trapped: store outside the granted memory, address 0xf (in no region), in run() at sample.c:12 (instruction 2: *(u64 *)(r1 + 8) = r0), fuel 3, stack depth 1 (64 bytes)'
try run past-data.thimble
code 1
says 'run 1: trapped: load outside the granted memory, address 0x200000001 (data + 1) (instruction 2: r0 = *(u64 *)(r1 + 0)), fuel 3, stack depth 1 (0 bytes)'
try run deep.thimble
code 1
holds 'trapped: more local calls are open than the image states, in run() at sample.c:10 (instruction 0: call pc-1)'
try run -n 2 endless.thimble --fuel 10
code 1
holds 'run 2: out of fuel: the fuel is used up, in run() at sample.c:10 (instruction 0: goto -1), fuel 11'
says '2 runs: 0 done, 2 failed; at most fuel 11, stack depth 1 (0 bytes)'
try run endless.thimble
holds 'fuel 1001, '
try run --fuel 1 answer.thimble
code 1
holds 'run 1: out of fuel'

# Refusals.
try run frame-write.thimble
code 1
warns 'frame-write.thimble: refused: instruction 1 (r10 = 0): the frame register r10 is never written, in run() at sample.c:11; build it again with thimble build'
try run ungranted.thimble
code 1
warns 'ungranted.thimble: refused: instruction 3 (call thimble_log): binding 1 is not granted, in run() at sample.c:13; the image does not ask for the grant log'
try run hello.thimble --allow none
code 1
warns 'hello.thimble: refused: instruction 3 (call thimble_log): binding 1 is not granted; --allow leaves out the grant log'
try run hello.thimble --allow sensor,log
code 0
try run narrow.thimble --sensor temperature=20
code 1
says 'run 1: refused: binding 4 is used beyond what its grant reaches: thimble_sensor_read() has the grant sensor(humidity heart-rate 31), in run() at sample.c:14 (instruction 4: call thimble_sensor_read), fuel 13, stack depth 1 (8 bytes)'
try run bad-frame.thimble
code 1
warns 'bad-frame.thimble: refused: the frame size 12 is not a multiple of 8 or too large; build it again with thimble build'
try run bad-entry.thimble
code 1
warns 'bad-entry.thimble: refused: the entry 2 is not the start of an instruction; build it again with thimble build'
try run bad-parameters.thimble
code 1
warns "bad-parameters.thimble: refused: the engine's parameters are malformed; build it again with thimble build"
try run python.thimble
code 1
warns 'python.thimble: refused: this build has no engine with number 3; use a thimble that has it'

# JSON.
try run --json -n 2 -p 10 hello.thimble
code 0
json 'length == 3 and .[1] == {run: 2, time_ms: 10, log: [{level: "warning", text: "hi\u001b[m"}],
  outcome: "done", result: 0, fuel: 11, depth: 1, stack_bytes: 0}'
json '.[2].summary == {runs: 2, done: 2, failed: 0, fuel_total: 22, fuel_most: 11, depth_most: 1,
  stack_bytes_most: 0}'
try run --json wild.thimble
code 1
json '.[0] == {run: 1, time_ms: 0, log: [], outcome: "trapped", fuel: 3, depth: 1, stack_bytes: 64,
  reason: "store outside the granted memory", address: "0xf", instruction: 2,
  disassembly: "*(u64 *)(r1 + 8) = r0", function: "run", file: "sample.c", line: 12}'
json '.[1].summary.failed == 1'
try run --json endless.thimble
json '.[0].outcome == "out of fuel" and .[0].line == 10 and (.[0] | has("address") | not)'
try run --json frame-write.thimble
code 1
json '. == [{outcome: "refused", reason: "the frame register r10 is never written", instruction: 1,
  disassembly: "r10 = 0", function: "run", file: "sample.c", line: 11}]'
try run --json ungranted.thimble
json '. == [{outcome: "refused", reason: "binding 1 is not granted", binding: "log", grant: "log",
  instruction: 3, disassembly: "call thimble_log", function: "run", file: "sample.c", line: 13}]'
try run --json bad-frame.thimble
json '. == [{outcome: "refused", reason: "the frame size 12 is not a multiple of 8 or too large"}]'

finish
