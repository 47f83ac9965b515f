/* SPDX-License-Identifier: Apache-2.0 */
/* key_print.h: what `thimble keygen` prints about a key. */
#ifndef THIMBLE_CLI_SIGN_KEY_PRINT_H
#define THIMBLE_CLI_SIGN_KEY_PRINT_H

#include "cli/sign/key.h"

enum key_form {
  KEY_FORM_TEXT,
  KEY_FORM_RAW, /* the point as an array in C */
  KEY_FORM_HEX, /* the point as a row of digits */
  KEY_FORM_JSON,
};

/* The files that a key came from or went to; null when there is none, but one there is. */
struct key_files {
  char *private;
  char *public;
};

void key_print(const struct key *key, const struct key_files *files, enum key_form form);

#endif
