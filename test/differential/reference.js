// SPDX-License-Identifier: Apache-2.0
// reference.js: prints what Node.js says of a program, in the words of run_images.c:
//
//   node reference.js MODULE
'use strict';
const bytes = require('fs').readFileSync(process.argv[2]);
const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
console.log(`result ${instance.exports.run(0, 0)}`);
