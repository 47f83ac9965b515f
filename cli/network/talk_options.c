/* SPDX-License-Identifier: Apache-2.0 */
/* talk_options.c: see talk_options.h. */
#include "cli/network/talk_options.h"

#include <getopt.h>
#include <stdio.h>

#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/network/address.h"

#define TIMEOUT_MAXIMUM 86400u

enum option_letter {
  OPTION_TIMEOUT = 256,
  OPTION_JSON,
  OPTION_PORT,
};

static int take_number(struct talk_options *options, const char *verb, int found) {
  bool is_port = found == OPTION_PORT;
  uint64_t number;
  if (!option_number(verb, is_port ? "--port" : "--timeout", optarg, 1,
                     is_port ? UINT16_MAX : TIMEOUT_MAXIMUM, &number))
    return EXIT_CODE_USAGE;
  if (is_port)
    options->port = (uint16_t)number;
  else
    options->timeout = (uint32_t)number;
  return EXIT_CODE_OK;
}

static bool is_foreign(const struct talk_verb *verb, int found) {
  switch (found) {
  case 'f':
    return !verb->follows;
  case 'd':
    return verb->takes_interface;
  case 'i':
  case OPTION_PORT:
    return !verb->takes_interface;
  default:
    return false;
  }
}

static int take_option(struct talk_options *options, const struct talk_verb *verb, int found,
                       char **argv) {
  if (is_foreign(verb, found))
    return found == OPTION_PORT ? message_usage(verb->name, "there is no option --port")
                                : message_usage(verb->name, "there is no option -%c", found);
  if (found == OPTION_TIMEOUT || found == OPTION_PORT)
    return take_number(options, verb->name, found);
  if (found == 'd')
    options->device = optarg;
  else if (found == 'i')
    options->interface = optarg;
  else if (found == 'f')
    options->follow = true;
  else if (found == OPTION_JSON)
    options->as_json = true;
  else if (found == 'h')
    options->help = true;
  else
    return option_wrong(verb->name, argv, found);
  return EXIT_CODE_OK;
}

static int take_argument(struct talk_options *options, const struct talk_verb *verb, int argc,
                         char **argv) {
  int wanted = verb->argument ? 1 : 0;
  if (argc - optind > wanted)
    return message_usage(verb->name, "%s is too much", argv[optind + wanted]);
  options->argument = optind < argc ? argv[optind] : NULL;
  return EXIT_CODE_OK;
}

int talk_options_parse(struct talk_options *options, const struct talk_verb *verb, int argc,
                       char **argv) {
  static const struct option long_options[] = {
      {"follow", no_argument, NULL, 'f'},
      {"interface", required_argument, NULL, 'i'},
      {"port", required_argument, NULL, OPTION_PORT},
      {"timeout", required_argument, NULL, OPTION_TIMEOUT},
      {"json", no_argument, NULL, OPTION_JSON},
      {"help", no_argument, NULL, 'h'},
      {NULL, 0, NULL, 0},
  };
  int found;
  *options = (struct talk_options){.port = ADDRESS_PORT};
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((found = getopt_long(argc, argv, ":d:i:fh", long_options, NULL)) != -1) {
    int code = take_option(options, verb, found, argv);
    if (code != EXIT_CODE_OK)
      return code;
    if (options->help)
      return fputs(verb->help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
  }
  return take_argument(options, verb, argc, argv);
}
