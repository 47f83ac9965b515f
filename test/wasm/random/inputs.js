// SPDX-License-Identifier: Apache-2.0
// inputs.js: makes the bytes that modules are made of, the same ones for a seed every time:
//
//   node inputs.js WORK FIRST COUNT
//
// For each seed it makes the folder WORK/SEED with the file `input`.
'use strict';
const fs = require('fs');
const path = require('path');
const { createHash } = require('crypto');

const [work, first, count] = process.argv.slice(2);
for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
  const folder = path.join(work, String(seed));
  const outputLength = 500 + ((seed * 397) % 20000);
  fs.mkdirSync(folder, { recursive: true });
  const bytes = createHash('shake256', { outputLength }).update(String(seed)).digest();
  fs.writeFileSync(path.join(folder, 'input'), bytes);
}
