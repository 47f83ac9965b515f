/* SPDX-License-Identifier: Apache-2.0 */
/* describe.h: instructions, places, addresses and reasons in words, for messages and listings.
 *
 * Everything is appended to a text of the caller, which DESCRIPTION_MAXIMUM bytes hold (longer
 * names are cut). Names out of line information stand there as they are: whoever prints escapes
 * them. */
#ifndef THIMBLE_CLI_IMAGE_DESCRIBE_H
#define THIMBLE_CLI_IMAGE_DESCRIBE_H

#include <thimble/engine.h>
#include <thimble/lines.h>

#include "base/text.h"
#include "cli/image/program_view.h"

#define DESCRIPTION_MAXIMUM 512u

/* `the frame size 12 is not …`: the text of the reason with its number. */
void describe_reason(struct thimble_text *text, enum thimble_reason reason, uint64_t number);

/* `, in run() at temperature.c:14`, as far as it is known; else nothing. */
void describe_place(struct thimble_text *text, const struct thimble_lines *lines,
                    uint32_t instruction);

/* `0x100000008 (stack + 8)` */
void describe_address(struct thimble_text *text, uint64_t address);

/* `stack + 8`. False, and nothing is appended: the address is in no region. */
bool describe_region(struct thimble_text *text, uint64_t address);

/* The assembly of one instruction, bindings by name. Returns the slots or bytes it takes. */
uint32_t describe_instruction(struct thimble_text *text, const struct program_view *view,
                              uint32_t instruction);

/* `instruction 12 (r10 = 0): the frame register r10 is never written, in run() at …`, or
 * `byte 91, in function 2 of the code section (i32.add): …` */
void describe_refusal(struct thimble_text *text, const struct thimble_program_refusal *refusal,
                      const struct program_view *view, const struct thimble_lines *lines);

/* `thimble_sensor_read() has the grant sensor(temperature)`: the binding of that number, and how
 * far the scope lets its grant reach. */
void describe_binding_grant(struct thimble_text *text, uint64_t number,
                            const struct thimble_scope *scope);

/* Whether the place of a refusal with this reason is an instruction. */
bool reason_has_place(enum thimble_reason reason);

#endif
