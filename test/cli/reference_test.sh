#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# reference_test.sh THIMBLE SAMPLES FOLDER PAGE: the forms of `thimble bindings`, of which PAGE,
# docs/bindings.md, is one.
# shellcheck disable=SC2016 # quotes of Markdown stand in patterns
page=$(realpath "$4")
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"

try bindings --markdown
code 0
cmp output "$page" ||
  fail 'the same as docs/bindings.md; make that anew with the target reference-update'
holds 'int32_t thimble_sensor_read(int32_t sensor, void *value, uint32_t size);'
says 'Needs the grant `sensor`. Costs 1 fuel and 1 for each byte.'
says '| 2 | `sensor` | read the device'"'"'s sensors | kinds of sensor |'
says '| 0 | `int32_t` | `value` | write | value x 10^scale in the unit of the sensor'"'"'s kind |'
says '| 8 | `uint8_t[64]` | `data` | read | the packet'"'"'s first bytes, from the IP header on |'

try bindings
code 0
says ' 3  int64_t thimble_clock_ms(void)'
says '    grant clock, fuel 1'
says '    no grant, fuel 61 and 1 for each byte'
says ' 0  log          write lines to the device'"'"'s log'
says 'struct thimble_context_timer, 16 bytes'
holds 'THIMBLE_ERROR_NOT_FOUND    not found'

try bindings --json
code 0
json '.[0] | .abi == 1 and (.bindings | map(.number)) == [range(1; 1 + (.bindings | length))]'
json '.[0].bindings[3] | .name == "sensor_read" and .arguments == "iw" and .grant == "sensor"
  and .parameters == ["sensor", "value", "size"] and .call_fuel == 1 and .byte_fuel == 1
  and .signature == "int32_t thimble_sensor_read(int32_t sensor, void *value, uint32_t size)"'
json '.[0] | [.bindings[] | select(.grant == null) | .name] == ["format", "lent_read", "lent_write"]'
json '.[0] | (.grants | map(.number)) == [range(0; .grants | length)]'
json '.[0] | [.grants[] | select(.narrowed_by) | .name]
  == ["sensor", "actuator", "value-read", "value-write"]'
json '.[0].contexts[] | select(.name == "sample") | .size == 12 and .writable == 4
  and (.fields | map(.writable)) == [true, false, false]'
json '.[0].contexts[] | select(.name == "packet") | .fields[2] == {name: "data", type: "uint8_t",
  count: 64, offset: 8, writable: false,
  documentation: "the packet'"'"'s first bytes, from the IP header on"}'
json '.[0].sensors[0] | .number == 1 and .enumerator == "THIMBLE_SENSOR_TEMPERATURE" and .scale == -2'
json '.[0].results[0] == {number: 0, name: "THIMBLE_OK", text: "ok"}'

try bindings --help
code 0
try bindings --json --markdown
code 2
warns 'one form at a time, but --markdown follows; see thimble bindings --help'
try bindings log
code 2
warns 'no argument is wanted, but log is given; see thimble bindings --help'
try bindings --xml
code 2

finish
