/* SPDX-License-Identifier: Apache-2.0 */
/* run_fuzz.c: any bytes as a program: whatever the verifier accepts is run by every interpreter,
 * which must agree, end, and touch nothing but what they were given.
 *
 * Each piece of memory is a block of its own of exactly the size it needs, so that the address
 * sanitizer sees every access beyond it. */
#include <stdlib.h>
#include <string.h>

#include "base/cbor_write.h"
#include "ebpf/lockstep/generate.h"
#include "ebpf/lockstep/interpreters.h"
#include "ebpf/lockstep/probes.h"
#include "engine/ebpf/parameters.h"
#include "fuzz/fuzz.h"
#include "fuzz/run_input.h"

enum {
  JUNK = 0xee,
  LENT = 2, /* pieces that are lent for each run */
  LENT_SIZE = 20,
  RUNS = 2 /* the second one sees the data that the first one left */
};

/* A loaded program and all its memory. */
struct subject {
  struct thimble_image image;
  struct thimble_program program;
  struct thimble_instance instance;
  struct thimble_need need;
  uint8_t *own, *run, *context, *lent[LENT];
  uint32_t fuel;
};

struct result {
  struct thimble_outcome outcome;
  struct observation observation;
};

static struct thimble_bytes parameters_of(const struct run_input *input, uint8_t bytes[32]) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, bytes, 32);
  thimble_cbor_write_array(&writer, 6);
  thimble_cbor_write_unsigned(&writer, input->numbers[INPUT_ENTRY]);
  thimble_cbor_write_unsigned(&writer, input->numbers[INPUT_FRAME_SIZE] * 4u);
  thimble_cbor_write_unsigned(&writer, input->numbers[INPUT_CALL_DEPTH] % 16u);
  thimble_cbor_write_unsigned(&writer, input->numbers[INPUT_READ_ONLY] * 4u);
  thimble_cbor_write_unsigned(&writer, input->numbers[INPUT_DATA]);
  thimble_cbor_write_unsigned(&writer, input->numbers[INPUT_ZERO]);
  return (struct thimble_bytes){bytes, writer.length};
}

static bool verify(struct subject *subject, const struct run_input *input, const uint8_t *program) {
  static uint8_t parameters[32];
  const struct thimble_policy policy = {&probes, 1};
  struct thimble_program_refusal refusal;
  subject->fuel = input->numbers[INPUT_FUEL] * 8u;
  subject->image = (struct thimble_image){
      .engine = THIMBLE_ENGINE_EBPF,
      .name = {(const uint8_t *)"fuzzed", 6},
      .asked.grants = 1,
      .fuel = THIMBLE_FUEL_MAXIMUM,
      .memory = THIMBLE_MEMORY_MAXIMUM,
      .parameters = parameters_of(input, parameters),
      .program = {program, input->program_length},
  };
  if (thimble_verify(&subject->program, &subject->image, &policy, &refusal) == THIMBLE_OK)
    return true;
  must(refusal.reason != THIMBLE_REASON_NONE && refusal.reason < THIMBLE_REASON_COUNT);
  must(refusal.place <= input->program_length / THIMBLE_EBPF_SLOT);
  return false;
}

static void load(struct subject *subject) {
  memset(subject->own, JUNK, subject->need.instance);
  if (subject->need.run > 0)
    memset(subject->run, JUNK, subject->need.run);
  const struct thimble_place place = {.own = {subject->own, subject->need.instance},
                                      .run = {subject->run, subject->need.run}};
  struct thimble_program_refusal refusal;
  must(thimble_load(&subject->instance, &subject->program, &place, &refusal) == THIMBLE_OK);
}

/* Records of local calls lie in front of the stack: those that were never in use are as they were.
 */
static void check_unused_frames(const struct subject *subject) {
  const struct thimble_ebpf_parameters *parameters = thimble_ebpf_parameters_of(&subject->program);
  size_t record = sizeof(struct thimble_ebpf_frame);
  must(observation.frames_used >= 1 && observation.frames_used <= parameters->call_depth);
  for (size_t i = (observation.frames_used - 1) * record; i < (parameters->call_depth - 1) * record;
       i++)
    must(subject->run[i] == JUNK);
}

/* The first piece may be written, the second only read. */
static void lend(const struct subject *subject) {
  for (uint32_t i = 0; i < LENT; i++) {
    const struct thimble_loan loan = {subject->lent[i], LENT_SIZE, i == 0};
    uint32_t slot;
    memset(subject->lent[i], JUNK, LENT_SIZE);
    must(thimble_lend(&subject->instance, &loan, &slot) == THIMBLE_OK && slot == i);
  }
}

static void check_lent(const struct subject *subject) {
  for (uint32_t i = 0; i < LENT_SIZE; i++)
    must(subject->lent[1][i] == JUNK);
  thimble_reclaim(&subject->instance);
}

/* A context that may be written may be so but for its last quarter. */
static void run_once(struct subject *subject, const struct run_input *input,
                     struct result *result) {
  uint32_t length = input->context_length;
  const struct thimble_event event = {subject->context, length,
                                      input->context_writable ? length - length / 4 : 0};
  if (length > 0)
    memcpy(subject->context, input->context, length);
  memset(result, 0, sizeof *result);
  lend(subject);
  thimble_run(&subject->instance, &event, subject->fuel, &result->outcome);
  check_lent(subject);
  result->observation = observation;
  must(complaint == NULL);
  if (length > event.writable)
    must(memcmp(subject->context + event.writable, input->context + event.writable,
                length - event.writable) == 0);
}

static void check_outcome(const struct subject *subject, const struct run_input *input,
                          const struct thimble_outcome *outcome) {
  uint32_t slots = input->program_length / THIMBLE_EBPF_SLOT;
  must(outcome->kind == THIMBLE_DONE ? outcome->fuel_used <= subject->fuel
                                     : outcome->place < slots);
  must(outcome->fuel_used <= subject->fuel + slots);
}

static void run_all(struct subject *subject, const struct run_input *input) {
  static struct result results[INTERPRETERS][RUNS];
  for (interpreter = FAST; interpreter < INTERPRETERS; interpreter++) {
    struct result *result = results[interpreter];
    probes_digest = 0;
    load(subject);
    for (uint32_t i = 0; i < RUNS; i++) {
      run_once(subject, input, &result[i]);
      check_outcome(subject, input, &result[i].outcome);
      if (i == 0)
        check_unused_frames(subject);
    }
    must(memcmp(result, results[FAST], sizeof results[FAST]) == 0);
  }
}

static void run(struct subject *subject, const struct run_input *input) {
  thimble_program_need(&subject->program, &subject->need);
  subject->own = allocate(subject->need.instance);
  subject->run = allocate(subject->need.run);
  subject->context = allocate(input->context_length);
  for (uint32_t i = 0; i < LENT; i++)
    subject->lent[i] = allocate(LENT_SIZE);
  run_all(subject, input);
  for (uint32_t i = 0; i < LENT; i++)
    free(subject->lent[i]);
  free(subject->context);
  free(subject->run);
  free(subject->own);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  struct run_input input;
  struct subject subject;
  if (!run_input_split(bytes, size, &input))
    return 0;
  uint8_t *program = allocate(input.program_length);
  if (input.program_length > 0)
    memcpy(program, input.program, input.program_length);
  if (verify(&subject, &input, program))
    run(&subject, &input);
  if (input.program_length > 0)
    must(memcmp(program, input.program, input.program_length) == 0);
  free(program);
  return 0;
}

/* Half of the mutations put a sound instruction into some slot, since few random ones are sound. */
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t size_maximum,
                               unsigned int seed) {
  static instruction_t text[512];
  struct random random;
  struct run_input input;
  random_start(&random, seed);
  if (random_once_in(&random, 2) || !run_input_split(bytes, size, &input) ||
      input.program_length < THIMBLE_EBPF_SLOT || input.program_length > sizeof text)
    return LLVMFuzzerMutate(bytes, size, size_maximum);
  uint32_t slots = input.program_length / THIMBLE_EBPF_SLOT;
  uint8_t *program = bytes + (input.program - bytes);
  memcpy(text, program, slots * sizeof text[0]);
  generate_slot(&random, text, slots, random_below(&random, slots));
  memcpy(program, text, slots * sizeof text[0]);
  return size;
}
