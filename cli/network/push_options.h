/* SPDX-License-Identifier: Apache-2.0 */
/* push_options.h: the command line of the verbs that send a device an order: push, stop, start, rm
 * and rollback. */
#ifndef THIMBLE_CLI_NETWORK_PUSH_OPTIONS_H
#define THIMBLE_CLI_NETWORK_PUSH_OPTIONS_H

#include "cli/sign/options.h"

struct push_options {
  const char *device;       /* name or address, or null */
  uint32_t timeout;         /* seconds without progress */
  struct sign_options sign; /* `key` may still be null: it may be known of the device */
  bool is_envelope;         /* the subject is one, and nothing is signed */
  bool is_quiet;
  bool as_json;
  bool help;    /* only that was wanted */
  char *tenant; /* of TENANT/CONTAINER: the options' own */
};

/* Reads the command line of a verb. `kind` is SIGN_IMAGE for push. Returns an exit code;
 * push_options_free() is wanted in any case. */
int push_options_parse(struct push_options *options, const char *verb, enum sign_kind kind,
                       int argc, char **argv);

void push_options_free(struct push_options *options);

#endif
