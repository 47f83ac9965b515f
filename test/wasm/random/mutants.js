// SPDX-License-Identifier: Apache-2.0
// mutants.js: changes bytes of modules, and compares whether they are still valid by our engine and by
// Node.js:
//
//   node mutants.js RUNNER WORK COUNT FOLDER...
//
// RUNNER is run_module.c. Of each FOLDER/module.wasm it makes COUNT mutants, the same ones every time. Where
// the two differ, wabt's wasm-validate decides, since Node.js takes proposals (shared memory) that ours does
// not. Exit code 1: ours is wrong; that mutant stays in WORK.
'use strict';
const fs = require('fs');
const path = require('path');
require('../features.js');
const { spawnSync } = require('child_process');

const [runner, work, count, ...folders] = process.argv.slice(2);
const ours = { valid: 0, invalid: 0, differ: 0, left: 0 };

// xorshift32
function randomFrom(seed) {
  let state = (seed + 1) * 2654435761 >>> 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

function mutate(bytes, random) {
  const mutant = Buffer.from(bytes);
  for (let changes = 1 + random(2); changes > 0; changes--) {
    const place = 8 + random(bytes.length - 8);
    const byte = mutant[place];
    mutant[place] = [byte ^ (1 << random(8)), random(256), 0x0b, (byte + 1) & 255, 0x41][random(5)];
  }
  return mutant;
}

function isValidForWabt(file) {
  return spawnSync('wasm-validate', ['--disable-simd', '--enable-tail-call', '--enable-extended-const', file]).status === 0;
}

// What is valid, but more than this engine takes or the runner grants.
const limits = /image states|there are more than/;

function judge(file, said) {
  const valid = WebAssembly.validate(fs.readFileSync(file));
  if (limits.test(said)) ours.left++;
  else if (valid === (said === 'valid') || isValidForWabt(file) === (said === 'valid')) ours[valid ? 'valid' : 'invalid']++;
  else {
    ours.differ++;
    console.log(`${file}: ours: ${said}, Node.js: ${valid ? 'valid' : 'invalid'}`);
    return;
  }
  fs.unlinkSync(file);
}

function judgeAll(folder) {
  const bytes = fs.readFileSync(path.join(folder, 'module.wasm'));
  const seed = Number(path.basename(folder));
  const random = randomFrom(seed);
  const files = Array.from({ length: Number(count) }, (_, index) => path.join(work, `mutant-${seed}-${index}`));
  files.forEach((file) => fs.writeFileSync(file, mutate(bytes, random)));
  const said = spawnSync(runner, ['verdict', ...files], { encoding: 'utf8' });
  if (said.status !== 0) throw new Error(`${folder}: the runner ended with ${said.status}: ${said.stderr}`);
  said.stdout.trim().split('\n').forEach((line, index) => judge(files[index], line));
}

folders.forEach(judgeAll);
console.log(`mutants: ${ours.valid} valid and ${ours.invalid} invalid for both, ${ours.differ} differ, ` +
  `${ours.left} left out (limits of ours)`);
process.exit(ours.differ > 0 ? 1 : 0);
