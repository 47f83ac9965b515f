/* SPDX-License-Identifier: Apache-2.0 */
/* signature_line.h: one line of what signature-check reads:
 *
 *   es256 KEY MESSAGE SIGNATURE
 *
 * The three are bytes in hexadecimal digits, or `-` for none. One space or tab is between the
 * words; the line may end with a carriage return. */
#ifndef THIMBLE_TEST_CRYPTO_SIGNATURE_LINE_H
#define THIMBLE_TEST_CRYPTO_SIGNATURE_LINE_H

#include <stddef.h>
#include <thimble/bytes.h>

/* The views point into the line, which is overwritten with the bytes. */
struct signature_line {
  struct thimble_bytes key, message, signature;
};

/* Takes a line, without its end, apart. Returns null, or what is wrong with it. */
const char *signature_line_read(struct signature_line *parts, char *line, size_t length);

#endif
