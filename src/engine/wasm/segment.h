/* SPDX-License-Identifier: Apache-2.0 */
/* segment.h: the sections and segments of a validated module, read where they are: nothing of them
 * is kept but a bit that says whether a segment was dropped. */
#ifndef THIMBLE_WASM_SEGMENT_H
#define THIMBLE_WASM_SEGMENT_H

#include "engine/wasm/module.h"

/* The content of a section. */
struct thimble_wasm_content {
  uint8_t number;
  const uint8_t *at;
  const uint8_t *end;
};

/* Stands before the first section. */
void thimble_wasm_first_section(const struct thimble_wasm_state *state,
                                struct thimble_wasm_content *content);

/* Goes to the next one; false: there is none. */
bool thimble_wasm_next_section(const struct thimble_wasm_state *state,
                               struct thimble_wasm_content *content);

/* Flags of a segment of data (section 5.5.14) or elements (section 5.5.12). */
enum {
  THIMBLE_WASM_SEGMENT_PASSIVE = 1,  /* or declarative, with EXPLICIT, of elements */
  THIMBLE_WASM_SEGMENT_EXPLICIT = 2, /* of an active one: names its memory or table */
  THIMBLE_WASM_SEGMENT_EXPRESSIONS = 4,
};

struct thimble_wasm_segment {
  const uint8_t *offset;  /* a constant expression; null: it is not active */
  const uint8_t *content; /* bytes; of elements indices of functions, or constant expressions */
  uint32_t count;         /* bytes, or elements */
  uint32_t table;
  bool is_declarative;
  bool has_expressions;
};

/* Reads the segment at `at` and returns what is behind it. */
const uint8_t *thimble_wasm_read_data(const struct thimble_wasm_state *state, const uint8_t *at,
                                      struct thimble_wasm_segment *segment);
const uint8_t *thimble_wasm_read_elements(const struct thimble_wasm_state *state, const uint8_t *at,
                                          struct thimble_wasm_segment *segment);

/* Finds a segment by its index. One that was dropped has no content left. Of elements it
 * returns the bytes that it passed on the way. */
void thimble_wasm_find_data(const struct thimble_wasm_state *state, uint32_t index,
                            struct thimble_wasm_segment *segment);
uint32_t thimble_wasm_find_elements(const struct thimble_wasm_state *state, uint32_t index,
                                    struct thimble_wasm_segment *segment);

/* Writes `count` elements from the one with the number `first` on, which there are. */
void thimble_wasm_write_elements(const struct thimble_wasm_state *state,
                                 const struct thimble_wasm_segment *segment, uint32_t first,
                                 uint32_t count, uint32_t *entries);

/* Sets whether a segment is dropped: those of elements are counted first, then those of data. */
void thimble_wasm_set_dropped(struct thimble_wasm_state *state, uint32_t number, bool is_dropped);

#endif
