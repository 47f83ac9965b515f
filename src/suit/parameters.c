/* SPDX-License-Identifier: Apache-2.0 */
/* parameters.c: see parameters.h. */
#include "suit/parameters.h"

#include <stddef.h>

#include "suit/digest.h"
#include "suit/map.h"

typedef struct thimble_cbor_reader reader_t;

enum kind {
  KIND_ID,
  KIND_DIGEST,
  KIND_NUMBER,
  KIND_BYTES,
  KIND_TEXT,
};

struct parameter {
  uint8_t label, kind;
};

/* In the order in which `struct thimble_suit` keeps them. */
static const struct parameter parameters[] = {
    {THIMBLE_SUIT_VENDOR_ID, KIND_ID},
    {THIMBLE_SUIT_CLASS_ID, KIND_ID},
    {THIMBLE_SUIT_DEVICE_ID, KIND_ID},
    {THIMBLE_SUIT_DIGEST, KIND_DIGEST},
    {THIMBLE_SUIT_SLOT, KIND_NUMBER},
    {THIMBLE_SUIT_SIZE, KIND_NUMBER},
    {THIMBLE_SUIT_SOURCE, KIND_NUMBER},
    {THIMBLE_SUIT_CONTENT, KIND_BYTES},
    {THIMBLE_SUIT_INVOKE_ARGUMENTS, KIND_BYTES},
    {THIMBLE_SUIT_FETCH_ARGUMENTS, KIND_BYTES},
    {THIMBLE_SUIT_URI, KIND_TEXT},
};
_Static_assert(sizeof parameters / sizeof parameters[0] == THIMBLE_SUIT_PARAMETERS,
               "suit.h has room for another number of parameters");

static uint32_t find(int32_t label) {
  uint32_t i = 0;
  while (i < THIMBLE_SUIT_PARAMETERS && parameters[i].label != label)
    i++;
  return i;
}

static enum thimble_refusal wrong_unless(bool right) {
  return right ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_PARAMETER_VALUE;
}

static enum thimble_refusal read_digest(reader_t *reader, const uint8_t **digest) {
  struct thimble_bytes bytes;
  reader_t inner;
  if (thimble_cbor_read_bytes(reader, &bytes) != THIMBLE_OK)
    return THIMBLE_REFUSAL_PARAMETER_VALUE;
  thimble_cbor_reader_start(&inner, bytes);
  enum thimble_refusal refusal =
      thimble_suit_digest_read(&inner, digest, THIMBLE_REFUSAL_PARAMETER_VALUE);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  return wrong_unless(thimble_cbor_at_end(&inner));
}

static enum thimble_refusal check_value(reader_t *reader, enum kind kind) {
  struct thimble_bytes bytes;
  const uint8_t *digest;
  uint32_t number;
  switch (kind) {
  case KIND_ID:
    return wrong_unless(thimble_cbor_read_bytes(reader, &bytes) == THIMBLE_OK &&
                        bytes.length == 16);
  case KIND_DIGEST:
    return read_digest(reader, &digest);
  case KIND_NUMBER:
    return wrong_unless(thimble_cbor_read_unsigned(reader, &number) == THIMBLE_OK);
  case KIND_BYTES:
    return wrong_unless(thimble_cbor_read_bytes(reader, &bytes) == THIMBLE_OK);
  case KIND_TEXT:
    return wrong_unless(thimble_cbor_read_text(reader, &bytes) == THIMBLE_OK);
  }
  return THIMBLE_REFUSAL_PARAMETER_VALUE;
}

/* The two parameters of the processor, which belong to the sequence that sets them. */
static enum thimble_refusal set_order(struct thimble_suit *suit, bool strict) {
  struct thimble_suit_frame *frame = thimble_suit_top(suit);
  frame->is_strict = strict;
  frame->written = frame->read = 0;
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal set_softness(struct thimble_suit *suit, bool soft) {
  if (suit->depth == 1)
    return THIMBLE_REFUSAL_PARAMETER_PLACE;
  thimble_suit_top(suit)->is_soft = soft;
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal set_flag(struct thimble_suit *suit, int32_t label, reader_t *reader) {
  bool value;
  if (thimble_cbor_read_boolean(reader, &value) != THIMBLE_OK)
    return THIMBLE_REFUSAL_PARAMETER_VALUE;
  return label == THIMBLE_SUIT_STRICT_ORDER ? set_order(suit, value) : set_softness(suit, value);
}

static enum thimble_refusal set(struct thimble_suit *suit, uint32_t component, int32_t label,
                                reader_t *reader) {
  if (label == THIMBLE_SUIT_STRICT_ORDER || label == THIMBLE_SUIT_SOFT_FAILURE)
    return set_flag(suit, label, reader);
  uint32_t which = find(label);
  if (which == THIMBLE_SUIT_PARAMETERS)
    return THIMBLE_REFUSAL_PARAMETER;
  const uint8_t *value = reader->position;
  enum thimble_refusal refusal = check_value(reader, parameters[which].kind);
  if (refusal == THIMBLE_REFUSAL_NONE)
    suit->parameters[component][which] = value;
  return refusal;
}

enum thimble_refusal thimble_suit_parameters_set(struct thimble_suit *suit, uint32_t component,
                                                 struct thimble_bytes bytes) {
  struct thimble_suit_map map;
  reader_t reader;
  int32_t label;
  thimble_cbor_reader_start(&reader, bytes);
  if (thimble_suit_map_start(&map, &reader) != THIMBLE_OK || map.left == 0)
    return THIMBLE_REFUSAL_ARGUMENT;
  while (map.left > 0) {
    if (thimble_suit_map_next(&map, &reader, &label) != THIMBLE_OK)
      return THIMBLE_REFUSAL_ARGUMENT;
    enum thimble_refusal refusal = set(suit, component, label, &reader);
    if (refusal != THIMBLE_REFUSAL_NONE)
      return refusal;
  }
  return THIMBLE_REFUSAL_NONE;
}

/* Starts a reader at a value. False: it is not set. */
static bool open_value(const struct thimble_suit *suit, uint32_t component,
                       enum thimble_suit_label label, reader_t *reader) {
  const uint8_t *value = suit->parameters[component][find((int32_t)label)];
  if (value == NULL)
    return false;
  *reader = thimble_suit_read_again(suit, value);
  return true;
}

bool thimble_suit_parameter_bytes(const struct thimble_suit *suit, uint32_t component,
                                  enum thimble_suit_label label, struct thimble_bytes *bytes) {
  reader_t reader;
  if (!open_value(suit, component, label, &reader))
    return false;
  return thimble_cbor_read_bytes(&reader, bytes) == THIMBLE_OK ||
         thimble_cbor_read_text(&reader, bytes) == THIMBLE_OK;
}

bool thimble_suit_parameter_number(const struct thimble_suit *suit, uint32_t component,
                                   enum thimble_suit_label label, uint32_t *number) {
  reader_t reader;
  return open_value(suit, component, label, &reader) &&
         thimble_cbor_read_unsigned(&reader, number) == THIMBLE_OK;
}

void thimble_suit_parameter_image(const struct thimble_suit *suit, uint32_t component,
                                  struct thimble_suit_image *image) {
  reader_t reader;
  *image = (struct thimble_suit_image){.digest = NULL};
  if (open_value(suit, component, THIMBLE_SUIT_DIGEST, &reader))
    (void)read_digest(&reader, &image->digest);
  image->has_size = thimble_suit_parameter_number(suit, component, THIMBLE_SUIT_SIZE, &image->size);
}
