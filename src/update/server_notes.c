/* SPDX-License-Identifier: Apache-2.0 */
/* server_notes.c: lines and events as a page: {1: next number, 2: [[number, ms, ...], ...]}. */
#include "update/server.h"

static bool is_continuation(uint8_t byte) {
  return (byte & 0xc0) == 0x80;
}

/* Bytes of the character of UTF-8 that begins here, or 0: it is none. What is too long or too high
 * is not looked for: it harms nobody who can read text at all. */
static uint32_t character_length(const uint8_t *byte, uint32_t left) {
  uint32_t length = byte[0] < 0x80                      ? 1
                    : byte[0] >= 0xc2 && byte[0] < 0xe0 ? 2
                    : byte[0] >= 0xe0 && byte[0] < 0xf0 ? 3
                    : byte[0] >= 0xf0 && byte[0] < 0xf5 ? 4
                                                        : 0;
  if (length == 0 || length > left)
    return 0;
  for (uint32_t i = 1; i < length; i++)
    if (!is_continuation(byte[i]))
      return 0;
  return length;
}

/* A container writes any bytes; a text is one of UTF-8, so whatever is not becomes a question mark.
 */
static void write_text(struct thimble_cbor_writer *writer, const uint8_t *text, uint32_t length) {
  uint8_t bytes[THIMBLE_NOTE_TEXT];
  for (uint32_t at = 0; at < length;) {
    uint32_t character = character_length(text + at, length - at);
    bytes[at] = character > 0 ? text[at] : '?';
    for (uint32_t i = 1; i < character; i++)
      bytes[at + i] = text[at + i];
    at += character > 0 ? character : 1;
  }
  thimble_cbor_write_text(writer, (struct thimble_bytes){bytes, length});
}

static void write_note(struct thimble_cbor_writer *writer, const struct thimble_note *note,
                       uint32_t number, bool is_event) {
  bool has_text = !is_event || note->text_length > 0;
  thimble_cbor_write_array(writer, 5 + (is_event ? 1u : 0) + (has_text ? 1u : 0));
  thimble_cbor_write_unsigned(writer, number);
  thimble_cbor_write_long(writer, note->at_ms);
  thimble_cbor_write_unsigned(writer, note->code);
  thimble_cbor_write_text(writer, (struct thimble_bytes){note->tenant, note->tenant_length});
  thimble_cbor_write_text(writer, (struct thimble_bytes){note->container, note->container_length});
  if (is_event)
    thimble_cbor_write_unsigned(writer, note->refusal);
  if (has_text)
    write_text(writer, note->text, note->text_length);
}

static uint32_t measure(const struct thimble_notes *notes, uint32_t number, bool is_event) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, NULL, 0);
  write_note(&writer, thimble_notes_get(notes, number), number, is_event);
  return writer.length;
}

struct page {
  uint32_t from, next; /* the first one, and the one behind the last */
};

static struct page page_from(const struct thimble_notes *notes, uint32_t from, uint32_t room,
                             bool are_events) {
  uint32_t first = thimble_notes_first(notes), length = 0;
  uint32_t start = from > first ? from : first;
  struct page page = {start, start};
  while (page.next <= notes->count) {
    length += measure(notes, page.next, are_events);
    if (length > room)
      break;
    page.next++;
  }
  if (start > notes->count)
    page.from = page.next = notes->count + 1;
  return page;
}

static struct page page_of_newest(const struct thimble_notes *notes, uint32_t room,
                                  bool are_events) {
  uint32_t first = thimble_notes_first(notes), length = 0;
  struct page page = {notes->count + 1, notes->count + 1};
  while (page.from > first) {
    length += measure(notes, page.from - 1, are_events);
    if (length > room)
      break;
    page.from--;
  }
  return page;
}

void thimble_server_notes(const struct thimble_notes *notes, uint32_t from, uint32_t room,
                          bool are_events, struct thimble_cbor_writer *writer) {
  struct page page = from == 0 ? page_of_newest(notes, room, are_events)
                               : page_from(notes, from, room, are_events);
  thimble_cbor_write_map(writer, 2);
  thimble_cbor_write_unsigned(writer, 1);
  thimble_cbor_write_unsigned(writer, page.next);
  thimble_cbor_write_unsigned(writer, 2);
  thimble_cbor_write_array(writer, page.next - page.from);
  for (uint32_t number = page.from; number < page.next; number++)
    write_note(writer, thimble_notes_get(notes, number), number, are_events);
}
