/* SPDX-License-Identifier: Apache-2.0 */
/* world.h: what every proof starts from: any bytes as a program, any table of bindings. */
#ifndef THIMBLE_PROOF_WORLD_H
#define THIMBLE_PROOF_WORLD_H

#include <stdbool.h>
#include <stdlib.h>

#include "engine/ebpf/verify.h"

/* CBMC takes a function without a body to return anything. */
uint32_t nondet_uint32(void);
uint64_t nondet_uint64(void);
int32_t nondet_int32(void);
int64_t nondet_int64(void);
uint8_t nondet_uint8(void);
bool nondet_bool(void);

#define PROVE(condition, claim) __CPROVER_assert(condition, claim)
#define ASSUME(condition) __CPROVER_assume(condition)

#define PROOF_SLOTS (THIMBLE_IMAGE_MAXIMUM / THIMBLE_EBPF_SLOT)
#define PROOF_BINDINGS 4u

static struct thimble_binding_table any_bindings;

/* Memory of exactly so many elements, of any content. A macro, since CBMC takes the type from the
 * sizeof: bytes that are read as structs cost it minutes. */
#define ANY_MEMORY(pointer, count)                   \
  do {                                               \
    (pointer) = malloc((count) * sizeof *(pointer)); \
    ASSUME((pointer) != NULL);                       \
  } while (0)

/* Any table, except that each binding names a grant that there is, which is a rule of
 * bindings.def. */
static void any_table(struct thimble_binding *bindings) {
  for (uint32_t i = 0; i < PROOF_BINDINGS; i++)
    ASSUME(bindings[i].grant <= THIMBLE_GRANT_MAXIMUM + 1);
  any_bindings.bindings = bindings;
  any_bindings.count = nondet_uint32();
  ASSUME(any_bindings.count <= PROOF_BINDINGS);
}

/* Any program: any bytes, any number of slots. */
static void any_text(struct thimble_ebpf_text *text) {
  text->length = nondet_uint32();
  ASSUME(1 <= text->length && text->length <= PROOF_SLOTS);
  struct thimble_ebpf_instruction *program;
  ANY_MEMORY(program, text->length);
  text->program = program;
  text->bindings = &any_bindings;
  text->granted = nondet_uint32();
}

/* Whether slot `place` starts an instruction of a program whose slots were all accepted. */
static bool is_start(const struct thimble_ebpf_text *text, uint32_t place) {
  return place < text->length &&
         thimble_ebpf_opcode(text->program[place]) != THIMBLE_EBPF_OPCODE_SECOND_SLOT;
}

#endif
