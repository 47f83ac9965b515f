// SPDX-License-Identifier: Apache-2.0
// features.js: lets WebAssembly of Node.js 18 know what later versions know by themselves: tail calls and
// extended constants. Required before the first module is made; other versions ignore it.
'use strict';
const v8 = require('v8');

if (Number(process.versions.node.split('.')[0]) < 20) {
  v8.setFlagsFromString('--experimental-wasm-return-call');
  v8.setFlagsFromString('--experimental-wasm-extended-const');
}
