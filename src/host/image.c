/* SPDX-License-Identifier: Apache-2.0 */
/* image.c: reads an image (thimble/image.h, SPEC.md): one function for each kind of field.
 *
 * The map is deterministic, so its keys ascend, each at most once, and the fields are read in one
 * pass. Required are all keys but padding, lines and
 * order. */
#include <thimble/image.h>

#include <stdbool.h>
#include <stddef.h>

#include "base/cbor_read.h"
#include "base/grants_read.h"

typedef enum thimble_result result_t;
typedef struct thimble_cbor_reader reader_t;

/* The keys that every image has, as bits. */
#define REQUIRED_KEYS                                                                             \
  ((1u << THIMBLE_IMAGE_ABI) | (1u << THIMBLE_IMAGE_ENGINE) | (1u << THIMBLE_IMAGE_NAME) |        \
   (1u << THIMBLE_IMAGE_VERSION) | (1u << THIMBLE_IMAGE_HOOK) | (1u << THIMBLE_IMAGE_GRANTS) |    \
   (1u << THIMBLE_IMAGE_FUEL) | (1u << THIMBLE_IMAGE_MEMORY) | (1u << THIMBLE_IMAGE_PARAMETERS) | \
   (1u << THIMBLE_IMAGE_PROGRAM))

static bool is_name_character(uint8_t character, bool version) {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
         character == '.' || character == '-' || character == '_' || (version && character == '+');
}

/* A name or a version: 1 to `longest` characters that are safe in a path, a log and a URI. */
static result_t read_name(reader_t *reader, struct thimble_bytes *name, uint32_t longest,
                          bool version) {
  reader_t ahead = *reader;
  result_t result = thimble_cbor_read_text(&ahead, name);
  if (result != THIMBLE_OK)
    return result;
  if (name->length > longest)
    return THIMBLE_ERROR_LIMIT;
  if (name->length == 0)
    return THIMBLE_ERROR_MALFORMED;
  for (uint32_t i = 0; i < name->length; i++)
    if (!is_name_character(name->data[i], version))
      return THIMBLE_ERROR_MALFORMED;
  *reader = ahead;
  return THIMBLE_OK;
}

static result_t read_number(reader_t *reader, uint32_t *number, uint32_t least, uint32_t greatest) {
  reader_t ahead = *reader;
  result_t result = thimble_cbor_read_unsigned(&ahead, number);
  if (result != THIMBLE_OK)
    return result;
  if (*number < least || *number > greatest)
    return THIMBLE_ERROR_LIMIT;
  *reader = ahead;
  return THIMBLE_OK;
}

static result_t read_abi(reader_t *reader) {
  reader_t ahead = *reader;
  uint32_t abi;
  result_t result = thimble_cbor_read_unsigned(&ahead, &abi);
  if (result != THIMBLE_OK)
    return result;
  if (abi != THIMBLE_ABI)
    return THIMBLE_ERROR_UNSUPPORTED;
  *reader = ahead;
  return THIMBLE_OK;
}

/* The engine's own item, which the engine checks: here an array of unsigned integers. */
static result_t read_parameters(reader_t *reader, struct thimble_bytes *parameters) {
  uint32_t items, number;
  parameters->data = reader->position;
  result_t result = thimble_cbor_read_array(reader, &items);
  for (uint32_t i = 0; result == THIMBLE_OK && i < items; i++)
    result = thimble_cbor_read_unsigned(reader, &number);
  parameters->length = (uint32_t)(reader->position - parameters->data);
  return result;
}

static result_t read_padding(reader_t *reader) {
  reader_t ahead = *reader;
  struct thimble_bytes padding;
  result_t result = thimble_cbor_read_bytes(&ahead, &padding);
  if (result != THIMBLE_OK)
    return result;
  if (padding.length > 7)
    return THIMBLE_ERROR_LIMIT;
  for (uint32_t i = 0; i < padding.length; i++)
    if (padding.data[i] != 0)
      return THIMBLE_ERROR_MALFORMED;
  *reader = ahead;
  return THIMBLE_OK;
}

/* The program starts at a multiple of eight: the image does, so addresses tell. */
static result_t read_program(reader_t *reader, struct thimble_image *image) {
  reader_t ahead = *reader;
  result_t result = thimble_cbor_read_bytes(&ahead, &image->program);
  if (result != THIMBLE_OK)
    return result;
  if ((uintptr_t)image->program.data % 8 != 0)
    return THIMBLE_ERROR_MALFORMED;
  *reader = ahead;
  return THIMBLE_OK;
}

static result_t read_value(reader_t *reader, uint32_t key, struct thimble_image *image) {
  switch (key) {
  case THIMBLE_IMAGE_ABI:
    return read_abi(reader);
  case THIMBLE_IMAGE_ENGINE:
    return thimble_cbor_read_unsigned(reader, &image->engine);
  case THIMBLE_IMAGE_NAME:
    return read_name(reader, &image->name, THIMBLE_NAME_MAXIMUM, false);
  case THIMBLE_IMAGE_VERSION:
    return read_name(reader, &image->version, THIMBLE_VERSION_MAXIMUM, true);
  case THIMBLE_IMAGE_HOOK:
    return read_name(reader, &image->hook, THIMBLE_NAME_MAXIMUM, false);
  case THIMBLE_IMAGE_GRANTS:
    return thimble_grants_read(reader, &image->asked);
  case THIMBLE_IMAGE_FUEL:
    return read_number(reader, &image->fuel, 1, THIMBLE_FUEL_MAXIMUM);
  case THIMBLE_IMAGE_MEMORY:
    return read_number(reader, &image->memory, 0, THIMBLE_MEMORY_MAXIMUM);
  case THIMBLE_IMAGE_PARAMETERS:
    return read_parameters(reader, &image->parameters);
  case THIMBLE_IMAGE_PADDING:
    return read_padding(reader);
  case THIMBLE_IMAGE_PROGRAM:
    return read_program(reader, image);
  case THIMBLE_IMAGE_LINES:
    return thimble_cbor_read_bytes(reader, &image->lines);
  case THIMBLE_IMAGE_ORDER:
    return read_number(reader, &image->order, 0, THIMBLE_ORDER_MAXIMUM);
  default:
    return THIMBLE_ERROR_UNSUPPORTED;
  }
}

/* Reads a key, which is above `*key`, and its value. */
static result_t read_pair(reader_t *reader, uint32_t *key, struct thimble_image *image) {
  reader_t ahead = *reader;
  uint32_t next;
  result_t result = thimble_cbor_read_unsigned(&ahead, &next);
  if (result != THIMBLE_OK)
    return result;
  if (next <= *key)
    return THIMBLE_ERROR_MALFORMED;
  *key = next;
  *reader = ahead;
  return read_value(reader, next, image);
}

/* The loop ends: keys ascend, and those above THIMBLE_IMAGE_ORDER are refused. `seen` holds the
 * keys that were read. */
static result_t read_map(reader_t *reader, uint32_t *key, struct thimble_image *image) {
  uint32_t pairs, seen = 0;
  result_t result = thimble_cbor_read_map(reader, &pairs);
  for (uint32_t i = 0; result == THIMBLE_OK && i < pairs; i++) {
    result = read_pair(reader, key, image);
    if (result == THIMBLE_OK)
      seen |= 1u << *key;
  }
  if (result != THIMBLE_OK)
    return result;
  *key = 0;
  bool complete = (seen & REQUIRED_KEYS) == REQUIRED_KEYS;
  return complete && thimble_cbor_at_end(reader) ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
}

enum thimble_result thimble_image_read(struct thimble_image *image, const uint8_t *bytes,
                                       uint32_t length, struct thimble_image_error *error) {
  image->lines.data = NULL;
  image->lines.length = 0;
  image->order = THIMBLE_ORDER_DEFAULT;
  error->offset = 0;
  error->key = 0;
  if (length > THIMBLE_IMAGE_MAXIMUM)
    return THIMBLE_ERROR_LIMIT;
  if ((uintptr_t)bytes % 8 != 0)
    return THIMBLE_ERROR_INVALID;
  reader_t reader;
  thimble_cbor_reader_start(&reader, (struct thimble_bytes){bytes, length});
  result_t result = read_map(&reader, &error->key, image);
  error->offset = (uint32_t)(reader.position - bytes);
  return result;
}
