/* SPDX-License-Identifier: Apache-2.0 */
/* index.c: see index.h. A frame keeps the place of the argument, which is read again for each use.
 */
#include "suit/index.h"

#include <stddef.h>

typedef struct thimble_cbor_reader reader_t;

static enum thimble_refusal check_list(const struct thimble_suit *suit, reader_t *reader) {
  uint32_t count, index;
  if (thimble_cbor_read_array(reader, &count) != THIMBLE_OK || count == 0)
    return THIMBLE_REFUSAL_ARGUMENT;
  if (count > suit->components)
    return THIMBLE_REFUSAL_INDEX;
  for (uint32_t i = 0; i < count; i++) {
    if (thimble_cbor_read_unsigned(reader, &index) != THIMBLE_OK)
      return THIMBLE_REFUSAL_ARGUMENT;
    if (index >= suit->components)
      return THIMBLE_REFUSAL_INDEX;
  }
  return THIMBLE_REFUSAL_NONE;
}

enum thimble_refusal thimble_suit_index_check(const struct thimble_suit *suit,
                                              struct thimble_bytes argument) {
  reader_t reader;
  uint32_t index;
  thimble_cbor_reader_start(&reader, argument);
  if (thimble_cbor_read_true(&reader) == THIMBLE_OK)
    return THIMBLE_REFUSAL_NONE;
  if (thimble_cbor_read_unsigned(&reader, &index) == THIMBLE_OK)
    return index < suit->components ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_INDEX;
  return check_list(suit, &reader);
}

/* Reads a checked argument, up to the first index of a list. Returns how many there are. */
static uint32_t read_index(const struct thimble_suit *suit, const struct thimble_suit_frame *frame,
                           reader_t *reader, bool *is_list) {
  uint32_t count = 1;
  *is_list = false;
  if (frame->index == NULL)
    return 1;
  *reader = thimble_suit_read_again(suit, frame->index);
  *is_list = thimble_cbor_read_array(reader, &count) == THIMBLE_OK;
  return count;
}

bool thimble_suit_index_is_list(const struct thimble_suit *suit,
                                const struct thimble_suit_frame *frame) {
  reader_t reader;
  bool is_list;
  (void)read_index(suit, frame, &reader, &is_list);
  return is_list || (frame->index != NULL && thimble_cbor_read_true(&reader) == THIMBLE_OK);
}

uint32_t thimble_suit_index_count(const struct thimble_suit *suit,
                                  const struct thimble_suit_frame *frame) {
  reader_t reader;
  bool is_list;
  uint32_t count = read_index(suit, frame, &reader, &is_list);
  if (is_list || frame->index == NULL)
    return count;
  return thimble_cbor_read_true(&reader) == THIMBLE_OK ? suit->components : 1;
}

uint32_t thimble_suit_index_target(const struct thimble_suit *suit,
                                   const struct thimble_suit_frame *frame) {
  reader_t reader;
  bool is_list;
  uint32_t index = frame->component;
  (void)read_index(suit, frame, &reader, &is_list);
  if (frame->index == NULL)
    return index;
  if (!is_list && thimble_cbor_read_true(&reader) == THIMBLE_OK)
    return frame->target;
  for (uint32_t i = 0; i <= (is_list ? frame->target : 0u); i++)
    if (thimble_cbor_read_unsigned(&reader, &index) != THIMBLE_OK)
      break;
  return index;
}
