/* SPDX-License-Identifier: Apache-2.0 */
/* step.c: one command on one component: decoded, checked, then carried out.
 *
 * Every step ends: it reads one command. All steps end: within a frame, (command, target,
 * alternative) only grows, and there are at most THIMBLE_SUIT_DEPTH frames. */
#include <stddef.h>

#include "suit/commands.h"
#include "suit/frames.h"
#include "suit/index.h"
#include "suit/parameters.h"
#include "suit/sections.h"

typedef struct thimble_cbor_reader reader_t;
typedef struct thimble_suit_frame frame_t;

static void observe(const struct thimble_suit *suit, const struct thimble_suit_command *command,
                    const struct thimble_suit_component *component, enum thimble_refusal refusal) {
  if (suit->observer == NULL)
    return;
  const struct thimble_suit_event event = {
      .section = suit->report.section,
      .depth = suit->depth - 1u,
      .command = suit->report.command,
      .code = command->code,
      .argument = command->argument,
      .policy = command->policy,
      .component = *component,
      .refusal = refusal,
  };
  suit->observer->observe(suit->observer->data, &event);
}

/* The next alternative of a try-each: a sequence, or, as the last one, nothing. */
static enum thimble_refusal try_next(struct thimble_suit *suit,
                                     const struct thimble_suit_command *command) {
  frame_t *frame = thimble_suit_top(suit);
  struct thimble_bytes sequence;
  reader_t reader;
  uint32_t count;
  thimble_cbor_reader_start(&reader, command->argument);
  if (thimble_cbor_read_array(&reader, &count) != THIMBLE_OK || count > UINT16_MAX)
    return THIMBLE_REFUSAL_ARGUMENT;
  if (frame->alternative >= count)
    return THIMBLE_REFUSAL_TRY_EACH;
  for (uint32_t i = 0; i < frame->alternative; i++)
    (void)thimble_cbor_read_bytes(&reader, &sequence);
  if (thimble_cbor_read_bytes(&reader, &sequence) == THIMBLE_OK) {
    thimble_suit_enter(suit, sequence, THIMBLE_SUIT_FRAME_TRY, THIMBLE_SUIT_INDEX_FREE,
                       suit->report.component);
    return THIMBLE_REFUSAL_NONE;
  }
  if (frame->alternative + 1u != count || thimble_cbor_read_null(&reader) != THIMBLE_OK)
    return THIMBLE_REFUSAL_ARGUMENT;
  thimble_suit_advance(suit, command);
  return THIMBLE_REFUSAL_NONE;
}

/* Without strict order a sequence is about one component, which it names itself or is given
 * (draft-ietf-suit-manifest-37, section 6.7). */
static enum thimble_refusal run_sequence(struct thimble_suit *suit,
                                         const struct thimble_suit_command *command) {
  const frame_t *frame = thimble_suit_top(suit);
  struct thimble_bytes sequence;
  reader_t reader;
  thimble_cbor_reader_start(&reader, command->argument);
  if (thimble_cbor_read_bytes(&reader, &sequence) != THIMBLE_OK)
    return THIMBLE_REFUSAL_ARGUMENT;
  enum thimble_suit_index_rule rule = frame->is_strict ? THIMBLE_SUIT_INDEX_FREE
                                      : thimble_suit_select(suit, frame).is_list
                                          ? THIMBLE_SUIT_INDEX_NEVER
                                          : THIMBLE_SUIT_INDEX_FIRST_ONLY;
  thimble_suit_enter(suit, sequence, THIMBLE_SUIT_FRAME_RUN, rule, suit->report.component);
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal set_index(struct thimble_suit *suit,
                                      const struct thimble_suit_command *command) {
  frame_t *frame = thimble_suit_top(suit);
  enum thimble_refusal refusal = thimble_suit_index_check(suit, command->argument);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  frame->index = NULL; /* the command itself is done once */
  thimble_suit_advance(suit, command);
  frame->index = command->argument.data;
  return THIMBLE_REFUSAL_NONE;
}

/* Commands that decide which one comes next. */
static enum thimble_refusal flow(struct thimble_suit *suit,
                                 const struct thimble_suit_command *command) {
  switch (command->code) {
  case THIMBLE_SUIT_SET_INDEX:
    return set_index(suit, command);
  case THIMBLE_SUIT_TRY_EACH:
    return try_next(suit, command);
  default:
    return run_sequence(suit, command);
  }
}

/* Whether the command may stand here. */
static enum thimble_refusal check_place(const struct thimble_suit *suit, const frame_t *frame,
                                        const struct thimble_suit_command *command) {
  bool sets_index = command->code == THIMBLE_SUIT_SET_INDEX, first = frame->command == 0;
  if (thimble_suit_is_shared(suit) && !command->entry->is_shared)
    return THIMBLE_REFUSAL_COMMAND_PLACE;
  switch (frame->index_rule) {
  case THIMBLE_SUIT_INDEX_FIRST:
    return first && !sets_index ? THIMBLE_REFUSAL_INDEX_MISSING : THIMBLE_REFUSAL_NONE;
  case THIMBLE_SUIT_INDEX_FIRST_ONLY:
    return first == sets_index ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_ORDER;
  case THIMBLE_SUIT_INDEX_NEVER:
    return sets_index ? THIMBLE_REFUSAL_ORDER : THIMBLE_REFUSAL_NONE;
  default:
    return THIMBLE_REFUSAL_NONE;
  }
}

static enum thimble_refusal decode(struct thimble_suit *suit,
                                   struct thimble_suit_command *command) {
  const frame_t *frame = thimble_suit_top(suit);
  suit->report.command = frame->command;
  suit->report.component = thimble_suit_select(suit, frame).target;
  suit->report.offset = (uint32_t)(frame->position - suit->envelope->head.data);
  enum thimble_refusal refusal = thimble_suit_command_read(frame, command);
  if (refusal == THIMBLE_REFUSAL_NONE)
    refusal = check_place(suit, frame, command);
  if (refusal == THIMBLE_REFUSAL_NONE)
    refusal = thimble_suit_command_check(command);
  return refusal;
}

static void step_flow(struct thimble_suit *suit, const struct thimble_suit_command *command,
                      const struct thimble_suit_component *component) {
  bool is_first = thimble_suit_top(suit)->alternative == 0;
  enum thimble_refusal refusal;
  if (is_first)
    observe(suit, command, component, THIMBLE_REFUSAL_NONE);
  refusal = flow(suit, command);
  if (refusal == THIMBLE_REFUSAL_NONE)
    return;
  observe(suit, command, component, refusal);
  thimble_suit_refuse(suit, refusal, NULL);
}

static void step_plain(struct thimble_suit *suit, const struct thimble_suit_command *command,
                       const struct thimble_suit_component *component) {
  enum thimble_refusal refusal = command->entry->run(suit, command, component);
  if (refusal == THIMBLE_REFUSAL_NONE && command->code == THIMBLE_SUIT_FETCH) {
    suit->status = THIMBLE_SUIT_WANTS;
    return;
  }
  observe(suit, command, component, refusal);
  if (refusal == THIMBLE_REFUSAL_NONE)
    thimble_suit_advance(suit, command);
  else if (command->entry->is_condition)
    thimble_suit_fail(suit, refusal);
  else
    thimble_suit_refuse(suit, refusal, NULL);
}

static void step_command(struct thimble_suit *suit) {
  struct thimble_suit_command command;
  enum thimble_refusal refusal = decode(suit, &command);
  if (refusal != THIMBLE_REFUSAL_NONE) {
    thimble_suit_refuse(suit, refusal, NULL);
    return;
  }
  struct thimble_suit_component component = thimble_suit_component_at(suit, suit->report.component);
  if (command.entry->run == NULL)
    step_flow(suit, &command, &component);
  else
    step_plain(suit, &command, &component);
}

enum thimble_suit_status thimble_suit_step(struct thimble_suit *suit) {
  if (suit->status != THIMBLE_SUIT_RUNS)
    return suit->status;
  if (suit->depth == 0)
    thimble_suit_next_section(suit);
  else if (thimble_suit_top(suit)->command == thimble_suit_top(suit)->commands)
    thimble_suit_leave(suit);
  else
    step_command(suit);
  return suit->status;
}

void thimble_suit_wanted(const struct thimble_suit *suit, struct thimble_suit_wanted *wanted) {
  uint32_t component = suit->report.component;
  *wanted = (struct thimble_suit_wanted){.component = thimble_suit_component_at(suit, component)};
  (void)thimble_suit_parameter_bytes(suit, component, THIMBLE_SUIT_URI, &wanted->uri);
  (void)thimble_suit_parameter_bytes(suit, component, THIMBLE_SUIT_FETCH_ARGUMENTS,
                                     &wanted->arguments);
  thimble_suit_parameter_image(suit, component, &wanted->image);
}

enum thimble_suit_status thimble_suit_resume(struct thimble_suit *suit,
                                             enum thimble_refusal refusal) {
  struct thimble_suit_command command;
  if (suit->status != THIMBLE_SUIT_WANTS)
    return suit->status;
  struct thimble_suit_component component = thimble_suit_component_at(suit, suit->report.component);
  (void)decode(suit, &command);
  observe(suit, &command, &component, refusal);
  if (refusal != THIMBLE_REFUSAL_NONE) {
    thimble_suit_refuse(suit, refusal, NULL);
    return suit->status;
  }
  suit->status = THIMBLE_SUIT_RUNS;
  thimble_suit_advance(suit, &command);
  return suit->status;
}
