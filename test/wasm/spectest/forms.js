// SPDX-License-Identifier: Apache-2.0
// forms.js: random functions of all forms of control, references, tables, segments and tail calls, made
// without heed of types, as a test file for wasm-spectest that expects what Node.js says:
//
//   node forms.js WORK SEED COUNT
//
// Makes WORK/forms.json and its modules. Half of the functions begin with `unreachable`, since code that is
// never reached has rules of its own, and more of it is valid. A valid one is run, unless it traps at a
// call where Node.js has one message for two reasons. No jump goes to a loop, so that all runs end.
'use strict';
const fs = require('fs');
const path = require('path');
require('../features.js');

const [work, seed, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

let state = seed >>> 0;
function below(number) {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) % number;
}
const choice = (list) => list[below(list.length)];

const I32 = 0x7f, I64 = 0x7e, F32 = 0x7d, F64 = 0x7c, FUNCREF = 0x70, EXTERNREF = 0x6f;
const names = { [I32]: 'i32', [I64]: 'i64', [F32]: 'f32', [F64]: 'f64', [FUNCREF]: 'funcref', [EXTERNREF]: 'externref' };
const valueTypes = [I32, I64, F32, F64, FUNCREF, EXTERNREF];
const types = [
  [[], []], [[], [I32]], [[I32], [I32]], [[I32, I64], [I64]], [[], [I32, F32]], [[EXTERNREF], [FUNCREF]], [[I64], []],
];
const inputs = { [I32]: 5, [I64]: 7n, [EXTERNREF]: 3 };

// Bytes of the binary format.
function number(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)];
}
const section = (id, bytes) => [id, ...number(bytes.length), ...bytes];
const vector = (items) => [...number(items.length), ...items.flat()];
const sized = (bytes) => [...number(bytes.length), ...bytes];

function blockType() {
  const kind = below(10);
  if (kind < 4) return [0x40];
  return kind < 8 ? [choice([I32, I32, I64, F32, FUNCREF])] : [below(types.length)];
}

// `open` lists the open blocks by their opcodes, the innermost last.
function label(open) {
  const depth = below(open.length + 1);
  return depth < open.length && open[open.length - 1 - depth] === 0x03 ? open.length : depth;
}

function block(opcode, open) {
  if (open.length > 2) return [0x01];
  const inside = () => sequence([...open, opcode]);
  const alternative = opcode === 0x04 && below(3) > 0 ? [0x05, ...inside()] : [];
  return [opcode, ...blockType(), ...inside(), ...alternative, 0x0b];
}

// Each kind of instruction, some of them more than once since others need what they leave.
const makers = [
  () => choice([[0x00], [0x01], [0x41, 3], [0x41, 3]]),
  (open) => block(0x02, open),
  (open) => block(0x02, open),
  (open) => block(0x03, open),
  (open) => block(0x04, open),
  (open) => block(0x04, open),
  (open) => [0x0c, label(open)],
  (open) => [0x0d, label(open)],
  (open) => [0x0d, label(open)],
  (open) => [0x0e, ...vector(Array.from({ length: below(3) }, () => label(open))), label(open)],
  () => [0x0f],
  () => [0x10, below(2)],
  () => [0x11, below(types.length), 0],
  () => [0x12, 0],
  () => [0x1a],
  () => [0x1a],
  () => [0x1a],
  () => [0x1b],
  () => [0x1c, 1, choice(valueTypes)],
  () => [0x20, below(7)],
  () => [0x20, below(6)],
  () => [choice([0x21, 0x22]), below(6)],
  () => [choice([0x23, 0x24]), below(2)],
  () => [choice([0x25, 0x26]), below(2)],
  () => [choice([0x28, 0x37]), below(4), 0],
  () => [choice([0x3f, 0x40]), 0],
  () => [0x41, below(64)],
  () => [0x41, below(64)],
  () => [0x41, below(64)],
  () => [0x42, below(64)],
  () => [0x43, 0, 0, 0x80, 0x3f],
  () => [choice([0x45, 0x50, 0x6a, 0x6d, 0x7c, 0x92, 0xa7, 0xad])],
  () => [0xd0, choice([FUNCREF, EXTERNREF])],
  () => [0xd1],
  () => [0xd2, below(2)],
  () => [0xfc, ...choice([[8, 0, 0], [9, 0], [10, 0, 0], [11, 0], [13, 0], [below(8)]])],
  () => choice([[0xfc, 12, 0, below(2)], [0xfc, 14, below(2), below(2)], [0xfc, choice([15, 16, 17]), below(2)]]),
];

function sequence(open) {
  return Array.from({ length: below(5) }, () => choice(makers)(open)).flat();
}

// Function 0 returns 1; function 1 is random, and both are exported. There are a memory, a table of
// each reference type, two globals, and a passive segment of each kind.
function makeModule(type) {
  const locals = vector([I32, I64, F32, F64, FUNCREF, EXTERNREF].map((local) => [1, local]));
  const start = choice([[], [0x00]]);
  const bodies = [[0, 0x41, 1, 0x0b], [...locals, ...start, ...sequence([]), 0x0b]];
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, vector(types.map(([parameters, results]) => [0x60, ...vector(parameters), ...vector(results)]))),
    ...section(3, [2, 1, type]),
    ...section(4, [2, FUNCREF, 0, 2, EXTERNREF, 0, 2]),
    ...section(5, [1, 0, 1]),
    ...section(6, [2, I32, 1, 0x41, 0, 0x0b, I64, 0, 0x42, 0, 0x0b]),
    ...section(7, [2, 1, 0x61, 0, 0, 1, 0x62, 0, 1]),
    ...section(9, [2, 1, 0, 1, 0, 0, 0x41, 0, 0x0b, 1, 0]),
    ...section(12, [1]),
    ...section(10, vector(bodies.map(sized))),
    ...section(11, [1, 1, 1, 0x2a]),
  ]);
}

const bits = new DataView(new ArrayBuffer(8));
function valueText(type, value) {
  if (type === I32) return String(value >>> 0);
  if (type === I64) return String(BigInt.asUintN(64, value));
  if (type === FUNCREF || type === EXTERNREF) return value === null ? 'null' : String(type === FUNCREF ? 0 : value);
  if (Number.isNaN(value)) return 'nan:canonical';
  bits.setFloat32(0, value);
  return String(bits.getUint32(0)); // no function returns f64
}
const values = (list, given) => list.map((type, i) => ({ type: names[type], value: valueText(type, given[i]) }));

// The official suite's message for one of Node.js; null: it may be either of two.
const messages = [
  [/unreachable/, 'unreachable'],
  [/memory access out/, 'out of bounds memory access'],
  [/null function|signature/, null],
  [/table/, 'out of bounds table access'],
  [/divide by zero/, 'integer divide by zero'],
  [/unrepresentable in integer range/, 'integer overflow'],
  [/divide result/, 'integer overflow'],
  [/call stack/, 'call stack exhausted'],
];

// What the random function does: a command, or null.
function run(bytes, type, line) {
  const [parameters, results] = types[type];
  const given = parameters.map((parameter) => inputs[parameter]);
  const action = { type: 'invoke', field: 'b', args: values(parameters, given) };
  let returned;
  try {
    returned = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.b(...given);
  } catch (error) {
    const text = messages.find(([pattern]) => pattern.test(error.message))[1];
    return text === null ? null : { type: 'assert_trap', line, action, text };
  }
  const list = results.length === 1 ? [returned] : returned;
  return { type: 'assert_return', line, action, expected: values(results, list) };
}

const commands = [];
fs.mkdirSync(work, { recursive: true });
for (let line = 1; line <= count; line++) {
  const type = below(types.length);
  const bytes = makeModule(type);
  const filename = `forms.${line}.wasm`;
  fs.writeFileSync(path.join(work, filename), bytes);
  if (!WebAssembly.validate(bytes)) {
    commands.push({ type: 'assert_invalid', line, filename, text: '', module_type: 'binary' });
    continue;
  }
  commands.push({ type: 'module', line, filename });
  const command = run(bytes, type, line);
  if (command !== null) commands.push(command);
}
fs.writeFileSync(path.join(work, 'forms.json'), JSON.stringify({ commands }));
