/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c: the verb `thimble verify`: what a device would do with an envelope, by the device's own
 * code. */
#include <getopt.h>
#include <stdio.h>
#include <thimble/limits.h>

#include "cli/common/file.h"
#include "cli/common/identity.h"
#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/sign/key.h"
#include "cli/verb.h"
#include "cli/verify/report.h"

#define KEYS_MAXIMUM 8u
#define ENVELOPE_MAXIMUM (THIMBLE_IMAGE_MAXIMUM + (1u << 16))

static const char help[] =
    "Usage: thimble verify [OPTION]... --key KEY.pem FILE\n"
    "Runs the code of a device on a SUIT envelope, from whomever it is: the signature first, then\n"
    "what a Thimble device would do, command by command.\n"
    "\n"
    "  -k, --key=FILE     a key that the device knows (its public half will do); may be repeated\n"
    "      --vendor=ID    the vendor of the device: a domain name or a UUID\n"
    "      --class=ID     its class: a text or a UUID\n"
    "      --device=ID    the device itself: a text or a UUID\n"
    "                     (default: those that the manifest asks for first)\n"
    "      --json         print one JSON object\n"
    "  -h, --help         print this\n"
    "\n"
    "The exit code is 0 when the signature is right and a device would carry it all out.\n";

struct arguments {
  const char *path;
  const char *keys[KEYS_MAXIMUM];
  uint32_t key_count;
  const char *ids[VERIFY_IDS]; /* vendor, class, device; null: not given */
  bool as_json;
  bool help;
};

enum option_letter {
  OPTION_JSON = 256,
  OPTION_ID, /* and the following */
};

static int take_key(struct arguments *arguments) {
  if (arguments->key_count == KEYS_MAXIMUM)
    return message_usage("verify", "at most %u keys, but --key %s follows", KEYS_MAXIMUM, optarg);
  arguments->keys[arguments->key_count++] = optarg;
  return EXIT_CODE_OK;
}

static int take_option(struct arguments *arguments, int option, char **argv) {
  if (option == 'k')
    return take_key(arguments);
  if (option >= OPTION_ID)
    arguments->ids[option - OPTION_ID] = optarg;
  else if (option == OPTION_JSON)
    arguments->as_json = true;
  else if (option == 'h')
    arguments->help = true;
  else
    return option_wrong("verify", argv, option);
  return EXIT_CODE_OK;
}

static int check_arguments(const struct arguments *arguments) {
  if (arguments->key_count == 0)
    return message_usage("verify", "no key is given; --key names one that the device knows");
  if (arguments->ids[0] && !identity_is_vendor(arguments->ids[0]))
    return message_usage("verify", "--vendor %s is not " IDENTITY_VENDOR_FORM, arguments->ids[0]);
  for (uint32_t i = 1; i < VERIFY_IDS; i++) {
    struct uuid uuid;
    const char *name = i == 1 ? "class" : "device", *id = arguments->ids[i];
    if (id && !identity_is_class(id))
      return message_usage("verify", "--%s %s is not " IDENTITY_CLASS_FORM, name, id);
    if (id && !uuid_read(&uuid, id) && !arguments->ids[0])
      return message_usage("verify", "--%s %s is no UUID, and needs --vendor to become one", name,
                           id);
  }
  return EXIT_CODE_OK;
}

static int read_arguments(int argc, char **argv, struct arguments *arguments) {
  static const struct option options[] = {
      {"key", required_argument, NULL, 'k'},
      {"vendor", required_argument, NULL, OPTION_ID},
      {"class", required_argument, NULL, OPTION_ID + 1},
      {"device", required_argument, NULL, OPTION_ID + 2},
      {"json", no_argument, NULL, OPTION_JSON},
      {"help", no_argument, NULL, 'h'},
      {NULL, 0, NULL, 0},
  };
  int option;
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((option = getopt_long(argc, argv, ":k:h", options, NULL)) != -1) {
    int code = take_option(arguments, option, argv);
    if (code != EXIT_CODE_OK || arguments->help)
      return code;
  }
  if (!option_one_path("verify", argc, argv, &arguments->path))
    return EXIT_CODE_USAGE;
  return check_arguments(arguments);
}

static void set_ids(struct verification *verification, const struct arguments *arguments) {
  static const struct uuid none = {{0}};
  struct uuid vendor = arguments->ids[0] ? identity_vendor(arguments->ids[0]) : none;
  for (uint32_t i = 0; i < VERIFY_IDS; i++) {
    if (!arguments->ids[i])
      continue;
    verification->ids[i].is_given = true;
    verification->ids[i].uuid = i == 0 ? vendor : identity_of_vendor(&vendor, arguments->ids[i]);
  }
}

struct ring {
  struct key keys[KEYS_MAXIMUM];
  struct thimble_signer signers[KEYS_MAXIMUM];
  uint32_t count;
};

static bool read_keys(struct ring *ring, const struct arguments *arguments) {
  for (; ring->count < arguments->key_count; ring->count++) {
    struct key *key = &ring->keys[ring->count];
    if (!key_read(key, arguments->keys[ring->count], KEY_EITHER))
      return false;
    ring->signers[ring->count] = (struct thimble_signer){key_point(key), key_identifier(key)};
  }
  return true;
}

static int verify(const struct arguments *arguments, const struct ring *ring) {
  struct file_bytes file;
  if (!file_read(&file, arguments->path, ENVELOPE_MAXIMUM))
    return EXIT_CODE_FAILURE;
  struct verification verification = {.bytes = {file.data, file.length},
                                      .signers = {ring->signers, ring->count}};
  const struct verify_report report = {arguments->path, &verification};
  set_ids(&verification, arguments);
  verify_envelope(&verification);
  if (arguments->as_json)
    verify_report_json(&report);
  else
    verify_report_text(&report);
  bool good = verify_is_processable(&verification);
  verification_free(&verification);
  file_free(&file);
  return good ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

int thimble_verb_verify(int argc, char **argv) {
  struct arguments arguments = {0};
  struct ring ring = {.count = 0};
  int code = read_arguments(argc, argv, &arguments);
  if (code != EXIT_CODE_OK)
    return code;
  if (arguments.help)
    return fputs(help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
  code = read_keys(&ring, &arguments) ? verify(&arguments, &ring) : EXIT_CODE_FAILURE;
  while (ring.count > 0)
    key_free(&ring.keys[--ring.count]);
  return code;
}
