/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_run_fuzz.c: any bytes as a WebAssembly container: what is verified and loaded runs inside
 * its memory, ends, and does the same in an instance whose fuel comes bit by bit, and whose memory
 * held something else before.
 *
 * Each piece of memory is a block of its own of exactly the size that need() asked for. */
#include <stdlib.h>
#include <string.h>

#include "base/cbor_write.h"
#include "ebpf/lockstep/probes.h"
#include "engine/wasm/state.h"
#include "fuzz/fuzz.h"

/* Bytes of numbers that an input starts with; the context and the module follow. The numbers may be
 * wrong; whether they are is the engine's to say. */
enum {
  NUMBER_ENTRY,
  NUMBER_STACK,
  NUMBER_MEMORY, /* in units of 64 */
  NUMBER_ELEMENTS,
  NUMBER_BRANCHES,
  NUMBER_SCRATCH, /* in units of 16 */
  NUMBER_ROOM,    /* in units of 8 */
  NUMBER_CONTEXT, /* the context's length */
  NUMBER_FUEL,    /* in units of 16 */
  NUMBER_PIECE,   /* fuel for one piece of a run */
  NUMBERS
};

enum {
  RUNS = 2 /* the second one sees what the first one left */
};

struct input {
  const uint8_t *numbers, *context;
  struct thimble_bytes module;
  uint32_t context_length;
  uint32_t fuel;
};

struct subject {
  struct thimble_instance instance;
  uint8_t *own, *run, *context;
};

static bool split(const uint8_t *bytes, size_t size, struct input *input) {
  if (size < NUMBERS || size - NUMBERS <= bytes[NUMBER_CONTEXT])
    return false;
  input->numbers = bytes;
  input->context = bytes + NUMBERS;
  input->context_length = bytes[NUMBER_CONTEXT];
  input->module.data = input->context + input->context_length;
  input->module.length = (uint32_t)(size - NUMBERS) - input->context_length;
  input->fuel = bytes[NUMBER_FUEL] * 16u;
  return true;
}

static struct thimble_bytes parameters_of(const struct input *input, uint8_t bytes[64]) {
  static const uint8_t units[NUMBER_CONTEXT] = {1, 1, 64, 1, 1, 16, 8};
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, bytes, 64);
  thimble_cbor_write_array(&writer, NUMBER_CONTEXT);
  for (uint32_t i = 0; i < NUMBER_CONTEXT; i++)
    thimble_cbor_write_unsigned(&writer, (uint32_t)input->numbers[i] * units[i]);
  return (struct thimble_bytes){bytes, writer.length};
}

static bool verify(struct thimble_program *program, const struct input *input,
                   struct thimble_bytes module) {
  static uint8_t parameters[64];
  const struct thimble_policy policy = {&probes, 1};
  struct thimble_program_refusal refusal;
  const struct thimble_image image = {
      .engine = THIMBLE_ENGINE_WASM,
      .name = {(const uint8_t *)"fuzzed", 6},
      .asked.grants = 1,
      .fuel = THIMBLE_FUEL_MAXIMUM,
      .memory = THIMBLE_MEMORY_MAXIMUM,
      .parameters = parameters_of(input, parameters),
      .program = module,
  };
  if (thimble_verify(program, &image, &policy, &refusal) == THIMBLE_OK)
    return true;
  must(refusal.reason != THIMBLE_REASON_NONE && refusal.reason < THIMBLE_REASON_COUNT);
  must(refusal.place <= module.length);
  return false;
}

static void end(struct subject *subject) {
  free(subject->context);
  free(subject->run);
  free(subject->own);
}

/* False: it is refused, and everything is given back. */
static bool load(struct subject *subject, const struct thimble_program *program,
                 const struct input *input, uint8_t junk) {
  struct thimble_program_refusal refusal;
  struct thimble_need need;
  thimble_program_need(program, &need);
  *subject = (struct subject){.own = allocate(need.instance),
                              .run = allocate(need.run),
                              .context = allocate(input->context_length)};
  memset(subject->own, junk, need.instance);
  if (need.run > 0)
    memset(subject->run, junk, need.run);
  const struct thimble_place place = {.own = {subject->own, need.instance},
                                      .run = {subject->run, need.run}};
  enum thimble_result result = thimble_load(&subject->instance, program, &place, &refusal);
  if (result == THIMBLE_OK)
    return true;
  must(result == THIMBLE_ERROR_REFUSED && refusal.reason != THIMBLE_REASON_NONE);
  must(refusal.reason < THIMBLE_REASON_COUNT && refusal.place <= input->module.length);
  end(subject);
  return false;
}

/* The first half of a context may be written. */
static struct thimble_event event_of(struct subject *subject, const struct input *input) {
  if (input->context_length > 0)
    memcpy(subject->context, input->context, input->context_length);
  return (struct thimble_event){subject->context, input->context_length, input->context_length / 2};
}

static void run_at_once(struct subject *subject, const struct input *input,
                        struct thimble_outcome *outcome) {
  const struct thimble_event event = event_of(subject, input);
  thimble_run(&subject->instance, &event, input->fuel, outcome);
  must(outcome->fuel_used <= input->fuel);
  must(outcome->kind == THIMBLE_DONE || outcome->place <= input->module.length);
}

static uint32_t smaller(uint32_t left, uint32_t right) {
  return left < right ? left : right;
}

/* A piece that does not suffice for one binding is followed by a larger one. */
static void run_in_pieces(struct subject *subject, const struct input *input,
                          struct thimble_outcome *outcome) {
  const struct thimble_event event = event_of(subject, input);
  uint32_t left = input->fuel, piece = smaller(input->numbers[NUMBER_PIECE], left);
  thimble_run(&subject->instance, &event, piece, outcome);
  while (outcome->kind == THIMBLE_OUT_OF_FUEL && piece < left) {
    left -= outcome->fuel_used;
    piece = smaller(outcome->fuel_used == 0 ? 2 * piece + 1 : piece, left);
    must(thimble_resume(&subject->instance, &event, piece, outcome) == THIMBLE_OK);
  }
  outcome->fuel_used += input->fuel - left;
}

static void compare(const struct thimble_outcome *left, const struct thimble_outcome *right) {
  must(left->kind == right->kind && left->reason == right->reason);
  must(left->fuel_used == right->fuel_used && left->value == right->value);
  must(left->kind == THIMBLE_DONE ||
       (left->place == right->place && left->address == right->address));
}

static void run(struct subject *left, struct subject *right, const struct input *input) {
  struct thimble_outcome outcomes[2];
  uint64_t digests[2] = {0, 0};
  for (uint32_t i = 0; i < RUNS; i++) {
    probes_digest = digests[0];
    run_at_once(left, input, &outcomes[0]);
    digests[0] = probes_digest;
    probes_digest = digests[1];
    run_in_pieces(right, input, &outcomes[1]);
    digests[1] = probes_digest;
    compare(&outcomes[0], &outcomes[1]);
    must(digests[0] == digests[1]);
    if (input->context_length == 0)
      continue;
    must(memcmp(left->context, right->context, input->context_length) == 0);
    uint32_t writable = outcomes[0].kind == THIMBLE_DONE ? input->context_length / 2 : 0;
    must(memcmp(left->context + writable, input->context + writable,
                input->context_length - writable) == 0);
  }
}

static void load_and_run(const struct thimble_program *program, const struct input *input) {
  struct subject left, right;
  if (!load(&left, program, input, 0xee))
    return;
  must(load(&right, program, input, 0x11));
  run(&left, &right, input);
  end(&right);
  end(&left);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  struct input input;
  struct thimble_program program;
  if (!split(bytes, size, &input))
    return 0;
  uint8_t *module = allocate(input.module.length);
  memcpy(module, input.module.data, input.module.length);
  if (verify(&program, &input, (struct thimble_bytes){module, input.module.length}))
    load_and_run(&program, &input);
  must(memcmp(module, input.module.data, input.module.length) == 0);
  free(module);
  return 0;
}
