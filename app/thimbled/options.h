/* SPDX-License-Identifier: Apache-2.0 */
/* options.h: the command line of `thimbled`. */
#ifndef THIMBLE_APP_THIMBLED_OPTIONS_H
#define THIMBLE_APP_THIMBLED_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/common/uuid.h"
#include "cli/run/simulator.h"
#include "cli/sign/key.h"

struct options {
  const char *flash;     /* a file */
  const char *address;   /* null: all */
  const char *interface; /* for multicast; null: none */
  const char *owner_key; /* a file; null: none */
  uint16_t port;
  uint32_t slots;
  struct uuid vendor, class, device;
  bool has_device;
  struct key key; /* the owner's, if has_key */
  bool has_key;
  bool quiet;
  bool help; /* it has been printed */
};

/* Reads the command line; sensors go to the simulator. Returns an exit code (message.h); unless it
 * is EXIT_CODE_OK the message is printed. options_free() is wanted in any case. */
int options_parse(struct options *options, struct simulator *simulator, int argc, char **argv);

void options_free(struct options *options);

#endif
