/* SPDX-License-Identifier: Apache-2.0 */
/* forms.c: see forms.h. The order is that of RFC 9669, appendix A, grouped by fields. */
#include "ebpf/forms.h"

#include <stddef.h>
#include <string.h>

/* No instruction starts with opcode 0, so it ends a row. */
struct forms {
  const char *fields;
  uint8_t opcodes[24];
};

static const struct forms all_forms[] = {
    /* add sub mul or and lsh rsh xor mov arsh, with an immediate */
    {"Di", {0x04, 0x07, 0x14, 0x17, 0x24, 0x27, 0x44, 0x47, 0x54, 0x57,
            0x64, 0x67, 0x74, 0x77, 0xa4, 0xa7, 0xb4, 0xb7, 0xc4, 0xc7}},
    /* the same without mov, with a register */
    {"Ds",
     {0x0c, 0x0f, 0x1c, 0x1f, 0x2c, 0x2f, 0x4c, 0x4f, 0x5c, 0x5f, 0x6c, 0x6f, 0x7c, 0x7f, 0xac,
      0xaf, 0xcc, 0xcf}},
    /* mov with a register */
    {"Dsm", {0xbc, 0xbf}},
    /* div mod, with an immediate */
    {"Div", {0x34, 0x37, 0x94, 0x97}},
    /* div mod, with a register */
    {"Dsv", {0x3c, 0x3f, 0x9c, 0x9f}},
    /* neg */
    {"D", {0x84, 0x87}},
    /* le, bswap, be */
    {"De", {0xd4, 0xd7, 0xdc}},
    /* jeq jgt jge jset jne jsgt jsge jlt jle jslt jsle, with an immediate */
    {"dij", {0x15, 0x16, 0x25, 0x26, 0x35, 0x36, 0x45, 0x46, 0x55, 0x56, 0x65,
             0x66, 0x75, 0x76, 0xa5, 0xa6, 0xb5, 0xb6, 0xc5, 0xc6, 0xd5, 0xd6}},
    /* the same, with a register */
    {"dsj", {0x1d, 0x1e, 0x2d, 0x2e, 0x3d, 0x3e, 0x4d, 0x4e, 0x5d, 0x5e, 0x6d,
             0x6e, 0x7d, 0x7e, 0xad, 0xae, 0xbd, 0xbe, 0xcd, 0xce, 0xdd, 0xde}},
    /* ja */
    {"j", {0x05}},
    /* ja with 32 bits */
    {"J", {0x06}},
    /* call */
    {"c", {0x85}},
    /* exit */
    {"", {0x95}},
    /* lddw */
    {"Dw", {0x18}},
    /* loads; from 0x81 on with sign */
    {"Dso", {0x61, 0x69, 0x71, 0x79, 0x81, 0x89, 0x91}},
    /* stores of an immediate */
    {"doi", {0x62, 0x6a, 0x72, 0x7a}},
    /* stores of a register */
    {"dso", {0x63, 0x6b, 0x73, 0x7b}},
    /* atomic operations */
    {"dsoa", {0xc3, 0xdb}},
};

static bool holds(const struct forms *row, uint8_t opcode) {
  for (const uint8_t *held = row->opcodes; *held != 0; held++)
    if (*held == opcode)
      return true;
  return false;
}

const char *form_of(uint8_t opcode) {
  for (uint32_t i = 0; i < sizeof all_forms / sizeof all_forms[0]; i++)
    if (holds(&all_forms[i], opcode))
      return all_forms[i].fields;
  return NULL;
}

bool form_has(const char *fields, const char *letters) {
  return strpbrk(fields, letters) != NULL;
}
