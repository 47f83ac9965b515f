/* SPDX-License-Identifier: Apache-2.0 */
/* talk_options.h: the command line of the verbs that read from a device. */
#ifndef THIMBLE_CLI_NETWORK_TALK_OPTIONS_H
#define THIMBLE_CLI_NETWORK_TALK_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#define TALK_TIMEOUT_HELP \
  "      --timeout=SECONDS   without an answer, after which it is given up (default: 20)\n"

/* What a verb takes, beside -d, --timeout, --json and --help. */
struct talk_verb {
  const char *name;
  const char *help;
  bool follows;         /* -f */
  bool takes_interface; /* -i, --port; and not -d */
  const char *argument; /* what one more word is, or null: there is none */
};

struct talk_options {
  const char *device;    /* or null */
  const char *interface; /* or null */
  const char *argument;  /* or null */
  uint32_t timeout;      /* seconds; 0: not given */
  uint16_t port;
  bool follow;
  bool as_json;
  bool help; /* it is printed */
};

/* Returns an exit code. */
int talk_options_parse(struct talk_options *options, const struct talk_verb *verb, int argc,
                       char **argv);

#endif
