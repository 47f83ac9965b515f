/* SPDX-License-Identifier: Apache-2.0 */
/* jobs.c: see jobs.h. */
#include "jobs.h"

#include <string.h>

#define FIBONACCI_INDEX 20

int64_t native_fletcher32(void *context, uint32_t length);
int64_t native_sort(void *context, uint32_t length);
int64_t native_crc32(void *context, uint32_t length);
int64_t native_fibonacci(void *context, uint32_t length);
int64_t native_empty(void *context, uint32_t length);

/* Bytes without a pattern that a job could profit from: xorshift32. */
static void fill_with_noise(uint8_t *context, uint32_t length) {
  uint32_t noise = 2463534242u;
  for (uint32_t index = 0; index < length; index++) {
    noise ^= noise << 13;
    noise ^= noise >> 17;
    noise ^= noise << 5;
    context[index] = (uint8_t)noise;
  }
}

static void fill_with_index(uint8_t *context, uint32_t length) {
  memset(context, 0, length);
  job_put_number(context, FIBONACCI_INDEX);
}

const struct job jobs[JOBS] = {
    {"fletcher32", native_fletcher32, 360, fill_with_noise},
    {"sort", native_sort, 400, fill_with_noise},
    {"crc32", native_crc32, 1024, fill_with_noise},
    {"fibonacci", native_fibonacci, 4, fill_with_index},
    {"empty", native_empty, 16, fill_with_noise},
};

void job_put_number(uint8_t *context, uint32_t number) {
  memcpy(context, &number, sizeof number);
}
