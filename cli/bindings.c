/* SPDX-License-Identifier: Apache-2.0 */
/* bindings.c: the verb `thimble bindings`: the reference page of what containers may use. */
#include <getopt.h>
#include <stdio.h>

#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/reference/reference.h"
#include "cli/verb.h"

static const char help[] =
    "Usage: thimble bindings [OPTION]\n"
    "Prints what a container may ask of the device: the bindings with their C signatures, the\n"
    "grants, the contexts of hooks, the kinds of sensor and the results.\n"
    "\n"
    "      --json      print one JSON object\n"
    "      --markdown  print the page docs/bindings.md\n"
    "  -h, --help      print this\n";

static const struct option options[] = {{"json", no_argument, NULL, 'j'},
                                        {"markdown", no_argument, NULL, 'm'},
                                        {"help", no_argument, NULL, 'h'},
                                        {NULL, 0, NULL, 0}};

int thimble_verb_bindings(int argc, char **argv) {
  void (*print)(void) = reference_print_text;
  int found;
  bool chosen = false;
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((found = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
    if (found == 'h')
      return fputs(help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
    if (found != 'j' && found != 'm')
      return option_wrong("bindings", argv, found);
    if (chosen)
      return message_usage("bindings", "one form at a time, but %s follows", argv[optind - 1]);
    print = found == 'j' ? reference_print_json : reference_print_markdown;
    chosen = true;
  }
  if (optind < argc)
    return message_usage("bindings", "no argument is wanted, but %s is given", argv[optind]);
  print();
  return EXIT_CODE_OK;
}
