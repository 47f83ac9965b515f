/* SPDX-License-Identifier: Apache-2.0 */
/* sample.h: an image as a list of fields, which a test may change before they are put together. */
#ifndef THIMBLE_TEST_IMAGE_SAMPLE_H
#define THIMBLE_TEST_IMAGE_SAMPLE_H

#include <thimble/image.h>

#define SAMPLE_FIELDS 14u
#define SAMPLE_SIZE 1024u

/* A key with its value, as encoded. A field without a value is not written. */
struct field {
  uint32_t key;
  struct thimble_bytes value;
};

struct sample {
  struct field fields[SAMPLE_FIELDS];
  uint32_t count;
  uint32_t shift; /* bytes by which the program is off its place */
  /* What sample_assemble() made. */
  uint32_t offsets[SAMPLE_FIELDS]; /* of the keys */
  uint32_t length;
  _Alignas(8) uint8_t bytes[SAMPLE_SIZE];
};

/* A value from a string literal, whose bytes it is. */
#define VALUE(literal) ((struct thimble_bytes){(const uint8_t *)(literal), sizeof(literal) - 1})

/* A sound image with all thirteen keys. Field i has key i + 1. */
void sample_start(struct sample *sample);

/* Puts the image together: the head, the fields in turn, and, if there is no value for padding, as
 * much of it as the program needs (plus `shift`). */
void sample_assemble(struct sample *sample);

/* Reads what was put together. */
enum thimble_result sample_read(const struct sample *sample, struct thimble_image *image,
                                struct thimble_image_error *error);

/* Puts a sound image together in which one field has another value, and expects this result. On an
 * error `place` is where, in bytes behind the field's key. */
void check_value(uint32_t key, struct thimble_bytes value, enum thimble_result result,
                 uint32_t place);

#endif
