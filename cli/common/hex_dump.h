/* SPDX-License-Identifier: Apache-2.0 */
/* hex_dump.h: bytes for people: address, sixteen bytes, their ASCII characters. */
#ifndef THIMBLE_CLI_COMMON_HEX_DUMP_H
#define THIMBLE_CLI_COMMON_HEX_DUMP_H

#include <thimble/bytes.h>

/* Prints to standard output; the first byte has the given address. */
void hex_dump(struct thimble_bytes bytes, uint64_t address);

#endif
