/* SPDX-License-Identifier: Apache-2.0 */
/* options.h: the command line of `thimble sign`. */
#ifndef THIMBLE_CLI_SIGN_OPTIONS_H
#define THIMBLE_CLI_SIGN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/sign/suit_label.h"

enum sign_kind {
  SIGN_IMAGE,
  SIGN_STOP,
  SIGN_START,
  SIGN_ROLLBACK,
  SIGN_REMOVE,
  SIGN_POLICY,
  SIGN_OWNER,
  SIGN_KINDS
};

struct sign_options {
  const char *verb; /* for messages */
  enum sign_kind kind;
  const char *subject; /* image, source or folder; container; file of the policy */
  const char *key;
  const char *output; /* these may be null */
  const char *project;
  const char *tenant;
  const char *vendor;
  const char *class;
  const char *device;
  const char *uri;
  const char *text;
  /* Where neither an option nor a file names one: what is known of the device, or null. */
  const char *usual_tenant;
  const char *usual_vendor;
  const char *usual_class;
  uint32_t sequence; /* 0: the next one */
  enum cose_algorithm algorithm;
  bool severed;
  bool as_json;
  bool help; /* it is printed */
};

/* Fills `options` with the defaults and what the command line says; sign_check() says whether it
 * goes together. Returns an exit code. */
int sign_options_parse(struct sign_options *options, int argc, char **argv);

/* `install`, `stop` and so on. */
const char *sign_kind_name(enum sign_kind kind);

#endif
