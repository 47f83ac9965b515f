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

/* The argument has been checked. */
struct thimble_suit_selection thimble_suit_select(const struct thimble_suit *suit,
                                                  const struct thimble_suit_frame *frame) {
  struct thimble_suit_selection selection = {1, frame->component, false};
  if (frame->index == NULL)
    return selection;
  reader_t reader = thimble_suit_read_again(suit, frame->index);
  if (thimble_cbor_read_true(&reader) == THIMBLE_OK)
    return (struct thimble_suit_selection){suit->components, frame->target, true};
  selection.is_list = thimble_cbor_read_array(&reader, &selection.count) == THIMBLE_OK;
  for (uint32_t i = 0; i <= frame->target; i++)
    (void)thimble_cbor_read_unsigned(&reader, &selection.target);
  return selection;
}
