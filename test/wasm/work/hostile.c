/* SPDX-License-Identifier: Apache-2.0 */
/* hostile.c: see hostile.h. */
#include "hostile.h"

#include <string.h>

#include "engine/wasm/module.h"
#include "engine/wasm/opcode.h"
#include "unit.h"

#define VALUES THIMBLE_WASM_VALUES_MAXIMUM
#define OVERHEAD 2048u /* bytes at most of a module beside what is repeated */

static _Alignas(8) uint8_t bytes[HOSTILE_MAXIMUM + OVERHEAD];
static uint32_t length, entry;

struct thimble_bytes hostile_written(void) {
  return (struct thimble_bytes){bytes, length};
}

uint32_t hostile_entry(void) {
  return entry;
}

static void put(uint8_t byte) {
  assert_true(length < sizeof(bytes));
  bytes[length++] = byte;
}

static void put_all(const uint8_t *from, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    put(from[i]);
}

static void put_many(uint32_t count, uint8_t byte) {
  for (uint32_t i = 0; i < count; i++)
    put(byte);
}

/* A number in three bytes. */
static void put_number(uint32_t number) {
  put((uint8_t)(number | 0x80));
  put((uint8_t)(number >> 7 | 0x80));
  put((uint8_t)(number >> 14 & 0x7f));
}

/* What follows until end() has its length before it. */
static uint32_t begin(void) {
  put_number(0);
  return length;
}

static void end(uint32_t start) {
  uint32_t stop = length;
  length = start - 3;
  put_number(stop - start);
  length = stop;
}

/* A section and how many items it has. */
static uint32_t begin_section(uint8_t number, uint32_t count) {
  put(number);
  uint32_t start = begin();
  put_number(count);
  return start;
}

static void put_header(void) {
  static const uint8_t header[8] = {0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00};
  length = 0;
  entry = 0;
  put_all(header, sizeof(header));
}

/* Type 0 takes and returns nothing, type 1 as many values as there can be; type 2 is that of the
 * binding `message_receive`. */
static void put_types(void) {
  static const uint8_t nothing[] = {0x60, 0, 0};
  static const uint8_t receive[] = {
      0x60, 2, THIMBLE_WASM_I32, THIMBLE_WASM_I32, 1, THIMBLE_WASM_I32};
  put_header();
  uint32_t section = begin_section(THIMBLE_WASM_SECTION_TYPE, 3);
  put_all(nothing, sizeof(nothing));
  put(0x60);
  put_number(VALUES);
  put_many(VALUES, THIMBLE_WASM_I32);
  put_number(VALUES);
  put_many(VALUES, THIMBLE_WASM_I32);
  put_all(receive, sizeof(receive));
  end(section);
}

/* Function 0, and others of one type. */
static void put_functions(uint32_t more, uint8_t type) {
  uint32_t section = begin_section(THIMBLE_WASM_SECTION_FUNCTION, 1 + more);
  put(0);
  put_many(more, type);
  end(section);
}

static uint32_t begin_code(uint32_t more) {
  static const uint8_t body[] = {2, 0, THIMBLE_WASM_END};
  uint32_t section = begin_section(THIMBLE_WASM_SECTION_CODE, 1 + more);
  put_all(body, sizeof(body));
  return section;
}

/* Function 0 alone, which copies nothing of a data segment again and again. */
static void put_copying_code(uint8_t segment) {
  static const uint8_t body[] = {17,
                                 0,
                                 THIMBLE_WASM_LOOP,
                                 0x40,
                                 THIMBLE_WASM_I32_CONST,
                                 0,
                                 THIMBLE_WASM_I32_CONST,
                                 0,
                                 THIMBLE_WASM_I32_CONST,
                                 0,
                                 THIMBLE_WASM_PREFIX,
                                 THIMBLE_WASM_MEMORY_INIT};
  static const uint8_t rest[] = {0, THIMBLE_WASM_BR, 0, THIMBLE_WASM_END, THIMBLE_WASM_END};
  uint32_t section = begin_section(THIMBLE_WASM_SECTION_CODE, 1);
  put_all(body, sizeof(body));
  put(segment);
  put_all(rest, sizeof(rest));
  end(section);
}

/* A section of `count` times the same item. */
static void put_items(uint8_t number, uint32_t count, const uint8_t *item, uint32_t item_length) {
  uint32_t section = begin_section(number, count);
  for (uint32_t i = 0; i < count; i++)
    put_all(item, item_length);
  end(section);
}

static void put_section(uint8_t number, const uint8_t *item, uint32_t item_length) {
  put_items(number, 1, item, item_length);
}

/* Types that differ in their last five results, each one of four types, only. */
static void write_types(uint32_t parameters, uint32_t results, uint32_t count) {
  static const uint8_t values[] = {THIMBLE_WASM_I32, THIMBLE_WASM_I64, THIMBLE_WASM_FUNCREF,
                                   THIMBLE_WASM_EXTERNREF};
  static const uint8_t nothing[] = {0x60, 0, 0};
  if (count > THIMBLE_WASM_TYPES_MAXIMUM - 1)
    count = THIMBLE_WASM_TYPES_MAXIMUM - 1;
  put_header();
  uint32_t section = begin_section(THIMBLE_WASM_SECTION_TYPE, 1 + count);
  put_all(nothing, sizeof(nothing));
  for (uint32_t i = 0; i < count; i++) {
    put(0x60);
    put_number(parameters);
    put_many(parameters, THIMBLE_WASM_I32);
    put_number(results);
    put_many(results - 5, THIMBLE_WASM_I32);
    for (uint32_t shift = 0; shift < 10; shift += 2)
      put(values[i >> shift & 3]);
  }
  end(section);
  put_functions(0, 0);
  end(begin_code(0));
}

static void write_long_types(uint32_t size) {
  write_types(VALUES, VALUES, size / (7 + 2 * VALUES));
}

static void write_short_types(uint32_t size) {
  write_types(0, 5, size / 12);
}

/* Exports whose names differ in the two letters before the last one only. */
static void write_exports(uint32_t name, uint32_t size) {
  uint32_t count = size / (name + 5);
  if (count > THIMBLE_WASM_EXPORTS_MAXIMUM)
    count = THIMBLE_WASM_EXPORTS_MAXIMUM;
  put_types();
  put_functions(0, 0);
  uint32_t section = begin_section(THIMBLE_WASM_SECTION_EXPORT, count);
  for (uint32_t i = 0; i < count; i++) {
    put_number(name);
    put_many(name - 3, 'a');
    put((uint8_t)('0' + i / 64));
    put((uint8_t)('0' + i % 64));
    put('a');
    put(0);
    put(0);
  }
  end(section);
  end(begin_code(0));
}

static void write_long_exports(uint32_t size) {
  write_exports(size / THIMBLE_WASM_EXPORTS_MAXIMUM, size);
}

static void write_short_exports(uint32_t size) {
  write_exports(3, size);
}

/* Functions of one type and body, which is one byte longer with its type. */
static void write_bodies(uint32_t size, uint8_t type, const uint8_t *body, uint32_t body_length) {
  uint32_t count = size / (body_length + 1);
  if (count > THIMBLE_WASM_FUNCTIONS_MAXIMUM - 1)
    count = THIMBLE_WASM_FUNCTIONS_MAXIMUM - 1;
  put_types();
  put_functions(count, type);
  uint32_t section = begin_code(count);
  for (uint32_t i = 0; i < count; i++)
    put_all(body, body_length);
  end(section);
}

/* Each function has as many locals as scratch has room for. */
static void write_locals(uint32_t size) {
  static const uint8_t body[] = {6, 1, 0xe8, 0xfb, 3, THIMBLE_WASM_I32, THIMBLE_WASM_END};
  write_bodies(size, 0, body, sizeof(body));
}

/* Functions that take and return all that there can be. */
static void write_parameters(uint32_t size) {
  static const uint8_t body[] = {3, 0, THIMBLE_WASM_UNREACHABLE, THIMBLE_WASM_END};
  write_bodies(size, 1, body, sizeof(body));
}

/* A function of type 1, with its operands on the stack, that repeats some instructions. */
static void write_code(uint32_t count, const uint8_t *item, uint32_t item_length) {
  put_types();
  put_functions(1, 1);
  uint32_t section = begin_code(1), body = begin();
  put(0);
  for (uint32_t i = 0; i < VALUES; i++) {
    put(THIMBLE_WASM_I32_CONST);
    put(0);
  }
  for (uint32_t i = 0; i < count; i++)
    put_all(item, item_length);
  put(THIMBLE_WASM_END);
  end(body);
  end(section);
}

#define CODE(name, ...)                                  \
  static void write_##name(uint32_t size) {              \
    static const uint8_t item[] = {__VA_ARGS__};         \
    write_code(size / sizeof(item), item, sizeof(item)); \
  }
CODE(calls, THIMBLE_WASM_CALL, 1)
CODE(tail_calls, THIMBLE_WASM_RETURN_CALL, 1)
CODE(returns, THIMBLE_WASM_RETURN)
CODE(blocks, THIMBLE_WASM_BLOCK, 1, THIMBLE_WASM_END)
CODE(empty_blocks, THIMBLE_WASM_BLOCK, 0x40, THIMBLE_WASM_END)
CODE(constants, THIMBLE_WASM_I32_CONST, 0, THIMBLE_WASM_DROP)

/* The condition on top of the values, until no branches are left. */
static void write_jumps(uint32_t size) {
  static const uint8_t item[] = {THIMBLE_WASM_I32_CONST, 0, THIMBLE_WASM_BR_IF, 0};
  uint32_t count = size / sizeof(item);
  write_code(count < THIMBLE_WASM_BRANCHES_MAXIMUM ? count : THIMBLE_WASM_BRANCHES_MAXIMUM, item,
             sizeof(item));
}

static void write_labels(uint32_t size) {
  static uint8_t item[6 + THIMBLE_WASM_BRANCHES_MAXIMUM] = {THIMBLE_WASM_I32_CONST, 0,
                                                            THIMBLE_WASM_BR_TABLE};
  uint32_t count = size < THIMBLE_WASM_BRANCHES_MAXIMUM ? size : THIMBLE_WASM_BRANCHES_MAXIMUM;
  item[3] = (uint8_t)((count - 1) | 0x80);
  item[4] = (uint8_t)((count - 1) >> 7 | 0x80);
  item[5] = (uint8_t)((count - 1) >> 14);
  write_code(1, item, 6 + count);
}

/* The binding that is found last, again and again. */
static void write_imports(uint32_t size) {
  static const char item[] = "\7thimble\17message_receive\0\2";
  uint32_t count = size / (sizeof(item) - 1);
  put_types();
  entry = count;
  put_items(THIMBLE_WASM_SECTION_IMPORT, count, (const uint8_t *)item, sizeof(item) - 1);
  put_functions(0, 0);
  end(begin_code(0));
}

static void write_functions(uint32_t size) {
  static const uint8_t body[] = {2, 0, THIMBLE_WASM_END};
  write_bodies(size, 0, body, sizeof(body));
}

/* A module whose last data segment, which has no bytes, is used again and again. */
static void put_copying(uint8_t segments) {
  static const uint8_t memory[] = {0, 1};
  put_types();
  put_functions(0, 0);
  put_section(THIMBLE_WASM_SECTION_MEMORY, memory, sizeof(memory));
  end(begin_section(THIMBLE_WASM_SECTION_DATA_COUNT, segments));
  put_copying_code(segments - 1);
}

static void write_custom_sections(uint32_t size) {
  static const uint8_t item[] = {THIMBLE_WASM_SECTION_CUSTOM, 1, 0}, data[] = {1, 0};
  put_copying(1);
  for (uint32_t i = 0; i < size / sizeof(item); i++)
    put_all(item, sizeof(item));
  put_section(THIMBLE_WASM_SECTION_DATA, data, sizeof(data));
}

static void write_offset(uint32_t size) {
  static const uint8_t first[] = {0, THIMBLE_WASM_I32_CONST, 0}, last[] = {1, 0};
  static const uint8_t sum[] = {THIMBLE_WASM_I32_CONST, 0, THIMBLE_WASM_I32_ADD};
  put_copying(2);
  uint32_t section = begin_section(THIMBLE_WASM_SECTION_DATA, 2);
  put_all(first, sizeof(first));
  for (uint32_t i = 0; i < size / sizeof(sum); i++)
    put_all(sum, sizeof(sum));
  put(THIMBLE_WASM_END);
  put(0);
  put_all(last, sizeof(last));
  end(section);
}

/* Elements that are all placed over each other. */
static void write_elements(uint32_t size) {
  static const uint8_t table[] = {THIMBLE_WASM_FUNCREF, 0, 1};
  static const uint8_t item[] = {4, THIMBLE_WASM_I32_CONST, 0, THIMBLE_WASM_END,
                                 1, THIMBLE_WASM_REF_FUNC,  0, THIMBLE_WASM_END};
  put_types();
  put_functions(0, 0);
  put_section(THIMBLE_WASM_SECTION_TABLE, table, sizeof(table));
  put_items(THIMBLE_WASM_SECTION_ELEMENT, size / sizeof(item), item, sizeof(item));
  end(begin_code(0));
}

static void write_data(uint32_t size) {
  static const uint8_t memory[] = {0, 1};
  static const uint8_t item[] = {0, THIMBLE_WASM_I32_CONST, 0, THIMBLE_WASM_END, 0};
  put_types();
  put_functions(0, 0);
  put_section(THIMBLE_WASM_SECTION_MEMORY, memory, sizeof(memory));
  end(begin_code(0));
  put_items(THIMBLE_WASM_SECTION_DATA, size / sizeof(item), item, sizeof(item));
}

const struct hostile hostile_modules[] = {
    {"long types", write_long_types},
    {"short types", write_short_types},
    {"long export names", write_long_exports},
    {"short export names", write_short_exports},
    {"locals", write_locals},
    {"parameters", write_parameters},
    {"calls", write_calls},
    {"tail calls", write_tail_calls},
    {"returns", write_returns},
    {"blocks", write_blocks},
    {"jumps", write_jumps},
    {"labels of a table", write_labels},
    {"empty blocks", write_empty_blocks},
    {"constants", write_constants},
    {"imports", write_imports},
    {"functions", write_functions},
    {"custom sections", write_custom_sections},
    {"constant offset", write_offset},
    {"element segments", write_elements},
    {"data segments", write_data},
};
const uint32_t hostile_count = COUNT(hostile_modules);
