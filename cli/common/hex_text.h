/* SPDX-License-Identifier: Apache-2.0 */
/* hex_text.h: bytes as a row of hexadecimal digits. */
#ifndef THIMBLE_CLI_COMMON_HEX_TEXT_H
#define THIMBLE_CLI_COMMON_HEX_TEXT_H

#include <thimble/bytes.h>

/* Two small digits for each byte; free() gives it back. */
char *hex_text(struct thimble_bytes bytes);

#endif
