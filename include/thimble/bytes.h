/* SPDX-License-Identifier: Apache-2.0 */
/* bytes.h: a read-only view of bytes that somebody else owns. */
#ifndef THIMBLE_BYTES_H
#define THIMBLE_BYTES_H

#include <stdint.h>

/* `data` may be null only when `length` is zero. A text is a view too: UTF-8, not NUL-terminated.
 */
struct thimble_bytes {
  const uint8_t *data;
  uint32_t length;
};

#endif
