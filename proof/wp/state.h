/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: the invariant of src/engine/ebpf/state.h in the prover's words. */
#ifndef THIMBLE_PROOF_WP_STATE_H
#define THIMBLE_PROOF_WP_STATE_H

#include "engine/ebpf/parameters.h"
#include "engine/ebpf/state.h"
#include "wp/text.h"

typedef struct thimble_ebpf_state wp_state;
typedef struct thimble_ebpf_region wp_region;

/* The slots of the text that runs: any number that the verifier takes. The state does not keep it. */
/*@ axiomatic Text {
  @   logic integer text_length;
  @   axiom text_length_fits: 1 <= text_length <= WP_SLOTS;
  @ }
  @*/

/* Bytes that may be written lie apart from all that the engine relies on. Regions may overlap. */
#define WP_WRITABLE(state, number) \
  (state)->regions[number].base + (0 .. (state)->regions[number].writable - 1)
#define WP_FRAMES(state) (state)->frames + (0 .. (state)->call_depth - 2)
#define WP_PROGRAM(state) (state)->program + (0 .. text_length - 1)
#define WP_TABLE(state) \
  (state)->source->bindings->bindings + (0 .. (state)->source->bindings->count - 1)

/*@ predicate valid_region(wp_state *state, integer number) =
  @   state->regions[number].writable <= state->regions[number].readable &&
  @   \valid_read(state->regions[number].base + (0 .. state->regions[number].readable - 1)) &&
  @   \valid(WP_WRITABLE(state, number));
  @ predicate apart_region(wp_state *state, integer number) =
  @   \separated(WP_WRITABLE(state, number), state) &&
  @   \separated(WP_WRITABLE(state, number), WP_FRAMES(state)) &&
  @   \separated(WP_WRITABLE(state, number), WP_PROGRAM(state)) &&
  @   \separated(WP_WRITABLE(state, number), state->source) &&
  @   \separated(WP_WRITABLE(state, number), state->source->bindings) &&
  @   \separated(WP_WRITABLE(state, number), WP_TABLE(state));
  @
  @ predicate valid_regions(wp_state *state) =
  @   valid_region(state, 0) && valid_region(state, 1) && valid_region(state, 2) &&
  @   valid_region(state, 3) && valid_region(state, 4) && valid_region(state, 5) &&
  @   valid_region(state, 6) && valid_region(state, 7);
  @ predicate apart_regions(wp_state *state) =
  @   apart_region(state, 0) && apart_region(state, 1) && apart_region(state, 2) &&
  @   apart_region(state, 3) && apart_region(state, 4) && apart_region(state, 5) &&
  @   apart_region(state, 6) && apart_region(state, 7);
  @
  @ predicate valid_frames(wp_state *state) =
  @   1 <= state->call_depth <= THIMBLE_EBPF_CALL_DEPTH_MAXIMUM && \valid(WP_FRAMES(state)) &&
  @   \separated(WP_FRAMES(state), state) && \separated(WP_FRAMES(state), WP_PROGRAM(state)) &&
  @   \separated(WP_FRAMES(state), state->source) &&
  @   \separated(WP_FRAMES(state), state->source->bindings) &&
  @   \separated(WP_FRAMES(state), WP_TABLE(state));
  @
  @ predicate valid_source(wp_state *state) =
  @   \valid_read(state->source) && valid_bindings(state->source->bindings) &&
  @   \separated(state, state->source) && \separated(state, state->source->bindings) &&
  @   \separated(state, WP_TABLE(state));
  @
  @ predicate valid_text(wp_state *state) =
  @   valid_program(state->program, text_length) && \separated(state, WP_PROGRAM(state));
  @
  @ // What no step changes.
  @ predicate fixed(wp_state *state) =
  @   \valid(state) && valid_text(state) && valid_frames(state) && valid_source(state) &&
  @   valid_regions(state) && apart_regions(state) && verified(state->program, text_length) &&
  @   permitted(state->program, text_length, state->source->bindings, state->source->granted);
  @
  @ // What every step keeps.
  @ predicate runs(wp_state *state) =
  @   starts(state->program, text_length, state->pc) && 0 <= state->limit &&
  @   state->limit - 8 * state->pc <= 8 * THIMBLE_FUEL_MAXIMUM;
  @ predicate nests(wp_state *state) =
  @   state->depth < state->call_depth && state->depth < state->frames_used &&
  @   state->frames_used <= state->call_depth &&
  @   (\forall integer i; 0 <= i < state->depth ==>
  @    starts(state->program, text_length, state->frames[i].return_to));
  @*/

/* A write outside of a program leaves it verified. */
/*@ predicate same_program{A, B}(wp_instruction *program, integer length) =
  @   \forall integer i; 0 <= i < length ==>
  @   \at(program[i].head, A) == \at(program[i].head, B) &&
  @   \at(program[i].immediate, A) == \at(program[i].immediate, B);
  @ lemma verified_kept{A, B}: \forall wp_instruction *program, integer length;
  @   same_program{A, B}(program, length) ==> verified{A}(program, length) ==>
  @   verified{B}(program, length);
  @*/

#endif
