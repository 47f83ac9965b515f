/* SPDX-License-Identifier: Apache-2.0 */
/* crc32.h: the CRC-32 of IEEE 802.3 (reflected, polynomial 0xedb88320). */
#ifndef THIMBLE_JOURNAL_CRC32_H
#define THIMBLE_JOURNAL_CRC32_H

#include <thimble/bytes.h>

#define THIMBLE_CRC32_START 0xffffffffu

/* Goes on from the register `crc` over more bytes. The checksum is the complement of the last. */
uint32_t thimble_crc32(uint32_t crc, struct thimble_bytes bytes);

#endif
