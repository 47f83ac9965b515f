/* SPDX-License-Identifier: Apache-2.0 */
/* sign.c: the verb `thimble sign`: a signed order to a device, in a file. */
#include <stdlib.h>

#include "cli/common/file.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/sign/check.h"
#include "cli/sign/make.h"
#include "cli/sign/report.h"
#include "cli/verb.h"

static char *choose_output(const struct signing *signing) {
  const struct sign_options *options = signing->options;
  const struct suit_order *order = &signing->order;
  if (options->output)
    return memory_text(options->output);
  if (options->kind == SIGN_IMAGE)
    return memory_format("%s.suit", order->container);
  if (options->kind == SIGN_OWNER)
    return memory_text("owner.suit");
  return memory_format("%s.%s.suit", order->container ? order->container : order->tenant,
                       sign_kind_name(options->kind));
}

static bool write_envelope(const struct signing *signing) {
  const struct file_bytes *bytes = &signing->envelope.bytes;
  char *path = choose_output(signing);
  const struct sign_report report = {signing->options->kind, path,
                                     signing->component,     &signing->order,
                                     &signing->envelope,     &signing->key};
  bool written = file_write(path, bytes->data, bytes->length);
  if (written && signing->options->as_json)
    sign_report_json(&report);
  else if (written)
    sign_report_text(&report);
  free(path);
  return written;
}

int thimble_verb_sign(int argc, char **argv) {
  struct sign_options options;
  struct signing signing;
  int code = sign_options_parse(&options, argc, argv);
  if (code == EXIT_CODE_OK && !options.help)
    code = sign_check(&options);
  if (code != EXIT_CODE_OK || options.help)
    return code;
  bool done = sign_make(&signing, &options) && write_envelope(&signing);
  sign_free(&signing);
  return done ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}
