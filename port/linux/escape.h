/* SPDX-License-Identifier: Apache-2.0 */
/* escape.h: shows bytes that nobody trusts, so that they cannot steer a terminal or forge a line.
 */
#ifndef THIMBLE_LINUX_ESCAPE_H
#define THIMBLE_LINUX_ESCAPE_H

#include <stdio.h>
#include <thimble/bytes.h>

/* The length, 1 to 4, of the UTF-8 sequence (RFC 3629) at the start of `text`, whose code point
 * goes to `point`; 0 when the bytes there are not UTF-8 or there are none. */
uint32_t thimble_linux_decode_utf8(struct thimble_bytes text, uint32_t *point);

/* Writes printable UTF-8 as it is and a backslash twice. Control characters, characters that change
 * the direction of writing or end a line, and bytes that are not UTF-8 become \xNN, byte by byte.
 */
void thimble_linux_write_escaped(FILE *stream, struct thimble_bytes text);

#endif
