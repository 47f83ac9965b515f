/* SPDX-License-Identifier: Apache-2.0 */
/* notes.h: the newest lines of a log, or events, in a ring in memory of the caller.
 *
 * Rules of use: fill `notes` and `capacity`, with the rest zero. Numbers start at 1 and grow by
 * one; a note stays until `capacity` newer ones have come. Whoever adds from one thread and reads
 * from another holds a lock. */
#ifndef THIMBLE_NOTES_H
#define THIMBLE_NOTES_H

#include <thimble/bytes.h>
#include <thimble/limits.h>

#define THIMBLE_NOTE_TEXT 96u

struct thimble_note {
  uint64_t at_ms;
  uint16_t code; /* the level of a line, or what an event is */
  uint16_t refusal;
  uint8_t tenant_length, container_length, text_length;
  uint8_t tenant[THIMBLE_NAME_MAXIMUM];
  uint8_t container[THIMBLE_NAME_MAXIMUM];
  uint8_t text[THIMBLE_NOTE_TEXT]; /* as a container wrote it: not to be trusted */
};

struct thimble_notes {
  struct thimble_note *notes;
  uint32_t capacity; /* at least 1 */
  uint32_t count;    /* that have been added so far; the number of the newest one */
};

/* What a new note says. Texts that are too long are cut. */
struct thimble_noted {
  uint64_t at_ms;
  uint16_t code;
  uint16_t refusal;
  struct thimble_bytes tenant, container, text;
};

void thimble_notes_add(struct thimble_notes *notes, const struct thimble_noted *noted);

/* The number of the oldest note that is kept; `count` + 1 when there is none. */
uint32_t thimble_notes_first(const struct thimble_notes *notes);

/* The note with that number, which is kept. */
const struct thimble_note *thimble_notes_get(const struct thimble_notes *notes, uint32_t number);

#endif
