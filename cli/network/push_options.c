/* SPDX-License-Identifier: Apache-2.0 */
/* push_options.c: see push_options.h. */
#include "cli/network/push_options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/option.h"

#define TIMEOUT_USUAL 120u
#define TIMEOUT_MAXIMUM 86400u

enum option_letter {
  OPTION_VENDOR = 256,
  OPTION_CLASS,
  OPTION_DEVICE,
  OPTION_PROJECT,
  OPTION_SEQUENCE,
  OPTION_TIMEOUT,
  OPTION_JSON,
  OPTION_POLICY, /* from here on only for push */
  OPTION_OWNER,
  OPTION_TEXT,
};

static const struct option long_options[] = {
    {"tenant", required_argument, NULL, 't'},
    {"key", required_argument, NULL, 'k'},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {"vendor", required_argument, NULL, OPTION_VENDOR},
    {"class", required_argument, NULL, OPTION_CLASS},
    {"device", required_argument, NULL, OPTION_DEVICE},
    {"project", required_argument, NULL, OPTION_PROJECT},
    {"sequence", required_argument, NULL, OPTION_SEQUENCE},
    {"timeout", required_argument, NULL, OPTION_TIMEOUT},
    {"json", no_argument, NULL, OPTION_JSON},
    {"policy", required_argument, NULL, OPTION_POLICY},
    {"owner", required_argument, NULL, OPTION_OWNER},
    {"text", required_argument, NULL, OPTION_TEXT},
    {NULL, 0, NULL, 0},
};

static const char *name_of(int found) {
  const struct option *option = long_options;
  while (option->val != found)
    option++;
  return option->name;
}

/* The member that an option fills as it is, or null. */
static const char **find_text(struct push_options *options, int found) {
  switch (found) {
  case 'd':
    return &options->device;
  case 't':
    return &options->sign.tenant;
  case 'k':
    return &options->sign.key;
  case OPTION_VENDOR:
    return &options->sign.vendor;
  case OPTION_CLASS:
    return &options->sign.class;
  case OPTION_DEVICE:
    return &options->sign.device;
  case OPTION_PROJECT:
    return &options->sign.project;
  case OPTION_TEXT:
    return &options->sign.text;
  default:
    return NULL;
  }
}

static int take_number(struct push_options *options, int found) {
  bool is_timeout = found == OPTION_TIMEOUT;
  uint64_t number;
  if (!option_number(options->sign.verb, is_timeout ? "--timeout" : "--sequence", optarg, 1,
                     is_timeout ? TIMEOUT_MAXIMUM : UINT32_MAX, &number))
    return EXIT_CODE_USAGE;
  *(is_timeout ? &options->timeout : &options->sign.sequence) = (uint32_t)number;
  return EXIT_CODE_OK;
}

static int take_record(struct push_options *options, enum sign_kind kind) {
  if (options->sign.subject)
    return message_usage("push", "one order at a time, but --%s follows", sign_kind_name(kind));
  options->sign.kind = kind;
  options->sign.subject = optarg;
  return EXIT_CODE_OK;
}

static int take_option(struct push_options *options, int found, char **argv, bool is_push) {
  const char **text = find_text(options, found);
  if (found >= OPTION_POLICY && !is_push)
    return message_usage(options->sign.verb, "there is no option --%s", name_of(found));
  if (text)
    *text = optarg;
  else if (found == OPTION_TIMEOUT || found == OPTION_SEQUENCE)
    return take_number(options, found);
  else if (found == OPTION_POLICY || found == OPTION_OWNER)
    return take_record(options, found == OPTION_POLICY ? SIGN_POLICY : SIGN_OWNER);
  else if (found == OPTION_JSON)
    options->as_json = true;
  else if (found == 'q')
    options->is_quiet = true;
  else if (found == 'h')
    options->help = true;
  else
    return option_wrong(options->sign.verb, argv, found);
  return EXIT_CODE_OK;
}

static bool has_end(const char *text, const char *end) {
  size_t length = strlen(text), wanted = strlen(end);
  return length > wanted && strcmp(text + length - wanted, end) == 0;
}

/* `push coap://[::1]/ PATH` is `push -d coap://[::1]/ PATH`. */
static int take_path(struct push_options *options, int argc, char **argv) {
  if (optind < argc && strncmp(argv[optind], "coap://", 7) == 0) {
    if (options->device)
      return message_usage("push", "one device at a time, but %s follows", argv[optind]);
    options->device = argv[optind++];
  }
  if (options->sign.subject && optind < argc)
    return message_usage("push", "one order at a time, but %s follows", argv[optind]);
  if (!options->sign.subject &&
      !option_one_path(options->sign.verb, argc, argv, &options->sign.subject))
    return EXIT_CODE_USAGE;
  options->is_envelope =
      options->sign.kind == SIGN_IMAGE && has_end(options->sign.subject, ".suit");
  return EXIT_CODE_OK;
}

/* CONTAINER, or TENANT/CONTAINER. */
static int take_container(struct push_options *options, int argc, char **argv) {
  const char *verb = options->sign.verb;
  if (optind != argc - 1)
    return message_usage(verb, optind < argc ? "one container at a time" : "no container is given");
  const char *slash = strchr(argv[optind], '/');
  options->sign.subject = slash ? slash + 1 : argv[optind];
  if (!slash)
    return EXIT_CODE_OK;
  if (options->sign.tenant)
    return message_usage(verb, "%s names the tenant; leave out --tenant", argv[optind]);
  options->tenant = memory_format("%.*s", (int)(slash - argv[optind]), argv[optind]);
  options->sign.tenant = options->tenant;
  return EXIT_CODE_OK;
}

int push_options_parse(struct push_options *options, const char *verb, enum sign_kind kind,
                       int argc, char **argv) {
  bool is_push = kind == SIGN_IMAGE;
  int found;
  *options = (struct push_options){.timeout = TIMEOUT_USUAL,
                                   .sign = {.verb = verb, .kind = kind, .algorithm = COSE_ESP256}};
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((found = getopt_long(argc, argv, ":d:t:k:qh", long_options, NULL)) != -1) {
    int code = take_option(options, found, argv, is_push);
    if (code != EXIT_CODE_OK || options->help)
      return code;
  }
  return is_push ? take_path(options, argc, argv) : take_container(options, argc, argv);
}

void push_options_free(struct push_options *options) {
  free(options->tenant);
}
