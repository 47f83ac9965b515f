#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# wasm_test.sh THIMBLE SAMPLES FOLDER: containers for the WebAssembly engine: built from C, from Rust
# and from modules that others made, looked at, and refused.
here=$(realpath "$(dirname "$0")")
command -v wat2wasm >/dev/null || exit 77
command -v wasm-ld-19 >/dev/null || exit 77
rm -rf "$3"
# shellcheck source=test/cli/lib.sh
. "$here/lib.sh"

# module NAME TEXT: NAME.wasm from the text format.
module() {
  printf '%s\n' "$2" >"$1.wat"
  wat2wasm --enable-tail-call "$1.wat" -o "$1.wasm"
}

# write_c NAME TEXT: NAME.c.
write_c() {
  printf '%s\n' '#include <thimble.h>' "$2" >"$1.c"
}
entry='int64_t run(const struct thimble_context_timer *context, uint32_t size)'

# A counter: what it says of itself, and what it takes of the device. A kilobyte is the issue's bound.
write_c count "static int32_t count; $entry { return ++count; }"
try build --engine wasm -o count.thimble count.c
code 0
holds 'stack '
holds 'memory 40, grants none'
try inspect --json count.thimble
code 0
json '.[0] | .engine == "wasm" and .verified and .entry == 0 and .linear_memory == 40 and .context == 16'
json '.[0] | .ram_instance + .ram_run < 1024 and .memory == .stack_slots * 8 + 40'
try inspect count.thimble
says 'linear      40 bytes of linear memory, at most'
says 'verdict     verified'
try run -n 3 count.thimble
code 0
holds 'run 3: result 3'
try run --json -n 2 --engine wasm count.c
code 0
json '.[1].result == 2 and .[1].stack_bytes == .[1].depth * 8'
for verb in inspect disasm run; do
  try $verb --engine wosm count.c
  code 2
done
try build --engine wosm count.c
code 2
warns '--engine wosm is neither ebpf nor wasm; see thimble build --help'

# The listing: sections, functions, nesting, lines.
try disasm count.thimble
code 0
says 'memory: 40 bytes, at most 40'
holds 'run: function 0, (i32, i32) -> i64, locals '
holds '; count.c:2  static int32_t count;'
grep -qE '^ +[0-9]+  20 .. +local.get' output || holds 'an instruction'

# The stack is what the code needs; what cannot be told is said.
write_c deep "__attribute__((noinline)) static int32_t deep(volatile int32_t *up) { volatile int32_t here[10] = {*up}; return here[0]; } $entry { volatile int32_t top[5] = {7}; return deep(top); }"
try build --engine wasm -o deep.thimble deep.c
code 0
holds 'memory 136,' # 32 and 64 of stack, 20 of constants, 16 of context
[ "$(grep -c guess output)" -eq 0 ] || fail 'a stack that is exact'
try run deep.thimble
holds 'result 7'
write_c grows "__attribute__((noinline)) static int32_t fill(int32_t *p, uint32_t n) { for (uint32_t i = 0; i < n; i++) p[i] = 2; return p[n - 1]; } $entry { return fill(__builtin_alloca(size * 4), size); }"
try build --engine wasm -o grows.thimble grows.c
code 0
holds 'the stack is a guess: the frame of a function changes its size'
try run grows.thimble
holds 'result 2'
mkdir small
cp grows.c small
echo 'stack = 16
engine = wasm' >small/thimble.ini
try run small
code 1
holds 'trapped: access to memory at 42949'
write_c recurse "__attribute__((noinline)) static int64_t down(int64_t n) { return n == 0 ? 0 : 1 + 2 * down(n - 1); } $entry { return down(size + 4); }"
try build --engine wasm -o recurse.thimble recurse.c
code 0
holds 'functions call themselves, and depth is not given: 16'
try run recurse.thimble
code 1
holds 'trapped: the stack is used up, in down() at recurse.c:2'
mkdir recursion
cp recurse.c recursion
echo 'depth = 21
engine = wasm' >recursion/thimble.ini
try run recursion
code 0
holds 'result 1048575'

# Memory grows by what the project allows.
mkdir heap
write_c heap/heap "$entry { uint32_t old = __builtin_wasm_memory_grow(0, 100); *(volatile char *)(old + 99) = 3; return (int32_t)(__builtin_wasm_memory_size(0) - old + __builtin_wasm_memory_grow(0, 1) * 1000); }"
echo 'heap = 100
engine = wasm' >heap/thimble.ini
try run heap
code 0
holds 'result -900'

# Pointers to functions, floats and 64-bit numbers work, as they do not in eBPF.
write_c pointers "static int64_t one(void) { return 1; } static int64_t two(void) { return 2; } static int64_t (*const table[])(void) = {one, two}; $entry { return table[size / 16](); }"
try run --engine wasm pointers.c
code 0
holds 'result 2'

# What is missing is named, with the line.
write_c missing "int32_t absent(int32_t number); $entry { return absent(1); }"
try build --engine wasm missing.c
code 1
warns "missing.c:2: the function 'absent' is not defined; define it in a source of the project"
write_c typo "void thimble_lgo(int32_t level, const char *text); $entry { thimble_lgo(1, \"\"); return 0; }"
try build --engine wasm typo.c
code 1
warns "typo.c:2: there is no binding 'thimble_lgo'; thimble.h lists those there are"
write_c type 'int64_t run(int32_t one) { return one; }'
try build --engine wasm type.c
code 1
warns "type.c: the function 'run' has the type (i32) -> i64, and a hook calls (i32, i32) -> i64, or without arguments: 'int64_t run(const struct thimble_context_timer *context, uint32_t size)'"

# Modules that others made: memory in bytes where nobody counts pages, imports by name.
module plain '(module (memory 1) (global (export "__heap_base") i32 (i32.const 300))
  (func (export "run") (param i32 i32) (result i64) local.get 0 i64.load32_u))'
try run plain.wasm
code 0
try inspect --json plain.wasm
json '.[0] | .verified and .linear_memory == 320'
module pages '(module (memory 1) (func (export "run") (result i32) memory.size))'
try run pages.wasm
code 0
holds 'result 1'
# Why one that others made takes a page or more.
large() {
  module "$1" "(module $2 (func (export \"run\") ${3-}))"
  try build "$1.wasm"
  code 0
}
large unnamed '(memory 1)'
says 'unnamed.thimble: memory is as large as declared: the module does not export __heap_base; see man thimble-build'
large stack '(memory 2) (global (export "__heap_base") i32 (i32.const 66576))'
says 'stack.thimble: memory is large: the module was linked with a stack or data of that size; see man thimble-build'
large counted '(memory 1) (global (export "__heap_base") i32 (i32.const 300))' '(drop (memory.size))'
says 'counted.thimble: memory is in pages of 64 KiB: the module asks for its size or grows; see man thimble-build'
large small '(memory 1) (global (export "__heap_base") i32 (i32.const 300))'
[ "$(wc -l <output)" -eq 1 ] || says 'one line'

module wasi '(module (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
  (func (export "run")))'
try build wasi.wasm
code 1
warns 'wasi.wasm: the import wasi_snapshot_preview1.fd_write: there is no WASI on a device; the nearest binding is thimble_log'
module exit '(module (import "wasi_snapshot_preview1" "proc_exit" (func (param i32))) (func (export "run")))'
try build exit.wasm
code 1
warns 'exit.wasm: the import wasi_snapshot_preview1.proc_exit: there is no WASI on a device, and nothing like this; do without it'
module wrong '(module (import "thimble" "log" (func (param i64) (result i32))) (func (export "run")))'
try build wrong.wasm
code 1
warns 'wrong.wasm: the import thimble.log has the type (i64) -> i32, but the binding has (i32, i32) -> ()'
module other '(module (import "thimble" "teleport" (func)) (func (export "run")))'
try build other.wasm
code 1
warns 'other.wasm: the import thimble.teleport: there is no such binding; thimble bindings lists them'
module global '(module (import "env" "memory" (memory 1)) (func (export "run")))'
try build global.wasm
code 1
warns 'global.wasm: the import env.memory is a memory; a container can import functions only'
module nothing '(module (func (export "go")))'
try build nothing.wasm
code 1
warns "nothing.wasm: exports no function 'run' for the hook to call; export it, or name another as entry in thimble.ini"
printf '(module (func (export "run") i32.const 1 drop drop))' >invalid.wat
wat2wasm --no-check invalid.wat -o invalid.wasm
try build invalid.wasm
code 1
warns 'invalid.wasm: a device would refuse it: byte 35, in function 0 of the code section (drop): the operands do not have the types that are needed here'
printf 'no module' >text.wasm
try build text.wasm
code 1
warns 'text.wasm: is no WebAssembly module that can be read; build it anew'

# An image that was changed on its way is refused in the same words.
module right '(module (import "thimble" "log" (func (param i32 i32))) (memory 1) (func (export "run")))'
try build -o right.thimble right.wasm
code 0
sed 's/thimble\x03log/thimble\x03lag/' right.thimble >changed.thimble
try run changed.thimble
code 1
grep -q 'byte [0-9]*, in the section import: the import thimble.lag: there is no such binding' message ||
  fail 'the import by name'
try inspect changed.thimble
code 0
holds 'the import thimble.lag: there is no such binding'
sed 's/\x60\x02\x7f\x7f\x00/\x60\x02\x7e\x7f\x00/' right.thimble >changed.thimble
try run changed.thimble
code 1
grep -q 'the import thimble.log has the type (i64, i32) -> (), but the binding has (i32, i32) -> ()' message ||
  fail 'both types'

# Rust: built, run, and refused with rustc's own words. Debian's rustc has the target.
try new --language rust creature
code 0
try run --times 2 creature
if [ "$result" -ne 0 ] && grep -q 'install rustc' message; then
  finish
  exit 0
fi
code 0
holds 'creature: info: milliseconds since the start: 1000'
holds 'run 2: result 2'
echo '#![no_std]
use thimble::TimerContext;
#[no_mangle]
pub extern "C" fn run(_: &TimerContext, size: u32) -> i64 { [1, 2][size as usize] }' >panics.rs
try run panics.rs
code 1
mkdir elsewhere
cp panics.rs elsewhere/panics.rs
try build -o here.thimble panics.rs
try build -o there.thimble "$PWD/elsewhere/panics.rs"
cmp -s here.thimble there.thimble || fail 'an image that does not depend on the folder'
[ "$(wc -c <here.thimble)" -lt 600 ] || fail 'an image without what formats messages'
try run panics.rs
code 1
holds 'trapped: an unreachable instruction was reached, in '
echo 'pub fn run() -> i64 { missing }' >wrong.rs
result=0
"$thimble" build wrong.rs >output 2>message || result=$?
[ "$result" -eq 1 ] || fail 'a refusal'
grep -q 'wrong.rs:1:23' message || fail 'the line'
try build --engine ebpf panics.rs
code 1
warns 'panics.rs: only C can be built for eBPF; leave the engine out'
finish
