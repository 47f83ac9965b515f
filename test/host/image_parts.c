/* SPDX-License-Identifier: Apache-2.0 */
/* image_parts.c: see image_parts.h. Containers have one frame, or a stack, of 64 bytes. */
#include "host/image_parts.h"

#include <stdbool.h>
#include <string.h>

#include "base/cbor_write.h"
#include "unit.h"

enum {
  FRAME_SIZE = 64,
  FUEL = 1000,
};

typedef struct thimble_cbor_writer writer_t;

static void write_text(writer_t *writer, uint32_t key, const char *text) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_text(writer,
                          (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)});
}

static void write_number(writer_t *writer, uint32_t key, uint32_t number) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_unsigned(writer, number);
}

static void write_grants(writer_t *writer, thimble_grant_set grants) {
  uint32_t count = 0;
  for (uint32_t i = 0; i <= THIMBLE_GRANT_MAXIMUM; i++)
    count += grants >> i & 1;
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_GRANTS);
  thimble_cbor_write_map(writer, count);
  for (uint32_t i = 0; i <= THIMBLE_GRANT_MAXIMUM; i++)
    if ((grants >> i & 1) != 0) {
      thimble_cbor_write_unsigned(writer, i);
      thimble_cbor_write_true(writer);
    }
}

static void write_numbers(writer_t *writer, const uint32_t *numbers, uint32_t count) {
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_PARAMETERS);
  thimble_cbor_write_array(writer, count);
  for (uint32_t i = 0; i < count; i++)
    thimble_cbor_write_unsigned(writer, numbers[i]);
}

static void write_parameters(writer_t *writer, const struct image_parts *parts) {
  const uint32_t ebpf[] = {0, FRAME_SIZE, 1, parts->read_only.length, 0, parts->zero};
  static const uint32_t wasm[] = {0, FRAME_SIZE / 8, 0, 0, 0, 128, 0};
  if (parts->module.length > 0)
    write_numbers(writer, wasm, COUNT(wasm));
  else
    write_numbers(writer, ebpf, COUNT(ebpf));
}

static void write_bytes(writer_t *writer, struct thimble_bytes program) {
  static const uint8_t zero[8];
  uint32_t start = writer->length + 2 + 1 + thimble_cbor_head_length(program.length);
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_PADDING);
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){zero, (8 - start % 8) % 8});
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_PROGRAM);
  thimble_cbor_write_bytes(writer, program);
}

static void write_text_and_constants(writer_t *writer, const struct image_parts *parts) {
  uint8_t program[IMAGE_SIZE];
  uint32_t text = parts->slots * THIMBLE_EBPF_SLOT;
  uint32_t length = text + parts->read_only.length;
  assert_true(length <= sizeof program);
  memcpy(program, parts->text, text);
  if (parts->read_only.length > 0)
    memcpy(program + text, parts->read_only.data, parts->read_only.length);
  write_bytes(writer, (struct thimble_bytes){program, length});
}

static void write_start(writer_t *writer, const struct image_parts *parts) {
  write_number(writer, THIMBLE_IMAGE_ABI, THIMBLE_ABI);
  write_number(writer, THIMBLE_IMAGE_ENGINE,
               parts->module.length > 0 ? THIMBLE_ENGINE_WASM : THIMBLE_ENGINE_EBPF);
  write_text(writer, THIMBLE_IMAGE_NAME, parts->name != NULL ? parts->name : "a");
  write_text(writer, THIMBLE_IMAGE_VERSION, "1");
  write_text(writer, THIMBLE_IMAGE_HOOK, parts->hook != NULL ? parts->hook : "all");
  write_grants(writer, parts->grants);
  write_number(writer, THIMBLE_IMAGE_FUEL, parts->fuel != 0 ? parts->fuel : FUEL);
  write_number(writer, THIMBLE_IMAGE_MEMORY, FRAME_SIZE + parts->zero);
  write_parameters(writer, parts);
}

struct thimble_bytes image_put_together(struct image_file *file, const struct image_parts *parts) {
  bool has_lines = parts->lines.length > 0, has_order = parts->order > 0;
  writer_t writer;
  thimble_cbor_writer_start(&writer, file->bytes, sizeof file->bytes);
  thimble_cbor_write_map(&writer, 11u + has_lines + has_order);
  write_start(&writer, parts);
  if (parts->module.length > 0)
    write_bytes(&writer, parts->module);
  else
    write_text_and_constants(&writer, parts);
  if (has_lines) {
    thimble_cbor_write_unsigned(&writer, THIMBLE_IMAGE_LINES);
    thimble_cbor_write_bytes(&writer, parts->lines);
  }
  if (has_order)
    write_number(&writer, THIMBLE_IMAGE_ORDER, parts->order);
  assert_false(writer.overflow);
  file->length = writer.length;
  return (struct thimble_bytes){file->bytes, file->length};
}
