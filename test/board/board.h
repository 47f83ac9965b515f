/* SPDX-License-Identifier: Apache-2.0 */
/* board.h: what a test that runs on a computer and on emulated boards needs of the computer. */
#ifndef THIMBLE_TEST_BOARD_H
#define THIMBLE_TEST_BOARD_H

#include <stdint.h>

/* Reads at most `size` bytes from the start of a file of the computer. Returns the number of bytes
 * read, or -1 when it cannot be opened. A relative path starts at the test's working folder. */
int32_t board_file_read(const char *path, uint8_t *bytes, uint32_t size);

/* The value of an environment variable of the computer, or null when it is not set. A board sees
 * those that script/qemu was told to pass on with --setting; under CTest these are
 * THIMBLE_CONFORMANCE and THIMBLE_TEST_SECONDS. The text lives until the next call. */
const char *board_setting(const char *name);

#endif
