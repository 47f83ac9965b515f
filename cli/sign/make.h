/* SPDX-License-Identifier: Apache-2.0 */
/* make.h: from the options of `thimble sign` to a signed envelope in memory, for every verb
 * that sends an order. */
#ifndef THIMBLE_CLI_SIGN_MAKE_H
#define THIMBLE_CLI_SIGN_MAKE_H

#include "cli/builder/open_image.h"
#include "cli/project/project.h"
#include "cli/sign/key.h"
#include "cli/sign/options.h"
#include "cli/sign/policy_file.h"
#include "cli/sign/suit_envelope.h"

/* All that an order is made of. Texts are null where there is none. */
struct signing {
  const struct sign_options *options;
  struct key key;
  struct open_image image;
  struct project project;
  struct policy policy;
  struct file_bytes record;
  char *name;      /* of an image's container */
  char *version;   /* of an image */
  char *uri;       /* of the payload */
  char *component; /* as sequence.h names it */
  struct suit_order order;
  struct suit_envelope envelope;
};

/* Makes the order, takes a sequence number and signs. False: the message is printed. sign_free() is
 * wanted in either case, and ends before the options do. */
bool sign_make(struct signing *signing, const struct sign_options *options);

void sign_free(struct signing *signing);

#endif
