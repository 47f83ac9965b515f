/* SPDX-License-Identifier: Apache-2.0 */
/* hex.h: bytes in hexadecimal, as conformance tables and tools write them. */
#ifndef THIMBLE_TEST_EBPF_HEX_H
#define THIMBLE_TEST_EBPF_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads pairs of digits, with white space between pairs or not, and sets `count` to how many there
 * were. False when something else is there, half a pair, or more than `size` bytes. */
bool hex_read(const char *text, size_t length, uint8_t *bytes, uint32_t size, uint32_t *count);

#endif
