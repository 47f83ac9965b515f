/* SPDX-License-Identifier: Apache-2.0 */
/* csmith.h: what programs of csmith include, in our words, so that one file is both a program for
 * this computer (with native.c) and a container: run() returns the checksum over its variables.
 * Stands on the include path before csmith's own folder, from which only the arithmetic without
 * undefined behaviour is taken. Programs are made with --no-argc and without --float. */
#ifndef THIMBLE_TEST_CSMITH_H
#define THIMBLE_TEST_CSMITH_H

#include <float.h>
#include <limits.h>
#include <stdint.h>

/* safe_math.h has functions for floating point too, which no program calls. */
#define fabsf __builtin_fabsf
#define fabs __builtin_fabs
#define STATIC static
#define FUNC_NAME(name) (safe_##name)
#define UNDEFINED(value) (value)
#define LOG_INDEX
#define LOG_EXEC
#include <safe_math.h>

#define _CSMITH_BITFIELD(width) ((width) > 32 ? (width) % 32 : (width))

/* Where a program would tell which element of an array it has come to. */
#define printf(...) ((void)0)

static uint32_t crc32_context = 0xffffffff;
static int64_t checksum;

static void platform_main_begin(void) {
}

static void platform_main_end(uint32_t sum, int is_told) {
  (void)is_told;
  checksum = sum;
}

static void crc32_gentab(void) {
}

static void crc32_byte(uint8_t byte) {
  crc32_context ^= byte;
  for (uint32_t bit = 0; bit < 8; bit++)
    crc32_context = crc32_context >> 1 ^ (0xedb88320u & -(crc32_context & 1));
}

static void transparent_crc(uint64_t value, const char *name, int is_told) {
  (void)name;
  (void)is_told;
  for (uint32_t byte = 0; byte < 8; byte++)
    crc32_byte((uint8_t)(value >> 8 * byte));
}

static int csmith_main(void);

int64_t run(void *context, uint32_t length) {
  (void)context;
  (void)length;
  (void)csmith_main();
  return checksum;
}

#define main static csmith_main

#endif
