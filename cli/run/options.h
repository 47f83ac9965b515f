/* SPDX-License-Identifier: Apache-2.0 */
/* options.h: the command line of `thimble run`. */
#ifndef THIMBLE_CLI_RUN_OPTIONS_H
#define THIMBLE_CLI_RUN_OPTIONS_H

#include <stdbool.h>
#include <thimble/grant.h>
#include <thimble/image.h>

#include "cli/run/simulator.h"

struct run_options {
  const char *path;
  uint32_t engine; /* for sources; 0: their own choice */
  uint64_t times;
  uint64_t period_ms;
  const char *context; /* HEX, @FILE or null */
  const char *hook;    /* null: the image's own */
  uint64_t fuel;
  thimble_grant_set allowed;
  bool as_json;
  bool quiet;
  const char *images;          /* folder for those of a scenario, or null */
  bool is_of_container;        /* an option was given that a scenario does not take */
  bool help;                   /* it was asked for, and is printed */
  struct simulator *simulator; /* receives sensors and seed */
};

/* Reads the command line into options that hold the defaults. Returns an exit code; unless it is
 * EXIT_CODE_OK the message is printed. */
int run_options_parse(struct run_options *options, int argc, char **argv);

#endif
