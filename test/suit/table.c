/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: see table.h. */
#include "suit/table.h"

#include <string.h>

#include "board/board.h"
#include "ebpf/hex.h"
#include "unit.h"

#define BYTES(literal) \
  { (const uint8_t *)(literal), sizeof(literal) - 1 }

static char text[512 * 1024];
static char *rest;
static uint8_t bytes[CASE_SIZE], key[65];

/* A key that is known, and never right: 2 G. */
static const uint8_t stranger[65] = {
    0x04, 0x7c, 0xf2, 0x7b, 0x18, 0x8d, 0x03, 0x4f, 0x7e, 0x8a, 0x52, 0x38, 0x03,
    0x04, 0xb5, 0x1a, 0xc3, 0xc0, 0x89, 0x69, 0xe2, 0x77, 0xf2, 0x1b, 0x35, 0xa6,
    0x0b, 0x48, 0xfc, 0x47, 0x66, 0x99, 0x78, 0x07, 0x77, 0x55, 0x10, 0xdb, 0x8e,
    0xd0, 0x40, 0x29, 0x3d, 0x9a, 0xc6, 0x9f, 0x74, 0x30, 0xdb, 0xba, 0x7d, 0xad,
    0xe6, 0x3c, 0xe9, 0x82, 0x29, 0x9e, 0x04, 0xb7, 0x9d, 0x22, 0x78, 0x73, 0xd1};

static const struct thimble_signer signers[] = {
    {{stranger, sizeof stranger}, BYTES("stranger")},
    {{key, sizeof key}, BYTES("owner")},
};

static const struct thimble_signers both = {signers, COUNT(signers)};

/* Ids of two parts, of which the first one is 't'. */
static const struct thimble_bytes components[] = {BYTES("\x82\x41t"), {NULL, 0}};

const struct device_kind suit_table_device = {
    .vendor = BYTES("vendor..vendor.."),
    .class = BYTES("class...class..."),
    .device = BYTES("device..device.."),
    .components = components,
    .forbidden = BYTES("\x82\x41t\x49"
                       "forbidden"),
    .sequenced = BYTES("\x82\x41t\x49"
                       "sequenced"),
    .sequence = 5,
    .slot = 1,
};

const struct thimble_signers *suit_table_signers(void) {
  return &both;
}

/* Cuts a field off, up to the character that ends it. */
static char *cut(char end) {
  char *field = rest, *place = strchr(rest, end);
  assert_non_null(place);
  *place = '\0';
  rest = place + 1;
  return field;
}

bool suit_table_next(struct suit_case *row) {
  uint32_t length;
  if (*rest == '\0')
    return false;
  row->name = cut('\t');
  row->expected = cut('\t');
  const char *digits = cut('\n');
  assert_true(hex_read(digits, strlen(digits), bytes, sizeof bytes, &length));
  row->envelope = (struct thimble_bytes){bytes, length};
  return true;
}

void suit_table_start(void) {
  struct suit_case first = {.name = NULL};
  int32_t length = board_file_read(SUIT_TABLE, (uint8_t *)text, sizeof text - 1);
  assert_in_range(length, 1000, sizeof text - 2);
  text[length] = '\0';
  rest = text;
  assert_true(suit_table_next(&first));
  assert_int_equal(first.envelope.length, sizeof key);
  memcpy(key, bytes, sizeof key);
}

void suit_table_find(struct suit_case *row, const char *name) {
  suit_table_start();
  while (suit_table_next(row))
    if (strcmp(row->name, name) == 0)
      return;
  fail_msg("no case %s", name);
}
