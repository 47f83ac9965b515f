/* SPDX-License-Identifier: Apache-2.0 */
/* image.h: what is shipped: one program with its name, grants and limits, as one CBOR map
 * (SPEC.md).
 *
 * Rules of use: reading copies nothing. Every view points into the bytes that were read, which must
 * stay where they are, unchanged, as long as the image or anything made from it is in use. The
 * bytes must start at an address that is a multiple of eight (flash slots and arenas do). */
#ifndef THIMBLE_IMAGE_H
#define THIMBLE_IMAGE_H

#include <thimble/bytes.h>
#include <thimble/limits.h>
#include <thimble/permission.h>
#include <thimble/result.h>

/* Keys of the map. Numbers are append-only. */
enum thimble_image_key {
  THIMBLE_IMAGE_ABI = 1,
  THIMBLE_IMAGE_ENGINE = 2,
  THIMBLE_IMAGE_NAME = 3,
  THIMBLE_IMAGE_VERSION = 4,
  THIMBLE_IMAGE_HOOK = 5,
  THIMBLE_IMAGE_GRANTS = 6,
  THIMBLE_IMAGE_FUEL = 7,
  THIMBLE_IMAGE_MEMORY = 8,
  THIMBLE_IMAGE_PARAMETERS = 9,
  THIMBLE_IMAGE_PADDING = 10,
  THIMBLE_IMAGE_PROGRAM = 11,
  THIMBLE_IMAGE_LINES = 12,
  THIMBLE_IMAGE_ORDER = 13,
};

enum thimble_engine_number {
  THIMBLE_ENGINE_EBPF = 1,
  THIMBLE_ENGINE_WASM = 2,
  THIMBLE_ENGINE_PYTHON = 3,
  THIMBLE_ENGINE_JS = 4,
};

struct thimble_image {
  uint32_t engine;                  /* enum thimble_engine_number, or one this build lacks */
  struct thimble_bytes name;        /* 1 to THIMBLE_NAME_MAXIMUM of a-z 0-9 . _ - */
  struct thimble_bytes version;     /* 1 to THIMBLE_VERSION_MAXIMUM of the same and + */
  struct thimble_bytes hook;        /* as name */
  uint32_t fuel;                    /* for one run, 1 to THIMBLE_FUEL_MAXIMUM */
  uint32_t memory;                  /* bytes of guest memory, at most THIMBLE_MEMORY_MAXIMUM */
  struct thimble_bytes parameters;  /* a CBOR array of unsigned integers, the engine's own */
  struct thimble_bytes program;     /* starts at a multiple of eight */
  uint32_t order;                   /* its place at the hook: the lowest runs first */
  struct thimble_bytes lines;       /* line information for people, or empty; never trusted */
  struct thimble_permissions asked; /* not yet given */
};

/* Where an image is malformed. */
struct thimble_image_error {
  uint32_t offset; /* bytes from the start of the image */
  uint32_t key;    /* enum thimble_image_key that was being read, or 0 outside all of them */
};

/* Reads an image. Every field of `image` is set when it returns THIMBLE_OK; on an error `error`
 * says where and `image` is not to be used. Errors: TRUNCATED, MALFORMED, LIMIT, UNSUPPORTED
 * (another ABI, an unknown key or grant). */
enum thimble_result thimble_image_read(struct thimble_image *image, const uint8_t *bytes,
                                       uint32_t length, struct thimble_image_error *error);

#endif
