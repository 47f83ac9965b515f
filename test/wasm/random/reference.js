// SPDX-License-Identifier: Apache-2.0
// reference.js: runs modules with the WebAssembly of Node.js, as run_module.c does with ours:
//
//   node reference.js FOLDER...
//
// For each FOLDER/module.wasm it writes FOLDER/node, in the words of `run-module bits`.
'use strict';
const fs = require('fs');
const path = require('path');
require('../features.js');

const bits = new DataView(new ArrayBuffer(8));

function floatText(type, number) {
  if (Number.isNaN(number)) return `${type}:nan`;
  if (type === 'f32') {
    bits.setFloat32(0, number);
    return `f32:0x${bits.getUint32(0).toString(16).padStart(8, '0')}`;
  }
  bits.setFloat64(0, number);
  return `f64:0x${bits.getBigUint64(0).toString(16).padStart(16, '0')}`;
}

function valueText(type, value) {
  if (type === 'i32') return `i32:${value >>> 0}`;
  if (type === 'i64') return `i64:${BigInt.asUintN(64, value)}`;
  if (type === 'f32' || type === 'f64') return floatText(type, value);
  return `${type}:${value === null ? 'null' : 'other'}`;
}

// Reads the types of exported functions: JavaScript does not tell them.
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.position = 8;
  }
  number() {
    let result = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.position++];
      result += (byte & 127) * 2 ** shift;
      if (byte < 128) return result;
    }
  }
  list(item) {
    return Array.from({ length: this.number() }, () => item());
  }
  text() {
    const length = this.number();
    this.position += length;
    return this.bytes.toString('utf8', this.position - length, this.position);
  }
}

const typeNames = { 0x7f: 'i32', 0x7e: 'i64', 0x7d: 'f32', 0x7c: 'f64', 0x70: 'funcref', 0x6f: 'externref' };

// The result types of each exported function, in the order of exports.
function exportedResults(bytes) {
  const reader = new Reader(bytes);
  let types = [];
  const functions = [];
  const exported = new Map();
  const valueType = () => typeNames[reader.bytes[reader.position++]];
  const sections = {
    1: () => {
      types = reader.list(() => {
        reader.position++;
        reader.list(valueType);
        return reader.list(valueType);
      });
    },
    2: () => reader.list(() => {
      reader.text();
      reader.text();
      reader.position++;
      functions.push(reader.number());
    }),
    3: () => functions.push(...reader.list(() => reader.number())),
    7: () => reader.list(() => {
      const name = reader.text();
      const kind = reader.bytes[reader.position++];
      const index = reader.number();
      if (kind === 0) exported.set(name, types[functions[index]]);
    }),
  };
  while (reader.position < bytes.length) {
    const number = bytes[reader.position++];
    const end = reader.number() + reader.position;
    if (sections[number]) sections[number]();
    reader.position = end;
  }
  return exported;
}

// As run_module.c calls what it tells apart.
const kinds = [
  [/^unreachable/, 'unreachable'],
  [/^memory access/, 'memory'],
  [/^(table|element)/, 'table'],
  [/^null function or function signature/, 'call'],
  [/^(divide|remainder|float)/, 'number'],
  [/^Maximum call stack/, 'stack'],
];

function kindOf(error) {
  const found = kinds.find(([pattern]) => pattern.test(error.message));
  return found ? found[1] : error.message;
}

function resultsText(types, result) {
  const values = types.length === 1 ? [result] : types.length === 0 ? [] : result;
  return types.map((type, index) => valueText(type, values[index])).join(', ');
}

function runExport(name, types, called, lines) {
  let text;
  try {
    text = resultsText(types, called());
  } catch (error) {
    text = `error: ${kindOf(error)}`;
  }
  lines.push(`${name}() =>${text === '' ? '' : ' '}${text}`);
}

function run(bytes) {
  const lines = [];
  const log = (type) => (value) => {
    lines.push(`called host fuzzing-support.log-${type}(${valueText(type, value)}) =>`);
  };
  const support = Object.fromEntries(['i32', 'i64', 'f32', 'f64'].map((type) => [`log-${type}`, log(type)]));
  let module, instance;
  try {
    module = new WebAssembly.Module(bytes);
  } catch (error) {
    return [`invalid: ${error.message}`];
  }
  try {
    instance = new WebAssembly.Instance(module, { 'fuzzing-support': support });
  } catch (error) {
    return ['not instantiated'];
  }
  for (const [name, types] of exportedResults(bytes)) {
    const called = instance.exports[name];
    if (called.length === 0) runExport(name, types, called, lines);
  }
  return lines;
}

for (const folder of process.argv.slice(2)) {
  const bytes = fs.readFileSync(path.join(folder, 'module.wasm'));
  fs.writeFileSync(path.join(folder, 'node'), run(bytes).map((line) => `${line}\n`).join(''));
}
