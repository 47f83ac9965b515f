#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# look_test.sh: what `thimble inspect` and `thimble disasm` show.
# shellcheck source=test/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# inspect
try inspect sensor.thimble
code 0
says 'name        sensor'
says 'version     1.0'
says 'hook        timer'
says 'engine      ebpf'
says 'grants      sensor'
says 'fuel        1000 for one run'
says 'memory      256 bytes for stack and data'
says 'text        64 bytes'
says 'frame       8 bytes'
says 'depth       1'
says 'verdict     verified'
holds 'RAM         368 bytes: 360 while installed, 8 more while it runs'
try inspect counter.thimble
says 'grants      none'
says 'data        8 bytes'
try inspect narrow.thimble
code 0
says 'grants      sensor(humidity heart-rate 31), value-read(global/ private/x)'
says 'order       7'
says 'verdict     verified'
try inspect frame-write.thimble
code 0
says 'verdict     refused: instruction 1 (r10 = 0): the frame register r10 is never written, in run() at sample.c:11'
try inspect python.thimble
code 0
says 'engine      python'
says 'verdict     refused: this build has no engine with number 3'
try inspect --json counter.thimble
code 0
json '.[0] | .name == "counter" and .grants == [] and .text == 48 and .data == 8 and .read_only == 0
  and .verified and .ram_instance > 8 and .image == 112'
try inspect --json hello.thimble
json '.[0].grants == ["log"]'
json '.[0] | .narrowed == {} and .order == 100'
try inspect --json narrow.thimble
json '.[0] | .grants == ["sensor", "value-read"] and .order == 7 and .narrowed
  == {sensor: ["humidity", "heart-rate", 31], "value-read": ["global/", "private/x"]}'
try inspect --json frame-write.thimble
json '.[0] | .verified == false and (.refusal | startswith("instruction 1 (r10 = 0): "))'

# disasm
rm -f sample.c
try disasm hello.thimble
code 0
says 'hello 1.0 for hook timer'
says 'entry:'
says '     0  b7 01 00 00 01 00 00 00  r1 = 1'
says '     1  18 02 00 00 00 00 00 00  r2 = 0x300000000 ll  ; read-only data + 0'
says '     2  00 00 00 00 03 00 00 00'
says '     3  85 00 00 00 01 00 00 00  call thimble_log'
says 'read-only data: 8 bytes'
says '0x300000000  68 69 1b 5b 6d 00 00 00                          |hi.[m...|'
try disasm counter.thimble
says 'data: 8 bytes'
says '0x200000000  64 00 00 00 00 00 00 00                          |d.......|'
try disasm deep.thimble
says 'run:'
says '; sample.c:10'
says '     0  85 10 00 00 ff ff ff ff  call pc-1  ; to 0, run()'
try disasm endless.thimble
says '     0  05 00 ff ff 00 00 00 00  goto -1  ; to 0'
{
  seq 1 10
  printf '\tr10 = 0; \033[m\r\n'
  printf '  no end of line'
} >sample.c
try disasm frame-write.thimble
code 0
says '; sample.c:10  10'
says '; sample.c:11  r10 = 0; \x1b[m'
says '; sample.c:12  no end of line'
says '     1  b7 0a 00 00 00 00 00 00  r10 = 0'
mkdir -p elsewhere
cd elsewhere || exit
try disasm ../frame-write.thimble
says '; sample.c:10  10'
rm -f sample.c
mkfifo sample.c
rm ../sample.c
try disasm ../frame-write.thimble
code 0
says '; sample.c:10'
rm sample.c
cd .. || exit
try disasm bad-parameters.thimble
code 0
says 'text: 2 slots of 8 bytes (the parameters do not divide the program: all of it)'
says '     1  95 00 00 00 00 00 00 00  exit'
try disasm python.thimble
code 1
warns 'python.thimble: is for engine 3, whose programs cannot be shown'

finish
