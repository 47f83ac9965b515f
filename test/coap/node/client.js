// SPDX-License-Identifier: Apache-2.0
// client.js: the npm package `coap` as a client of the test server.
//
//   node client.js PORT NODE_MODULES PART...     small, list, download, upload, observe
//
// Prints a line for each part that is over and each thing that was not as it should be; then it fails.
'use strict';
const [port, modules] = [Number(process.argv[2]), process.argv[3]];
const coap = require(modules + '/coap');
const ECHO = 252;

// One socket for all, since a proof of address counts for its port.
const socket = require('dgram').createSocket('udp6');
const agent = new coap.Agent({ type: 'udp6', socket });
let failures = 0;

function check(what, holds, found) {
  if (holds) return;
  console.log(`${what}: ${found}`);
  failures++;
}

// One request: resolves with the response, whose payload is then whole.
function ask(options, payload) {
  return new Promise((resolve, reject) => {
    const request = coap.request({ hostname: '::1', port, agent, ...options });
    for (const [name, value] of options.set || []) request.setOption(name, value);
    request.on('response', resolve);
    request.on('error', reject);
    request.end(payload);
  });
}

function option(response, number) {
  const found = response.options.find((one) => String(one.name) === String(number));
  return found && found.value;
}

// RFC 9175: what the server asks to be repeated is repeated.
async function askWithProof(options, payload) {
  const response = await ask(options, payload);
  const echo = option(response, ECHO);
  if (response.code !== '4.01' || !echo) return response;
  return ask({ ...options, set: [...(options.set || []), [String(ECHO), echo]] }, payload);
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

function largeBytes() {
  return Buffer.from(Array.from({ length: 100000 }, (_, i) => (i * 7 + (i >> 8)) & 255));
}

async function small() {
  let response = await ask({ pathname: '/counter' });
  check('GET /counter', response.code === '2.05' && /^\d+$/.test(response.payload), response.payload);
  const before = Number(response.payload);
  response = await ask({ pathname: '/counter', method: 'POST' });
  check('POST /counter', response.code === '2.04' && Number(response.payload) === before + 1, response.code);
  response = await ask({ pathname: '/counter', confirmable: false });
  check('NON /counter', Number(response.payload) === before + 1, response.payload);
  response = await ask({ pathname: '/echo', method: 'PUT' }, 'hello');
  check('PUT /echo', String(response.payload) === 'hello', response.payload);
  response = await ask({ pathname: '/nowhere' });
  check('GET /nowhere', response.code === '4.04', response.code);
  response = await ask({ pathname: '/slow' });
  check('GET /slow', String(response.payload) === 'at last', response.payload);
}

// Without a proof, in blocks so small that they cannot be misused.
async function list() {
  const response = await ask({ pathname: '/.well-known/core' });
  check('GET /.well-known/core', String(response.payload).startsWith('</echo>,</large>;ct=42'), response.payload);
}

async function download() {
  const response = await askWithProof({ pathname: '/large', set: [['Block2', Buffer.from([6])]] });
  check('GET /large', largeBytes().equals(response.payload), response.code + ' ' + response.payload.length);
}

async function upload() {
  const bytes = Buffer.from(Array.from({ length: 100000 }, (_, i) => (i * 13 + (i >> 9)) & 255));
  const response = await ask({ pathname: '/upload', method: 'PUT', set: [['Block1', Buffer.from([6])]] }, bytes);
  check('PUT /upload', String(response.payload) === `100000 ${crc32(bytes)}`, response.payload);
}

function observe() {
  return new Promise((resolve) => {
    const values = [];
    const request = coap.request({ hostname: '::1', port, agent, pathname: '/tick', observe: true });
    request.on('response', (stream) => {
      stream.on('data', (value) => {
        values.push(Number(value));
        if (values.length === 5) {
          stream.close();
          check('observe /tick', values.every((one, i) => i === 0 || one > values[i - 1]), values);
          resolve();
        }
      });
    });
    request.end();
  });
}

async function main() {
  await new Promise((resolve) => socket.bind(0, '::1', resolve));
  const parts = { small, list, download, upload, observe };
  for (const part of process.argv.slice(4).map((name) => parts[name])) {
    await part();
    console.log(`${part.name}: over`);
  }
  process.exit(failures > 0 ? 1 : 0);
}

setTimeout(() => {
  console.log('no end after 60 s');
  process.exit(1);
}, 60000);
main().catch((error) => {
  console.log(error);
  process.exit(1);
});
