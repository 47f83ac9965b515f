/* SPDX-License-Identifier: Apache-2.0 */
/* forms.h: the instruction set once more, written from RFC 9669 as a list of opcodes and the fields
 * that each one uses. The engine's table is made by rule from the classes; this one is not, so that
 * each checks the other. */
#ifndef THIMBLE_TEST_EBPF_FORMS_H
#define THIMBLE_TEST_EBPF_FORMS_H

#include <stdbool.h>
#include <stdint.h>

/* Fields, one letter each; a field without a letter is reserved:
 *
 *   D destination register, written   d the same, only read    s source register
 *   o offset of an address            j offset of a jump       v offset: 0, or 1 for signed
 *   m offset: bits whose sign a move extends                   i any immediate
 *   J immediate of a jump             e immediate: bits to swap
 *   a immediate: atomic operation     c call: source and immediate     w wide: two slots */
/* The fields of an opcode, or null when no instruction starts with it. */
const char *form_of(uint8_t opcode);

/* Whether a form uses one of these fields. */
bool form_has(const char *fields, const char *letters);

#endif
