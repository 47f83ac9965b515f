/* SPDX-License-Identifier: Apache-2.0 */
/* seeds.c: writes inputs for the fuzzers to start from: the programs of the conformance table, if
 * it is there, random ones, and envelopes. Run with the name of a folder that holds the folders
 * run, image, envelope and suit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cbor_write.h"
#include "ebpf/conformance/table.h"
#include "ebpf/lockstep/generate.h"
#include "fuzz/run_input.h"
#include "fuzz/suit_seeds.h"
#include "image/sample.h"

enum {
  PROGRAMS = 64,
  FRAME_SIZE = 512,
  CALL_DEPTH = 8
};

static void write_file(const char *folder, const char *kind, const char *name, const uint8_t *bytes,
                       size_t size) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s/%s", folder, kind, name);
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
    perror(path);
    exit(1);
  }
}

/* Numbers in units of 1, 4 or 8, as run_fuzz.c reads them. */
static void write_run(const char *folder, const char *name, const struct container_parts *parts,
                      struct thimble_bytes context, bool writable) {
  uint8_t bytes[INPUT_NUMBERS + INPUT_WRITABLE + ROW_BYTES] = {
      [INPUT_FRAME_SIZE] = (uint8_t)(parts->frame_size / 4),
      [INPUT_CALL_DEPTH] = (uint8_t)parts->call_depth,
      [INPUT_READ_ONLY] = (uint8_t)(parts->read_only.length / 4),
      [INPUT_DATA] = (uint8_t)parts->data.length,
      [INPUT_ZERO] = (uint8_t)parts->zero,
      [INPUT_ENTRY] = (uint8_t)parts->entry,
      [INPUT_FUEL] = 64,
      [INPUT_CONTEXT] = (uint8_t)(context.length | (writable ? INPUT_WRITABLE : 0)),
  };
  const struct thimble_bytes views[] = {
      context,
      {(const uint8_t *)parts->text, parts->slots * THIMBLE_EBPF_SLOT},
      parts->read_only,
      parts->data};
  size_t size = INPUT_NUMBERS;
  for (uint32_t i = 0; i < 4; i++) {
    if (views[i].length > 0)
      memcpy(bytes + size, views[i].data, views[i].length);
    size += views[i].length;
  }
  write_file(folder, "run", name, bytes, size);
}

static void write_row(const char *folder, const struct row *row) {
  const struct container_parts parts = {
      .text = (const instruction_t *)(const void *)row->program,
      .slots = row->program_length / THIMBLE_EBPF_SLOT,
      .frame_size = FRAME_SIZE,
      .call_depth = CALL_DEPTH,
  };
  struct thimble_bytes context = {row->memory, row->memory_length};
  if (context.length < INPUT_WRITABLE)
    write_run(folder, row->name, &parts, context, true);
}

static void write_rows(const char *folder) {
  static struct row row;
  struct table table;
  if (!table_open(&table))
    return;
  while (table_next(&table, &row))
    write_row(folder, &row);
}

/* The image of a text without data. */
static void write_image(const char *folder, const char *name, const struct container_parts *parts) {
  static struct sample sample;
  uint8_t numbers[32], program[8 + GENERATED_SLOTS * THIMBLE_EBPF_SLOT];
  struct thimble_cbor_writer writer;
  sample_start(&sample);
  thimble_cbor_writer_start(&writer, numbers, sizeof numbers);
  thimble_cbor_write_array(&writer, 6);
  thimble_cbor_write_unsigned(&writer, 0);
  thimble_cbor_write_unsigned(&writer, parts->frame_size);
  thimble_cbor_write_unsigned(&writer, parts->call_depth);
  for (uint32_t i = 0; i < 3; i++)
    thimble_cbor_write_unsigned(&writer, 0);
  sample.fields[THIMBLE_IMAGE_PARAMETERS - 1].value =
      (struct thimble_bytes){numbers, writer.length};
  thimble_cbor_writer_start(&writer, program, sizeof program);
  thimble_cbor_write_bytes(&writer, (struct thimble_bytes){(const uint8_t *)parts->text,
                                                           parts->slots * THIMBLE_EBPF_SLOT});
  sample.fields[THIMBLE_IMAGE_PROGRAM - 1].value = (struct thimble_bytes){program, writer.length};
  sample_assemble(&sample);
  write_file(folder, "image", name, sample.bytes, sample.length);
}

static void write_random(const char *folder) {
  static struct generated generated;
  struct random random;
  random_start(&random, 1);
  for (uint32_t i = 0; i < PROGRAMS; i++) {
    char name[32];
    snprintf(name, sizeof name, "random-%u", (unsigned)i);
    generate(&random, &generated);
    write_run(folder, name, &generated.parts,
              (struct thimble_bytes){generated.context, generated.context_length},
              generated.context_writable);
    if (i < 8)
      write_image(folder, name, &generated.parts);
  }
}

/* An image whose grants have lists of every kind. */
static void write_narrowed(const char *folder) {
  static struct sample sample;
  sample_start(&sample);
  sample.fields[THIMBLE_IMAGE_GRANTS - 1].value =
      VALUE("\xa4\x02\x82\x01\x05\x05\x82\x00\x18\x1f\x06\x72private/ shared/t.\x07\x67global/");
  sample_assemble(&sample);
  write_file(folder, "image", "narrowed", sample.bytes, sample.length);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fputs("usage: seeds FOLDER\n", stderr);
    return 2;
  }
  write_rows(argv[1]);
  write_random(argv[1]);
  write_narrowed(argv[1]);
  write_suit_seeds(argv[1]);
  return 0;
}
