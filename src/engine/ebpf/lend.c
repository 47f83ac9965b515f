/* SPDX-License-Identifier: Apache-2.0 */
/* lend.c: see lend.h. The only place where a loaded program gets a region beside those of load()
 * and the context; no guest instruction leads here.
 *
 * The argument that no two regions overlap: a loan fills an empty slot, and only after it was
 * compared with all memory of the program and with the other loans. */
#include "engine/ebpf/lend.h"

#include <stdbool.h>

#include "base/overlap.h"
#include "engine/ebpf/state.h"

_Static_assert(THIMBLE_EBPF_REGION_LENT + THIMBLE_LOANS == THIMBLE_EBPF_REGIONS,
               "each loan has a region");

/* Whether the loan shares a byte with this piece of memory, which may be empty. */
static bool is_in(const struct thimble_loan *loan, const void *bytes, uint32_t length) {
  return length > 0 && thimble_overlap(bytes, length, loan->bytes, loan->length);
}

/* Each memory is one piece: state and data; records of calls and stack; text, constants and initial
 * data. The context of the last run is not compared: the next run has its own. */
static bool is_reachable(const struct thimble_ebpf_state *state, const struct thimble_loan *loan) {
  const struct thimble_bytes *program = &state->source->image.program;
  uint32_t frames = (state->call_depth - 1) * (uint32_t)sizeof(struct thimble_ebpf_frame);
  uint32_t stack = state->frame_size * state->call_depth;
  uint32_t data = state->regions[THIMBLE_EBPF_REGION_DATA].readable;
  if (is_in(loan, state, sizeof *state + data) || is_in(loan, state->frames, frames + stack) ||
      is_in(loan, program->data, program->length))
    return true;
  for (uint32_t number = THIMBLE_EBPF_REGION_LENT; number < THIMBLE_EBPF_REGIONS; number++)
    if (is_in(loan, state->regions[number].base, state->regions[number].readable))
      return true;
  return false;
}

enum thimble_result thimble_ebpf_lend(void *own, const struct thimble_loan *loan, uint32_t *slot) {
  struct thimble_ebpf_state *state = own;
  if (loan->length == 0 || is_reachable(state, loan))
    return THIMBLE_ERROR_INVALID;
  for (uint32_t i = 0; i < THIMBLE_LOANS; i++) {
    struct thimble_ebpf_region *region = &state->regions[THIMBLE_EBPF_REGION_LENT + i];
    if (region->readable == 0) {
      region->readable = loan->length;
      region->base = loan->bytes;
      region->writable = loan->writable ? loan->length : 0;
      *slot = i;
      return THIMBLE_OK;
    }
  }
  return THIMBLE_ERROR_LIMIT;
}

void thimble_ebpf_reclaim(void *own) {
  struct thimble_ebpf_state *state = own;
  for (uint32_t i = 0; i < THIMBLE_LOANS; i++) {
    struct thimble_ebpf_region *region = &state->regions[THIMBLE_EBPF_REGION_LENT + i];
    region->readable = 0;
    region->base = NULL;
    region->writable = 0;
  }
}
