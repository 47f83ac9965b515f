/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: the invariant of src/engine/ebpf/state.h in the prover's words.
 *
 * What no step changes is named once, outside of memory: where things are and how long. So validity
 * and separation are facts that no write can touch, and what has to be shown of a write is that the
 * fields still say the same. The names stand for anything: nothing is assumed of them but what the
 * contracts require. */
#ifndef THIMBLE_PROOF_WP_STATE_H
#define THIMBLE_PROOF_WP_STATE_H

#include "engine/ebpf/parameters.h"
#include "engine/ebpf/state.h"
#include "wp/text.h"

typedef struct thimble_ebpf_state wp_state;
typedef struct thimble_ebpf_region wp_region;
typedef struct thimble_ebpf_frame wp_frame;
typedef struct thimble_program wp_source;
typedef struct thimble_binding wp_binding;

/*@ axiomatic Layout {
  @   logic wp_state *the_state;
  @   logic wp_instruction *the_program;
  @   logic wp_frame *the_frames;
  @   logic integer frame_count;
  @   logic wp_source *the_source;
  @   logic wp_bindings *the_bindings;
  @   logic wp_binding *the_table;
  @   logic uint8_t *base_of(integer number);
  @   logic integer readable_of(integer number);
  @   logic integer writable_of(integer number);
  @ }
  @*/

/* Bytes that may be written lie apart from all that the engine relies on. Regions may overlap. */
/* Words of contracts: */
/* clang-format off */
#define WP_STATE the_state
#define WP_PROGRAM the_program + (0 .. text_length - 1)
#define WP_FRAMES the_frames + (0 .. frame_count - 2)
#define WP_TABLE the_table + (0 .. table_count - 1)
#define WP_WRITABLE(number) base_of(number) + (0 .. writable_of(number) - 1)
#define WP_READABLE(number) base_of(number) + (0 .. readable_of(number) - 1)

#define WRITABLE_BYTES                                                                \
  *(WP_WRITABLE(0)), *(WP_WRITABLE(1)), *(WP_WRITABLE(2)), *(WP_WRITABLE(3)),         \
    *(WP_WRITABLE(4)), *(WP_WRITABLE(5)), *(WP_WRITABLE(6)), *(WP_WRITABLE(7))
/* clang-format on */

/*@ predicate valid_region(integer number) =
  @   0 <= writable_of(number) <= readable_of(number) && \valid_read(WP_READABLE(number)) &&
  @   \valid(WP_WRITABLE(number));
  @ predicate apart_region(integer number) =
  @   \separated(WP_WRITABLE(number), WP_STATE) && \separated(WP_WRITABLE(number), WP_FRAMES) &&
  @   \separated(WP_WRITABLE(number), WP_PROGRAM) && \separated(WP_WRITABLE(number), WP_TABLE) &&
  @   \separated(WP_WRITABLE(number), the_source) &&
  @   \separated(WP_WRITABLE(number), the_bindings);
  @ predicate valid_regions =
  @   valid_region(0) && valid_region(1) && valid_region(2) && valid_region(3) &&
  @   valid_region(4) && valid_region(5) && valid_region(6) && valid_region(7);
  @ predicate apart_regions =
  @   apart_region(0) && apart_region(1) && apart_region(2) && apart_region(3) &&
  @   apart_region(4) && apart_region(5) && apart_region(6) && apart_region(7);
  @
  @ predicate valid_state =
  @   \valid(the_state) && 1 <= frame_count <= THIMBLE_EBPF_CALL_DEPTH_MAXIMUM &&
  @   \valid(WP_FRAMES) && \separated(WP_FRAMES, WP_STATE);
  @ predicate valid_text =
  @   \valid_read(WP_PROGRAM) && \separated(WP_STATE, WP_PROGRAM) &&
  @   \separated(WP_FRAMES, WP_PROGRAM) && verified && permitted;
  @ predicate valid_table =
  @   \valid_read(the_source) && \valid_read(the_bindings) && \valid_read(WP_TABLE) &&
  @   \separated(WP_STATE, the_source) && \separated(WP_STATE, the_bindings) &&
  @   \separated(WP_STATE, WP_TABLE) && \separated(WP_FRAMES, the_source) &&
  @   \separated(WP_FRAMES, the_bindings) && \separated(WP_FRAMES, WP_TABLE);
  @ // All memory, where it is and how it lies.
  @ predicate layout = valid_state && valid_text && valid_table && valid_regions && apart_regions;
  @
  @ predicate same_region(wp_state *state, integer number) =
  @   state->regions[number].base == base_of(number) &&
  @   state->regions[number].readable == readable_of(number) &&
  @   state->regions[number].writable == writable_of(number);
  @ predicate same_regions(wp_state *state) =
  @   same_region(state, 0) && same_region(state, 1) && same_region(state, 2) &&
  @   same_region(state, 3) && same_region(state, 4) && same_region(state, 5) &&
  @   same_region(state, 6) && same_region(state, 7);
  @ predicate same_fields(wp_state *state) =
  @   state == the_state && state->program == the_program && state->frames == the_frames &&
  @   state->call_depth == frame_count && state->source == the_source;
  @ predicate same_table(wp_state *state) =
  @   the_source->bindings == the_bindings && the_bindings->bindings == the_table &&
  @   is_table(the_bindings);
  @ // What no step changes.
  @ predicate fixed(wp_state *state) =
  @   same_fields(state) && same_regions(state) && is_text(the_program) && same_table(state);
  @
  @ // What every step keeps.
  @ predicate runs(wp_state *state) =
  @   starts(state->pc) && 0 <= state->limit &&
  @   state->limit - 8 * state->pc <= 8 * THIMBLE_FUEL_MAXIMUM;
  @ predicate nests(wp_state *state) =
  @   state->depth < frame_count && state->depth < state->frames_used &&
  @   state->frames_used <= frame_count &&
  @   (\forall integer i; 0 <= i < state->depth ==> starts(the_frames[i].return_to));
  @*/

#endif
