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

/* Reads one section with a reader that ends where the section does. */
static void take_content(struct thimble_wasm_module *module, struct thimble_wasm_reader *reader,
                         uint32_t number, struct thimble_bytes content) {
  const uint8_t *end = reader->end;
  reader->position = content.data;
  reader->end = content.data + content.length;
  reader->beyond = THIMBLE_REASON_WASM_SECTION_LENGTH;
  if (number == THIMBLE_WASM_SECTION_CUSTOM)
    thimble_wasm_read_name(reader);
  else
    take_count(module, reader, number);
  reader->beyond = THIMBLE_REASON_WASM_END;
  reader->position = thimble_wasm_reader_ok(reader) ? content.data + content.length : end;
  reader->end = end;
}

/* Each turn reads at least the number, so that the loop ends; `last` rises with every section but
 * custom ones, so that none comes twice. */
static void take_sections(struct thimble_wasm_module *module, struct thimble_wasm_reader *reader) {
  uint32_t last = 0;
  while (reader->position != reader->end) {
    thimble_wasm_reader_item(reader);
    uint32_t number = thimble_wasm_read_byte(reader);
    if (number != THIMBLE_WASM_SECTION_CUSTOM) {
      if (number >= THIMBLE_WASM_SECTIONS || rank(number) <= last)
        thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_SECTION, number);
      last = rank(number);
    }
    struct thimble_bytes content = thimble_wasm_read_bytes(reader, thimble_wasm_read_u32(reader));
    if (!thimble_wasm_reader_ok(reader))
      return;
    take_content(module, reader, number, content);
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

static void take_module(struct thimble_wasm_module *module, struct thimble_wasm_reader *reader) {
  struct thimble_bytes start = thimble_wasm_read_bytes(reader, sizeof(header));
  if (module->length > THIMBLE_WASM_MODULE_MAXIMUM)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_MODULE_MAXIMUM);
  if (start.length == 0 || memcmp(start.data, header, sizeof(header)) != 0)
    thimble_wasm_reader_fail(reader, THIMBLE_REASON_WASM_HEADER, 0);
  reader->beyond = THIMBLE_REASON_WASM_END;
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
