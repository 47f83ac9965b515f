/* SPDX-License-Identifier: Apache-2.0 */
/* commands.h: what each command does on one component (draft-ietf-suit-manifest-37, sections 8.4.9
 * and 8.4.10), those apart that decide which command comes next: they are in step.c. */
#ifndef THIMBLE_SUIT_COMMANDS_H
#define THIMBLE_SUIT_COMMANDS_H

#include "suit/state.h"

/* A command under way, as decoded. */
struct thimble_suit_command {
  int32_t code;
  struct thimble_bytes argument; /* as encoded */
  const uint8_t *next;           /* where the next one stands */
  uint32_t policy;
};

/* Reads the command that a frame is at. Returns NONE, COMMANDS or COMMAND. */
enum thimble_refusal thimble_suit_command_read(const struct thimble_suit_frame *frame,
                                               struct thimble_suit_command *command);

/* Whether its argument is of the right kind; sets the policy. Returns NONE or ARGUMENT. */
enum thimble_refusal thimble_suit_command_check(struct thimble_suit_command *command);

/* Whether it may stand in the shared sequence: it changes nothing but parameters. */
bool thimble_suit_command_is_shared(const struct thimble_suit_command *command);

/* Whether its failure is a condition that does not hold. */
bool thimble_suit_command_is_condition(const struct thimble_suit_command *command);

/* Carries it out on one component. For fetch: whether it can be. */
enum thimble_refusal thimble_suit_command_run(struct thimble_suit *suit,
                                              const struct thimble_suit_command *command,
                                              const struct thimble_suit_component *component);

/* Notes that the component has another content now, to be verified or not. Returns NONE or ORDER.
 */
enum thimble_refusal thimble_suit_note_written(struct thimble_suit *suit, uint32_t component,
                                               bool is_verified);

#endif
