/* SPDX-License-Identifier: Apache-2.0 */
/* sample_images.c: writes small images, sound and unsound ones, into the folder named: what the
 * scripts beside this file try the command on. Programs are written slot by slot, so that none of
 * this depends on a compiler or on `thimble build`. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <thimble/image.h>

#include "base/cbor_write.h"
#include "engine/ebpf/instruction.h"

/* Guest addresses: the halves of a wide instruction. */
enum {
  DATA = 2,
  READ_ONLY = 3
};

#define SLOT(opcode, destination, source, offset, immediate) \
  { (opcode) | (destination) << 8 | (source) << 12 | (uint32_t)(uint16_t)(offset) << 16, immediate }
#define MOVE(destination, immediate) SLOT(0xb7, destination, 0, 0, immediate)
#define COPY(destination, source) SLOT(0xbf, destination, source, 0, 0)
#define ADD(destination, immediate) SLOT(0x07, destination, 0, 0, immediate)
#define ADDRESS(destination, region, offset) \
  SLOT(0x18, destination, 0, 0, offset), {   \
    0, region                                \
  }
#define LOAD32(destination, source, offset) SLOT(0x61, destination, source, offset, 0)
#define LOAD64(destination, source, offset) SLOT(0x79, destination, source, offset, 0)
#define STORE64(destination, offset, source) SLOT(0x7b, destination, source, offset, 0)
#define CALL(binding) SLOT(0x85, 0, 0, 0, binding)
#define CALL_LOCAL(distance) SLOT(0x85, 0, 1, 0, distance)
#define GOTO(distance) SLOT(0x05, 0, 0, distance, 0)
#define EXIT SLOT(0x95, 0, 0, 0, 0)
/* Eight bytes of data. */
#define BYTES(low, high) \
  { low, high }

enum {
  SLOTS = 12
};

struct sample {
  const char *name;
  const char *hook;
  uint32_t engine;
  thimble_grant_set grants;
  uint32_t sensors;      /* to which the grant SENSOR is narrowed, or 0 */
  const char *keys_read; /* to which the grant VALUE_READ is narrowed, or null */
  uint32_t order;        /* 0: is not written */
  uint32_t parameters[6];
  uint32_t parameter_count;
  struct thimble_ebpf_instruction slots[SLOTS];
  uint32_t slot_count;
  bool lines; /* function run in sample.c, line 10 + slot */
};

#define EBPF .engine = THIMBLE_ENGINE_EBPF
#define HOOK(name) .hook = name
#define GRANT(name) .grants = 1u << THIMBLE_GRANT_##name
/* entry, frame size, call depth, then the lengths of read-only data, data and zeroed bytes */
#define PARAMETERS(...) .parameters = {__VA_ARGS__}, .parameter_count = 6
#define PROGRAM(count, ...) .slots = {__VA_ARGS__}, .slot_count = (count)

static const struct sample samples[] = {
    {.name = "answer",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 64, 1, 0, 0, 0),
     PROGRAM(2, MOVE(0, 42), EXIT)},
    /* Counts its runs in eight bytes of data that start as 100. */
    {.name = "counter",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 0, 1, 0, 8, 0),
     PROGRAM(7, ADDRESS(1, DATA, 0), LOAD64(0, 1, 0), ADD(0, 1), STORE64(1, 0, 0), EXIT,
             BYTES(100, 0))},
    /* Logs "hi\x1b[m" with level 1. */
    {.name = "hello",
     EBPF,
     HOOK("timer"),
     GRANT(LOG),
     PARAMETERS(0, 0, 1, 8, 0, 0),
     PROGRAM(7, MOVE(1, 1), ADDRESS(2, READ_ONLY, 0), CALL(1), MOVE(0, 0), EXIT,
             BYTES(0x5b1b6968, 0x6d))},
    {.name = "ungranted",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 0, 1, 8, 0, 0),
     PROGRAM(6, MOVE(1, 1), ADDRESS(2, READ_ONLY, 0), CALL(1), EXIT, BYTES(0x41, 0)),
     .lines = true},
    /* Stores to an address that no region has. */
    {.name = "wild",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 64, 1, 0, 0, 0),
     PROGRAM(4, MOVE(1, 7), MOVE(0, 1), STORE64(1, 8, 0), EXIT),
     .lines = true},
    {.name = "past-data",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 0, 1, 0, 8, 0),
     PROGRAM(5, ADDRESS(1, DATA, 1), LOAD64(0, 1, 0), EXIT, BYTES(0, 0))},
    {.name = "endless",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 0, 1, 0, 0, 0),
     PROGRAM(2, GOTO(-1), EXIT),
     .lines = true},
    {.name = "deep",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 16, 3, 0, 0, 0),
     PROGRAM(2, CALL_LOCAL(-1), EXIT),
     .lines = true},
    {.name = "frame-write",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 64, 1, 0, 0, 0),
     PROGRAM(3, MOVE(0, 0), MOVE(10, 0), EXIT),
     .lines = true},
    {.name = "bad-frame",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 12, 1, 0, 0, 0),
     PROGRAM(2, MOVE(0, 0), EXIT)},
    {.name = "bad-parameters",
     EBPF,
     HOOK("timer"),
     .parameter_count = 2,
     PROGRAM(2, MOVE(0, 0), EXIT)},
    {.name = "bad-entry",
     EBPF,
     HOOK("timer"),
     PARAMETERS(2, 0, 1, 0, 0, 0),
     PROGRAM(2, MOVE(0, 0), EXIT)},
    /* Reads temperature sensor 0 onto the stack and returns its value, or the error. */
    {.name = "sensor",
     EBPF,
     HOOK("timer"),
     GRANT(SENSOR),
     PARAMETERS(0, 8, 1, 0, 0, 0),
     PROGRAM(8, MOVE(1, 1), COPY(2, 10), ADD(2, -8), MOVE(3, 8), CALL(4), SLOT(0x55, 0, 0, 1, 0),
             LOAD32(0, 10, -8), EXIT)},
    /* Reads temperature sensor 0, for which it has not asked. */
    {.name = "narrow",
     EBPF,
     HOOK("timer"),
     .grants = 1u << THIMBLE_GRANT_SENSOR | 1u << THIMBLE_GRANT_VALUE_READ,
     .sensors = 1u << 2 | 1u << 5 | 1u << 31,
     .keys_read = "global/ private/x",
     .order = 7,
     PARAMETERS(0, 8, 1, 0, 0, 0),
     PROGRAM(6, MOVE(1, 1), COPY(2, 10), ADD(2, -8), MOVE(3, 8), CALL(4), EXIT),
     .lines = true},
    /* Returns now_ms + count, or what else stands there. */
    {.name = "clock",
     EBPF,
     HOOK("timer"),
     PARAMETERS(0, 0, 1, 0, 0, 0),
     PROGRAM(4, LOAD64(0, 1, 0), LOAD32(2, 1, 12), SLOT(0x0f, 0, 2, 0, 0), EXIT)},
    /* Returns length + 1000 x the last of the captured bytes. */
    {.name = "packet",
     EBPF,
     HOOK("packet"),
     PARAMETERS(0, 0, 1, 0, 0, 0),
     PROGRAM(7, LOAD32(0, 1, 0), LOAD32(2, 1, 4), SLOT(0x0f, 2, 1, 0, 0), SLOT(0x71, 2, 2, 7, 0),
             SLOT(0x27, 2, 0, 0, 1000), SLOT(0x0f, 0, 2, 0, 0), EXIT)},
    /* Returns the length of its context. */
    {.name = "other-hook",
     EBPF,
     HOOK("door"),
     PARAMETERS(0, 0, 1, 0, 0, 0),
     PROGRAM(2, COPY(0, 2), EXIT)},
    {.name = "random",
     EBPF,
     HOOK("timer"),
     GRANT(RANDOM),
     PARAMETERS(0, 8, 1, 0, 0, 0),
     PROGRAM(6, COPY(1, 10), ADD(1, -8), MOVE(2, 8), CALL(5), LOAD64(0, 10, -8), EXIT)},
    {.name = "python",
     .engine = THIMBLE_ENGINE_PYTHON,
     HOOK("timer"),
     .parameter_count = 2,
     PROGRAM(1, BYTES(0x6d736100, 1))},
};

static struct thimble_bytes bytes_of(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)};
}

static void write_sensors(struct thimble_cbor_writer *writer, uint32_t sensors) {
  thimble_cbor_write_array(writer, (uint32_t)__builtin_popcount(sensors));
  for (uint32_t kind = 0; kind < THIMBLE_SCOPE_NUMBERS; kind++)
    if (sensors >> kind & 1)
      thimble_cbor_write_unsigned(writer, kind);
}

static void write_grants(struct thimble_cbor_writer *writer, const struct sample *sample) {
  thimble_cbor_write_map(writer, (uint32_t)__builtin_popcount(sample->grants));
  for (uint32_t grant = 0; grant < THIMBLE_GRANT_COUNT; grant++) {
    if (!(sample->grants >> grant & 1))
      continue;
    thimble_cbor_write_unsigned(writer, grant);
    if (grant == THIMBLE_GRANT_SENSOR && sample->sensors != 0)
      write_sensors(writer, sample->sensors);
    else if (grant == THIMBLE_GRANT_VALUE_READ && sample->keys_read)
      thimble_cbor_write_text(writer, bytes_of(sample->keys_read));
    else
      thimble_cbor_write_true(writer);
  }
}

/* Row 0 is at slot 0, line 10; each of the others one slot and one line further. */
static void write_lines(struct thimble_cbor_writer *writer, uint32_t slots) {
  uint8_t rows[3 * SLOTS] = {0, 0, 20};
  uint8_t bytes[64];
  struct thimble_cbor_writer inner;
  for (size_t i = 1; i < slots; i++) {
    rows[3 * i] = 1;
    rows[3 * i + 1] = 0;
    rows[3 * i + 2] = 2;
  }
  thimble_cbor_writer_start(&inner, bytes, sizeof(bytes));
  thimble_cbor_write_array(&inner, 3);
  thimble_cbor_write_array(&inner, 1);
  thimble_cbor_write_text(&inner, bytes_of("sample.c"));
  thimble_cbor_write_array(&inner, 1);
  thimble_cbor_write_array(&inner, 2);
  thimble_cbor_write_unsigned(&inner, 0);
  thimble_cbor_write_text(&inner, bytes_of("run"));
  thimble_cbor_write_bytes(&inner, (struct thimble_bytes){rows, 3 * slots});
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_LINES);
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){bytes, inner.length});
}

static void write_text(struct thimble_cbor_writer *writer, uint32_t key, const char *text) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_text(writer, bytes_of(text));
}

static void write_number(struct thimble_cbor_writer *writer, uint32_t key, uint32_t number) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_unsigned(writer, number);
}

/* Padding, such that the content of the program starts at a multiple of eight. */
static void write_program(struct thimble_cbor_writer *writer, const struct sample *sample) {
  static const uint8_t zero[7];
  uint32_t length = sample->slot_count * THIMBLE_EBPF_SLOT;
  uint32_t heads = 1 + 1 + 1 + thimble_cbor_head_length(length);
  struct thimble_bytes padding = {zero, (8 - (writer->length + heads) % 8) % 8};
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_PADDING);
  thimble_cbor_write_bytes(writer, padding);
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_PROGRAM);
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){(const uint8_t *)sample->slots, length});
}

static void write_head(struct thimble_cbor_writer *writer, const struct sample *sample) {
  thimble_cbor_write_map(writer, 11u + sample->lines + (sample->order != 0));
  write_number(writer, THIMBLE_IMAGE_ABI, THIMBLE_ABI);
  write_number(writer, THIMBLE_IMAGE_ENGINE, sample->engine);
  write_text(writer, THIMBLE_IMAGE_NAME, sample->name);
  write_text(writer, THIMBLE_IMAGE_VERSION, "1.0");
  write_text(writer, THIMBLE_IMAGE_HOOK, sample->hook);
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_GRANTS);
  write_grants(writer, sample);
  write_number(writer, THIMBLE_IMAGE_FUEL, 1000);
  write_number(writer, THIMBLE_IMAGE_MEMORY, 256);
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_PARAMETERS);
  thimble_cbor_write_array(writer, sample->parameter_count);
  for (uint32_t i = 0; i < sample->parameter_count; i++)
    thimble_cbor_write_unsigned(writer, sample->parameters[i]);
}

static bool write_sample(const char *folder, const struct sample *sample) {
  char path[4096];
  uint8_t bytes[1024];
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, bytes, sizeof(bytes));
  write_head(&writer, sample);
  write_program(&writer, sample);
  if (sample->lines)
    write_lines(&writer, sample->slot_count);
  if (sample->order != 0)
    write_number(&writer, THIMBLE_IMAGE_ORDER, sample->order);
  snprintf(path, sizeof(path), "%s/%s.thimble", folder, sample->name);
  FILE *file = writer.overflow ? NULL : fopen(path, "wb");
  if (!file)
    return false;
  bool written = fwrite(bytes, 1, writer.length, file) == writer.length;
  return fclose(file) == 0 && written;
}

int main(int argc, char **argv) {
  bool written = argc == 2;
  for (size_t i = 0; written && i < sizeof(samples) / sizeof(samples[0]); i++)
    written = write_sample(argv[1], &samples[i]);
  if (!written)
    fputs("usage: sample_images FOLDER, which must be there and writable\n", stderr);
  return written ? 0 : 1;
}
