/* SPDX-License-Identifier: Apache-2.0 */
/* commands.h: what each command does on one component (draft-ietf-suit-manifest-37, sections 8.4.9
 * and 8.4.10), those apart that decide which command comes next: they are in step.c. */
#ifndef THIMBLE_SUIT_COMMANDS_H
#define THIMBLE_SUIT_COMMANDS_H

#include "suit/state.h"

struct thimble_suit_entry;

/* A command under way, as decoded. */
struct thimble_suit_command {
  const struct thimble_suit_entry *entry; /* of the table of commands */
  const uint8_t *next;                    /* where the next command stands */
  struct thimble_bytes argument;          /* as encoded */
  int32_t code;
  uint32_t policy;
};

typedef enum thimble_refusal thimble_suit_run(struct thimble_suit *suit,
                                              const struct thimble_suit_command *command,
                                              const struct thimble_suit_component *component);

/* What a command is like. */
struct thimble_suit_entry {
  int8_t code;
  uint8_t argument;      /* what kind it is: commands.c */
  bool is_condition;     /* when it fails, a condition does not hold */
  bool is_shared;        /* may stand in the shared sequence: it changes nothing but parameters */
  thimble_suit_run *run; /* carries it out on one component, or for fetch, says whether it can be;
                            null: it decides which command comes next (step.c) */
};

/* Reads the command that a frame is at. Returns NONE, COMMANDS or COMMAND. */
enum thimble_refusal thimble_suit_command_read(const struct thimble_suit_frame *frame,
                                               struct thimble_suit_command *command);

/* Whether its argument is of the right kind; sets the policy. Returns NONE or ARGUMENT. */
enum thimble_refusal thimble_suit_command_check(struct thimble_suit_command *command);

/* Notes that the component has another content now, to be verified or not. Returns NONE or ORDER.
 */
enum thimble_refusal thimble_suit_note_written(struct thimble_suit *suit, uint32_t component,
                                               bool is_verified);

#endif
