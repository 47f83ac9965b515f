/* SPDX-License-Identifier: Apache-2.0 */
/* notes.c: see notes.h. */
#include <thimble/notes.h>

#include <string.h>

static uint8_t copy(uint8_t *to, uint32_t capacity, struct thimble_bytes from) {
  uint32_t length = from.length < capacity ? from.length : capacity;
  if (length > 0)
    memcpy(to, from.data, length);
  return (uint8_t)length;
}

void thimble_notes_add(struct thimble_notes *notes, const struct thimble_noted *noted) {
  struct thimble_note *note = &notes->notes[notes->count % notes->capacity];
  notes->count++;
  note->at_ms = noted->at_ms;
  note->code = noted->code;
  note->refusal = noted->refusal;
  note->tenant_length = copy(note->tenant, sizeof note->tenant, noted->tenant);
  note->container_length = copy(note->container, sizeof note->container, noted->container);
  note->text_length = copy(note->text, sizeof note->text, noted->text);
}

uint32_t thimble_notes_first(const struct thimble_notes *notes) {
  return notes->count > notes->capacity ? notes->count - notes->capacity + 1 : 1;
}

const struct thimble_note *thimble_notes_get(const struct thimble_notes *notes, uint32_t number) {
  return &notes->notes[(number - 1) % notes->capacity];
}
