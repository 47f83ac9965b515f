/* SPDX-License-Identifier: Apache-2.0 */
/* hostile.h: small modules that would make their loader work long, were that not bounded. */
#ifndef THIMBLE_TEST_WASM_WORK_HOSTILE_H
#define THIMBLE_TEST_WASM_WORK_HOSTILE_H

#include <thimble/image.h>

#define HOSTILE_MAXIMUM (1u << 19) /* bytes of a module */

struct hostile {
  const char *name;
  void (*write)(uint32_t size); /* writes the module, of about so many bytes */
};

extern const struct hostile hostile_modules[];
extern const uint32_t hostile_count;

/* What was written last: a valid module. */
struct thimble_bytes hostile_written(void);

/* Its first function that is no import, which takes and returns nothing. */
uint32_t hostile_entry(void);

#endif
