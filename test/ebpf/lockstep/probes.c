/* SPDX-License-Identifier: Apache-2.0 */
/* probes.c: see probes.h. */
#include "ebpf/lockstep/probes.h"

enum {
  COST = 3
};

uint64_t probes_digest;
uint64_t probes_cost;

/* FNV-1a, 64 bits. */
uint64_t probes_mix(uint64_t digest, const void *bytes, uint32_t length) {
  const uint8_t *byte = bytes;
  for (uint32_t i = 0; i < length; i++)
    digest = (digest ^ byte[i]) * 0x100000001b3;
  return digest;
}

/* Reads every argument, fills what may be written, and returns the digest. */
static int64_t probe(const struct thimble_call *call) {
  for (uint32_t i = 0; i < THIMBLE_BINDING_ARGUMENTS; i++) {
    const struct thimble_argument *argument = &call->arguments[i];
    probes_cost += (uint64_t)argument->length * COST;
    probes_digest = probes_mix(probes_digest, &argument->integer, sizeof argument->integer);
    probes_digest = probes_mix(probes_digest, argument->data, argument->length);
    for (uint32_t k = 0; k < argument->length && argument->writable != NULL; k++)
      argument->writable[k] = (uint8_t)(probes_digest >> k % 8 * 8);
  }
  return (int64_t)probes_digest;
}

#define PROBE(number, returns, takes) \
  [number] = {                        \
      .name = "probe", .function = probe, .result = returns, .arguments = takes, .cost = COST}
static const struct thimble_binding bindings[PROBES + 1] = {
    PROBE(1, 'l', "ilil"), PROBE(2, 'i', "s"),   PROBE(3, 'l', "r"), PROBE(4, 'v', "w"),
    PROBE(5, 'i', "isl"),  PROBE(6, 'l', "wri"), PROBE(7, 'l', ""),
};

const struct thimble_binding_table probes = {bindings, PROBES + 1};
