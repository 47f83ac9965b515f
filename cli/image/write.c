/* SPDX-License-Identifier: Apache-2.0 */
/* write.c: see write.h. */
#include "cli/image/write.h"

#include <stdbool.h>
#include <string.h>
#include <thimble/image.h>

#include "base/cbor_write.h"
#include "cli/common/memory.h"
#include "cli/image/grants_write.h"

#define ALWAYS_WRITTEN 11u /* keys that every image has */
#define PROGRAM_ALIGNMENT 8u

struct image_parts {
  const struct image_head *head;
  const struct image_program *program;
  const struct file_bytes *lines;
  uint32_t padding;
};

static bool has_lines(const struct image_parts *parts) {
  return parts->lines->length > 0;
}

static bool has_order(const struct image_parts *parts) {
  return parts->head->order != THIMBLE_ORDER_DEFAULT;
}

static void put_text(struct thimble_cbor_writer *writer, uint32_t key, const char *text) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_text(writer,
                          (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)});
}

static void put_number(struct thimble_cbor_writer *writer, uint32_t key, uint32_t number) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_unsigned(writer, number);
}

static void put_bytes(struct thimble_cbor_writer *writer, uint32_t key, const uint8_t *data,
                      uint32_t length) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){data, length});
}

static void put_parameters(struct thimble_cbor_writer *writer,
                           const struct image_program *program) {
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_PARAMETERS);
  thimble_cbor_write_array(writer, program->parameter_count);
  for (uint32_t index = 0; index < program->parameter_count; index++)
    thimble_cbor_write_unsigned(writer, program->parameters[index]);
}

static void put_head(struct thimble_cbor_writer *writer, const struct image_parts *parts) {
  const struct image_head *head = parts->head;
  const struct image_program *program = parts->program;
  static const uint8_t zeros[PROGRAM_ALIGNMENT];
  uint32_t pairs = ALWAYS_WRITTEN + has_lines(parts) + has_order(parts);
  thimble_cbor_write_map(writer, pairs);
  put_number(writer, THIMBLE_IMAGE_ABI, THIMBLE_ABI);
  put_number(writer, THIMBLE_IMAGE_ENGINE, program->engine);
  put_text(writer, THIMBLE_IMAGE_NAME, head->name);
  put_text(writer, THIMBLE_IMAGE_VERSION, head->version);
  put_text(writer, THIMBLE_IMAGE_HOOK, head->hook);
  thimble_cbor_write_unsigned(writer, THIMBLE_IMAGE_GRANTS);
  grants_write(writer, &head->asked);
  put_number(writer, THIMBLE_IMAGE_FUEL, head->fuel);
  put_number(writer, THIMBLE_IMAGE_MEMORY, program->memory);
  put_parameters(writer, program);
  put_bytes(writer, THIMBLE_IMAGE_PADDING, zeros, parts->padding);
}

static void put_image(struct thimble_cbor_writer *writer, const struct image_parts *parts) {
  put_head(writer, parts);
  put_bytes(writer, THIMBLE_IMAGE_PROGRAM, parts->program->bytes, parts->program->length);
  if (has_lines(parts))
    put_bytes(writer, THIMBLE_IMAGE_LINES, parts->lines->data, parts->lines->length);
  if (has_order(parts))
    put_number(writer, THIMBLE_IMAGE_ORDER, parts->head->order);
}

/* The zeros that bring the program's first byte to a multiple of eight. Up to seven of them do not
 * change the length of their own head. */
static uint32_t padding_for(const struct image_parts *parts) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, NULL, 0);
  put_head(&writer, parts);
  thimble_cbor_write_unsigned(&writer, THIMBLE_IMAGE_PROGRAM);
  uint32_t start = writer.length + thimble_cbor_head_length(parts->program->length);
  return (PROGRAM_ALIGNMENT - start % PROGRAM_ALIGNMENT) % PROGRAM_ALIGNMENT;
}

void image_write(struct file_bytes *image, const struct image_head *head,
                 const struct image_program *program, const struct file_bytes *lines) {
  struct image_parts parts = {head, program, lines, 0};
  struct thimble_cbor_writer writer;
  parts.padding = padding_for(&parts);
  thimble_cbor_writer_start(&writer, NULL, 0);
  put_image(&writer, &parts);
  image->length = writer.length;
  image->data = memory_get(image->length + 1u, 1);
  thimble_cbor_writer_start(&writer, image->data, image->length);
  put_image(&writer, &parts);
}
