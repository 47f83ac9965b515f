/* SPDX-License-Identifier: Apache-2.0 */
/* probes.c: see probes.h. */
#include "ebpf/lockstep/probes.h"

#include <stdbool.h>

enum {
  CALL_COST = 2, /* fuel */
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

static void probe_view(const struct thimble_argument *argument, bool write) {
  probes_cost += (uint64_t)argument->length * COST;
  probes_digest = probes_mix(probes_digest, argument->data, argument->length);
  for (uint32_t i = 0; i < argument->length && write; i++)
    argument->writable[i] = (uint8_t)(probes_digest >> i % 8 * 8);
}

/* Reads every argument, fills what may be written, and returns the digest. */
static int64_t probe(struct thimble_call *call, const char *letters) {
  probes_cost += CALL_COST;
  for (uint32_t i = 0; letters[i] != '\0'; i++) {
    const struct thimble_argument *argument = &call->arguments[i];
    if (letters[i] == 'i' || letters[i] == 'l')
      probes_digest = probes_mix(probes_digest, &argument->integer, sizeof argument->integer);
    else
      probe_view(argument, letters[i] == 'w');
  }
  return (int64_t)probes_digest;
}

/* A binding knows its own signature. */
#define ALL_PROBES(PROBE) \
  PROBE(1, 'l', "ilil")   \
  PROBE(2, 'i', "s")      \
  PROBE(3, 'l', "r")      \
  PROBE(4, 'v', "w")      \
  PROBE(5, 'i', "isl")    \
  PROBE(6, 'l', "wri")    \
  PROBE(7, 'l', "")

#define PROBE_FUNCTION(number, result, arguments)            \
  static int64_t probe_##number(struct thimble_call *call) { \
    return probe(call, arguments);                           \
  }
ALL_PROBES(PROBE_FUNCTION)

#define PROBE_BINDING(number, result, arguments) \
  [number] = {"probe_" #number, probe_##number, result, arguments, 0, CALL_COST, COST},
static const struct thimble_binding bindings[PROBES + 1] = {ALL_PROBES(PROBE_BINDING)};

const struct thimble_binding_table probes = {bindings, PROBES + 1};
