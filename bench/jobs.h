/* SPDX-License-Identifier: Apache-2.0 */
/* jobs.h: what is measured: jobs/ holds each job once, in C. The build makes two things of it: a
 * function of this firmware, compiled with -O2, and an image. */
#ifndef THIMBLE_BENCH_JOBS_H
#define THIMBLE_BENCH_JOBS_H

#include <stdint.h>

#define JOB_CONTEXT_MAXIMUM 1024u

struct job {
  const char *name;
  int64_t (*native)(void *context, uint32_t length);
  uint32_t length;                                 /* bytes of context */
  void (*fill)(uint8_t *context, uint32_t length); /* gives the context its contents */
};

enum {
  JOBS = 5
};
extern const struct job jobs[JOBS];

/* Puts a number at the start of a context that holds at least four bytes. */
void job_put_number(uint8_t *context, uint32_t number);

#endif
