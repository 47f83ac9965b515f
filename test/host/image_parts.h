/* SPDX-License-Identifier: Apache-2.0 */
/* image_parts.h: an image file that a test puts together from its parts. */
#ifndef THIMBLE_TEST_HOST_IMAGE_PARTS_H
#define THIMBLE_TEST_HOST_IMAGE_PARTS_H

#include <thimble/image.h>

#include "engine/ebpf/instruction.h"

/* What differs from test to test; what is left out is zero or as it says here. The text comes from
 * TEXT() of ebpf/assembly.h. */
struct image_parts {
  const char *name; /* null stands for "a" */
  const char *hook; /* null stands for "all" */
  const struct thimble_ebpf_instruction *text;
  uint32_t slots;
  struct thimble_bytes read_only; /* a multiple of eight */
  uint32_t zero;                  /* bytes of data */
  uint32_t order;                 /* 0: the image names none */
  uint32_t fuel;                  /* 0 stands for 1000 */
  thimble_grant_set grants;
  struct thimble_bytes lines;  /* empty: none */
  struct thimble_bytes module; /* WebAssembly, without memory, in place of a text; empty: none */
};

/* `(func (result i32) BODY)`, for a body of two bytes */
#define MODULE(body)                                                                  \
  {                                                                                   \
    (const uint8_t *)"\0asm\1\0\0\0\1\5\1\x60\0\1\x7f\3\2\1\0\xa\6\1\4\0" body "\xb", \
        8 + 7 + 4 + 8                                                                 \
  }

#define IMAGE_SIZE 1024u
struct image_file {
  uint32_t length;
  _Alignas(8) uint8_t bytes[IMAGE_SIZE];
};

/* The file's bytes. */
struct thimble_bytes image_put_together(struct image_file *file, const struct image_parts *parts);

#endif
