/* SPDX-License-Identifier: Apache-2.0 */
/* generate.c: see generate.h. */
#include "ebpf/lockstep/generate.h"

#include <string.h>

#include "ebpf/forms.h"
#include "ebpf/lockstep/probes.h"

/* Slots of the start, which generate() writes by hand. */
enum {
  PROLOGUE = 12,
  FIRST_LENT = 5 /* region */
};

static uint32_t one_of(struct random *random, const uint32_t *numbers, uint32_t count) {
  return numbers[random_below(random, count)];
}
#define ONE_OF(random, ...)                       \
  one_of(random, (const uint32_t[]){__VA_ARGS__}, \
         sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

static uint32_t immediate(struct random *random) {
  if (random_once_in(random, 2))
    return random_below(random, 70) - 4;
  if (random_once_in(random, 2))
    return 1u << random_below(random, 32);
  return (uint32_t)random_number(random);
}

/* Results go to r0 to r5, so that the addresses in r6 to r9 live for a while. */
static uint32_t result_register(struct random *random) {
  return random_once_in(random, 24) ? random_below(random, 10) : random_below(random, 6);
}

static uint32_t address_register(struct random *random) {
  return random_once_in(random, 16) ? random_below(random, 11) : 6 + random_below(random, 5);
}

static uint32_t address_offset(struct random *random, uint32_t base) {
  if (random_once_in(random, 32))
    return (uint32_t)random_number(random) % 0x10000;
  return base == 10 ? 0 - random_below(random, 24) : random_below(random, 24);
}

/* The start of an instruction, mostly one further down. */
static uint32_t target(struct random *random, const instruction_t *text, uint32_t slots,
                       uint32_t slot) {
  uint32_t first = random_once_in(random, 4) ? 0 : slot + 1;
  uint32_t chosen = first < slots ? first + random_below(random, slots - first) : slot;
  return text[chosen].head == 0 ? chosen - 1 : chosen;
}

static void set_offset(struct random *random, instruction_t *instruction, const char *fields,
                       const instruction_t *text, uint32_t slots, uint32_t slot) {
  uint32_t opcode = instruction->head & 0xff, offset = 0;
  if (form_has(fields, "o"))
    offset = address_offset(random, instruction->head >> (form_has(fields, "D") ? 12 : 8) & 15);
  if (form_has(fields, "j"))
    offset = target(random, text, slots, slot) - slot - 1;
  if (form_has(fields, "v"))
    offset = random_below(random, 2);
  if (form_has(fields, "m"))
    offset = random_once_in(random, 2) ? 0 : ONE_OF(random, 8, 16, opcode == 0xbf ? 32 : 8);
  instruction->head |= offset << 16;
}

static void set_call(struct random *random, instruction_t *call, const instruction_t *text,
                     uint32_t slots, uint32_t slot) {
  if (random_once_in(random, 2)) {
    call->immediate = (int32_t)(1 + random_below(random, PROBES));
    return;
  }
  call->head |= 1 << 12;
  call->immediate = (int32_t)(target(random, text, slots, slot) - slot - 1);
}

static void set_immediate(struct random *random, instruction_t *instruction, const char *fields,
                          const instruction_t *text, uint32_t slots, uint32_t slot) {
  uint32_t number = 0;
  if (form_has(fields, "i"))
    number = immediate(random);
  if (form_has(fields, "J"))
    number = target(random, text, slots, slot) - slot - 1;
  if (form_has(fields, "e"))
    number = ONE_OF(random, 16, 32, 64);
  if (form_has(fields, "a"))
    number = ONE_OF(random, 0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1, 0xf1);
  instruction->immediate = (int32_t)number;
}

static void set_registers(struct random *random, instruction_t *instruction, const char *fields) {
  uint32_t destination = 0, source = 0;
  if (form_has(fields, "D"))
    destination = result_register(random);
  if (form_has(fields, "d"))
    destination = form_has(fields, "o") ? address_register(random) : random_below(random, 11);
  if (form_has(fields, "s"))
    source = random_below(random, form_has(fields, "a") ? 10 : 11);
  if (form_has(fields, "D") && form_has(fields, "o")) /* a load */
    source = address_register(random);
  instruction->head |= destination << 8 | source << 12;
}

/* An opcode of one slot; calls and exits are kept few. */
static uint8_t choose_opcode(struct random *random) {
  for (;;) {
    uint8_t opcode = (uint8_t)random_below(random, 256);
    const char *fields = form_of(opcode);
    if (fields != NULL && !form_has(fields, "w") && (opcode != 0x95 || random_once_in(random, 4)))
      return opcode;
  }
}

void generate_slot(struct random *random, instruction_t *text, uint32_t slots, uint32_t slot) {
  if (slot + 1 >= slots || text[slot].head == 0 || (text[slot].head & 0xff) == 0x18)
    return;
  uint8_t opcode = choose_opcode(random);
  const char *fields = form_of(opcode);
  instruction_t instruction = {opcode, 0};
  set_registers(random, &instruction, fields);
  set_offset(random, &instruction, fields, text, slots, slot);
  set_immediate(random, &instruction, fields, text, slots, slot);
  if (form_has(fields, "c"))
    set_call(random, &instruction, text, slots, slot);
  text[slot] = instruction;
}

static uint32_t write_prologue(struct random *random, instruction_t *text) {
  uint64_t number = random_number(random);
  uint32_t constant = random_once_in(random, 2) ? READ_ONLY : FIRST_LENT + random_below(random, 3);
  const instruction_t prologue[PROLOGUE] = {
      COPY(6, 10),
      ADD(6, -16),
      ADDRESS(7, DATA, 0),
      ADDRESS(8, constant, 0),
      COPY(9, 1),
      MOVE(2, random_below(random, 12)),
      WIDE(3, number >> 32, number),
      MOVE(4, (int32_t)number),
      MOVE(0, 1),
  };
  memcpy(text, prologue, sizeof prologue);
  return PROLOGUE;
}

/* Fills the text with wide instructions and room for others, and then the room: jumps need to know
 * where instructions start. */
static void write_text(struct random *random, struct generated *generated) {
  instruction_t *text = generated->text;
  uint32_t slots = PROLOGUE + 2 + random_below(random, GENERATED_SLOTS - PROLOGUE - 2);
  uint32_t slot = write_prologue(random, text);
  while (slot < slots) {
    bool wide = slot + 2 < slots && random_once_in(random, 16);
    text[slot] = wide ? (instruction_t)SLOT(0x18, result_register(random), 0, 0, immediate(random))
                      : (instruction_t)EXIT;
    if (wide)
      text[slot + 1] = (instruction_t)SLOT(0, 0, 0, 0, immediate(random) % 10);
    slot += wide ? 2 : 1;
  }
  for (slot = PROLOGUE; slot < slots; slot++)
    generate_slot(random, text, slots, slot);
  generated->parts.slots = slots;
}

/* Text ends in the middle of its bytes now and then. */
static void fill(struct random *random, uint8_t *bytes, uint32_t length) {
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = random_once_in(random, 4) ? 0 : (uint8_t)random_number(random);
}

void generate(struct random *random, struct generated *generated) {
  memset(generated, 0, sizeof *generated);
  write_text(random, generated);
  fill(random, generated->read_only, GENERATED_SECTION);
  fill(random, generated->data, GENERATED_SECTION);
  fill(random, generated->context, GENERATED_CONTEXT);
  generated->context_length = random_below(random, GENERATED_CONTEXT + 1);
  generated->context_writable = random_once_in(random, 2);
  generated->parts.text = generated->text;
  generated->parts.frame_size = 8 * random_below(random, 7);
  generated->parts.call_depth = 1 + random_below(random, 4);
  generated->parts.read_only =
      (struct thimble_bytes){generated->read_only, 8 * random_below(random, 5)};
  generated->parts.data = (struct thimble_bytes){generated->data, random_below(random, 33)};
  generated->parts.zero = random_below(random, 20);
  generated->parts.bindings = &probes;
  generated->parts.asked = 1;
  generated->parts.allowed = 1;
}
