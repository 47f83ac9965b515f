/* SPDX-License-Identifier: Apache-2.0 */
/* sample.c: see sample.h. */
#include "image/sample.h"

#include <string.h>

#include "base/cbor_write.h"
#include "unit.h"

/* Two slots of program, so that padding matters; the texts use every kind of character. */
static const struct field sound[] = {
    {THIMBLE_IMAGE_ABI, {(const uint8_t *)"\x01", 1}},
    {THIMBLE_IMAGE_ENGINE, {(const uint8_t *)"\x01", 1}},
    {THIMBLE_IMAGE_NAME, {(const uint8_t *)"\x69my_app-1.", 10}},
    {THIMBLE_IMAGE_VERSION,
     {(const uint8_t *)"\x67"
                       "1.0-a+b",
      8}},
    {THIMBLE_IMAGE_HOOK, {(const uint8_t *)"\x65timer", 6}},
    {THIMBLE_IMAGE_GRANTS, {(const uint8_t *)"\xa2\x00\xf5\x02\xf5", 5}},
    {THIMBLE_IMAGE_FUEL, {(const uint8_t *)"\x19\x03\xe8", 3}},
    {THIMBLE_IMAGE_MEMORY, {(const uint8_t *)"\x18\x40", 2}},
    {THIMBLE_IMAGE_PARAMETERS, {(const uint8_t *)"\x86\x00\x18\x40\x01\x00\x00\x00", 8}},
    {THIMBLE_IMAGE_PADDING, {NULL, 0}},
    {THIMBLE_IMAGE_PROGRAM, {(const uint8_t *)"\x50\xb7\0\0\0\x2a\0\0\0\x95\0\0\0\0\0\0\0", 17}},
    {THIMBLE_IMAGE_LINES, {(const uint8_t *)"\x43xyz", 4}},
    {THIMBLE_IMAGE_ORDER, {(const uint8_t *)"\x18\x32", 2}},
};

void sample_start(struct sample *sample) {
  memset(sample, 0, sizeof *sample);
  memcpy(sample->fields, sound, sizeof sound);
  sample->count = COUNT(sound);
}

/* Bytes of a string's head, by its first byte (RFC 8949, section 3). */
static uint32_t head_length(uint8_t first) {
  return first % 32 < 24 ? 1 : 1 + (1u << (first % 32 - 24));
}

/* Bytes from the end of the padding to the content of the program: the program's key, and the head
 * that its value starts with. */
static uint32_t before_content(const struct sample *sample) {
  for (uint32_t i = 0; i < sample->count; i++)
    if (sample->fields[i].key == THIMBLE_IMAGE_PROGRAM && sample->fields[i].value.length > 0)
      return 1 + head_length(sample->fields[i].value.data[0]);
  return 0;
}

static void write_padding(struct sample *sample, struct thimble_cbor_writer *writer) {
  static const uint8_t zero[8];
  uint32_t position = writer->length + 1 + before_content(sample);
  struct thimble_bytes padding = {zero, ((8 - position % 8) % 8 + sample->shift) % 8};
  thimble_cbor_write_bytes(writer, padding);
}

static void write_raw(struct thimble_cbor_writer *writer, struct thimble_bytes bytes) {
  assert_true(bytes.length <= writer->capacity - writer->length);
  memcpy(writer->bytes + writer->length, bytes.data, bytes.length);
  writer->length += bytes.length;
}

void sample_assemble(struct sample *sample) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, sample->bytes, sizeof sample->bytes);
  thimble_cbor_write_map(&writer, sample->count);
  for (uint32_t i = 0; i < sample->count; i++) {
    sample->offsets[i] = writer.length;
    thimble_cbor_write_unsigned(&writer, sample->fields[i].key);
    if (sample->fields[i].key == THIMBLE_IMAGE_PADDING && sample->fields[i].value.length == 0)
      write_padding(sample, &writer);
    else
      write_raw(&writer, sample->fields[i].value);
  }
  assert_false(writer.overflow);
  sample->length = writer.length;
}

enum thimble_result sample_read(const struct sample *sample, struct thimble_image *image,
                                struct thimble_image_error *error) {
  memset(image, 0xee, sizeof *image);
  memset(error, 0xee, sizeof *error);
  return thimble_image_read(image, sample->bytes, sample->length, error);
}

void check_value(uint32_t key, struct thimble_bytes value, enum thimble_result result,
                 uint32_t place) {
  static struct sample sample;
  struct thimble_image image;
  struct thimble_image_error error;
  sample_start(&sample);
  sample.fields[key - 1].value = value;
  sample_assemble(&sample);
  enum thimble_result actual = sample_read(&sample, &image, &error);
  if (actual != result)
    fail_msg("key %u, value %02x...: %d", (unsigned)key, value.data[0], actual);
  if (result == THIMBLE_OK)
    return;
  assert_int_equal(error.key, key);
  assert_int_equal(error.offset, sample.offsets[key - 1] + 1 + place);
}
