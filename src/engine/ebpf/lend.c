/* SPDX-License-Identifier: Apache-2.0 */
/* lend.c: see lend.h. The only place where a loaded program gets a region beside those of load()
 * and the context; no guest instruction leads here.
 *
 * The argument that no two regions overlap: a loan fills an empty slot, and only after it was
 * compared with every region that is not empty, with the program's own memory, its text and the
 * records of its calls. */
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

/* The records of local calls, which the guest never reaches. */
static bool is_in_frames(const struct thimble_ebpf_state *state, const struct thimble_loan *loan) {
  return is_in(loan, state->frames,
               (state->call_depth - 1) * (uint32_t)sizeof(struct thimble_ebpf_frame));
}

/* The context of the last run is not compared: the next run has its own. */
static bool is_reachable(const struct thimble_ebpf_state *state, const struct thimble_loan *loan) {
  for (uint32_t number = 0; number < THIMBLE_EBPF_REGIONS; number++) {
    const struct thimble_ebpf_region *region = &state->regions[number];
    if (number != THIMBLE_EBPF_REGION_CONTEXT && is_in(loan, region->base, region->readable))
      return true;
  }
  const struct thimble_bytes *text = &state->source->image.program;
  return is_in(loan, state, sizeof *state) || is_in(loan, text->data, text->length) ||
         is_in_frames(state, loan);
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
