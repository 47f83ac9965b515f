/* SPDX-License-Identifier: Apache-2.0 */
/* module.c: see module.h. Finds the sections (core specification, section 5.5). */
#include "engine/wasm/module.h"

#include <string.h>

#include "engine/wasm/reader.h"

static const uint8_t header[8] = {0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00};

/* Where a section stands among the others: the data count, whose number is the last, stands before
 * the code. */
static uint32_t rank(uint32_t number) {
  if (number == THIMBLE_WASM_SECTION_DATA_COUNT)
    return 2 * THIMBLE_WASM_SECTION_CODE - 1;
  return 2 * number;
}

/* Reads the count that a section begins with. An item takes at least one byte, so that a count is
 * refused here that could not be right; what follows may reserve memory by it. */
static void take_count(struct thimble_wasm_module *module, struct thimble_wasm_reader *reader,
                       uint32_t number) {
  struct thimble_wasm_section *section = &module->sections[number];
  section->start = thimble_wasm_reader_place(reader);
  section->end = (uint32_t)(reader->end - reader->module);
  section->count = thimble_wasm_read_u32(reader);
  if (number == THIMBLE_WASM_SECTION_START || number == THIMBLE_WASM_SECTION_DATA_COUNT) {
    thimble_wasm_reader_finish(reader);
    return;
  }
  section->start = thimble_wasm_reader_place(reader);
  if (section->count > thimble_wasm_reader_left(reader))
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_SECTION_LENGTH, 0);
}

/* Reads the number of a section, which must stand behind the `last` one. */
static uint32_t take_number(struct thimble_wasm_reader *reader, uint32_t *last) {
  uint32_t number = *reader->position++;
  if (number == THIMBLE_WASM_SECTION_CUSTOM)
    return number;
  if (number >= THIMBLE_WASM_SECTIONS || rank(number) <= *last)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_SECTION, number);
  *last = rank(number);
  return number;
}

/* Reads the length of a section and lets the reader end where that ends. */
static void enter_section(struct thimble_wasm_reader *reader) {
  uint32_t length = thimble_wasm_read_u32(reader);
  if (length > thimble_wasm_reader_left(reader))
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_END, 0);
  else
    reader->end = reader->position + length;
  reader->beyond = THIMBLE_REASON_WASM_SECTION_LENGTH;
}

/* Each turn reads at least the number, so that the loop ends; `last` rises with every section but
 * custom ones, so that none comes twice. */
static void take_sections(struct thimble_wasm_module *module, struct thimble_wasm_reader *reader) {
  const uint8_t *end = reader->end;
  uint32_t last = 0;
  while (thimble_wasm_reader_ok(reader) && reader->position != end) {
    reader->beyond = THIMBLE_REASON_WASM_END;
    thimble_wasm_reader_item(reader);
    uint32_t number = take_number(reader, &last);
    enter_section(reader);
    if (number == THIMBLE_WASM_SECTION_CUSTOM)
      thimble_wasm_read_name(reader);
    else if (thimble_wasm_reader_ok(reader))
      take_count(module, reader, number);
    reader->position = reader->end;
    reader->end = end;
  }
}

/* Two sections speak of the same items. The position is where the second one begins, or would. */
static void compare(const struct thimble_wasm_module *module, struct thimble_wasm_reader *reader,
                    enum thimble_wasm_section_number first,
                    enum thimble_wasm_section_number second) {
  const struct thimble_wasm_section *sections = module->sections;
  if (sections[first].count == sections[second].count)
    return;
  if (sections[second].end != 0)
    reader->item = module->bytes + sections[second].start;
  thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_COUNT, sections[second].count);
}

/* As one number, which is faster than memcmp() of small C libraries. */
static bool is_header(const uint8_t *bytes) {
  uint64_t found, expected;
  memcpy(&found, bytes, sizeof(found));
  memcpy(&expected, header, sizeof(expected));
  return found == expected;
}

static void take_module(struct thimble_wasm_module *module, struct thimble_wasm_reader *reader) {
  struct thimble_bytes start = thimble_wasm_read_bytes(reader, sizeof(header));
  if (module->length > THIMBLE_WASM_MODULE_MAXIMUM)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_MODULE_MAXIMUM);
  if (start.length == 0 || !is_header(start.data))
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_HEADER, 0);
  take_sections(module, reader);
  compare(module, reader, THIMBLE_WASM_SECTION_FUNCTION, THIMBLE_WASM_SECTION_CODE);
  if (module->sections[THIMBLE_WASM_SECTION_DATA_COUNT].end != 0)
    compare(module, reader, THIMBLE_WASM_SECTION_DATA_COUNT, THIMBLE_WASM_SECTION_DATA);
}

enum thimble_reason thimble_wasm_open(struct thimble_wasm_module *module, const uint8_t *bytes,
                                      uint32_t length, struct thimble_wasm_error *error) {
  for (uint32_t number = 0; number < THIMBLE_WASM_SECTIONS; number++)
    module->sections[number] = (struct thimble_wasm_section){0, 0, 0};
  module->bytes = bytes;
  module->length = length;
  struct thimble_wasm_reader reader = {.position = bytes,
                                       .end = bytes + length,
                                       .item = bytes,
                                       .module = bytes,
                                       .beyond = THIMBLE_REASON_WASM_HEADER};
  take_module(module, &reader);
  error->reason = reader.reason;
  error->position = reader.place;
  error->detail = reader.detail;
  return reader.reason;
}
