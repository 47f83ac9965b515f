/* SPDX-License-Identifier: Apache-2.0 */
/* frames.c: see frames.h. */
#include "suit/frames.h"

#include <stddef.h>

#include "suit/index.h"
#include "suit/sections.h"

typedef struct thimble_cbor_reader reader_t;
typedef struct thimble_suit_frame frame_t;

void thimble_suit_enter(struct thimble_suit *suit, struct thimble_bytes commands,
                        enum thimble_suit_frame_kind kind, enum thimble_suit_index_rule index_rule,
                        uint32_t component) {
  reader_t reader;
  uint32_t items;
  if (suit->depth == THIMBLE_SUIT_DEPTH) {
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_DEPTH, commands.data);
    return;
  }
  thimble_cbor_reader_start(&reader, commands);
  if (thimble_cbor_read_array(&reader, &items) != THIMBLE_OK || items == 0 || items % 2 != 0 ||
      items / 2 > UINT16_MAX) {
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_COMMANDS, commands.data);
    return;
  }
  suit->frames[suit->depth++] = (frame_t){
      .position = reader.position,
      .end = reader.end,
      .commands = (uint16_t)(items / 2),
      .component = (uint8_t)component,
      .kind = (uint8_t)kind,
      .index_rule = (uint8_t)index_rule,
      .is_soft = kind == THIMBLE_SUIT_FRAME_TRY,
      .is_strict = true,
  };
}

void thimble_suit_advance(struct thimble_suit *suit, const struct thimble_suit_command *command) {
  frame_t *frame = thimble_suit_top(suit);
  frame->alternative = 0;
  frame->target++;
  if (frame->target < thimble_suit_select(suit, frame).count)
    return;
  frame->target = 0;
  frame->position = command->next;
  frame->command++;
}

/* Goes on behind the command that the top frame is at, which is known to be well-formed. */
static void advance_top(struct thimble_suit *suit) {
  struct thimble_suit_command command;
  (void)thimble_suit_command_read(thimble_suit_top(suit), &command);
  thimble_suit_advance(suit, &command);
}

void thimble_suit_leave(struct thimble_suit *suit) {
  const frame_t *frame = thimble_suit_top(suit);
  if (frame->position != frame->end) {
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_COMMANDS, frame->position);
    return;
  }
  if (suit->depth == 1) {
    thimble_suit_leave_section(suit);
    return;
  }
  suit->depth--;
  advance_top(suit);
}

void thimble_suit_fail(struct thimble_suit *suit, enum thimble_refusal refusal) {
  const frame_t *frame = thimble_suit_top(suit);
  if (!frame->is_soft) {
    thimble_suit_refuse(suit, refusal, frame->position);
    return;
  }
  bool was_tried = frame->kind == THIMBLE_SUIT_FRAME_TRY;
  suit->depth--;
  if (was_tried)
    thimble_suit_top(suit)->alternative++;
  else
    advance_top(suit);
}
