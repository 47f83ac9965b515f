/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: see options.h. */
#include "cli/sign/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/common/message.h"
#include "cli/common/option.h"

static const char help[] =
    "Usage: thimble sign [OPTION]... --key KEY.pem PATH\n"
    "       thimble sign [OPTION]... --key KEY.pem ORDER\n"
    "Makes a signed order to a device: a SUIT envelope. With PATH, an image or C source (a file "
    "or\n"
    "a folder, which is built first), the order is to install it. Other orders:\n"
    "\n"
    "      --stop=CONTAINER      stop it; it stays installed\n"
    "      --start=CONTAINER     let it run again\n"
    "      --rollback=CONTAINER  go back to the version that was installed before\n"
    "      --remove=CONTAINER    remove it\n"
    "      --policy=FILE         keep this record of a tenant: keys, permissions, quotas\n"
    "      --owner=FILE          keep this record of the owner's keys\n"
    "\n"
    "For whom it is. Project file and policy name them too; an option counts more:\n"
    "  -t, --tenant=NAME         the tenant whose container it is\n"
    "      --vendor=ID           the vendor of the devices: a domain name or a UUID\n"
    "      --class=ID            the class of the devices: a text or a UUID\n"
    "      --device=ID           this device only: a text or a UUID (default: all of the class)\n"
    "      --project=FOLDER      take tenant, vendor and class from the project file there\n"
    "\n"
    "How it is signed and written:\n"
    "  -k, --key=FILE            the private key (thimble keygen)\n"
    "  -o, --output=FILE         write it there (default: CONTAINER.suit, CONTAINER.stop.suit,\n"
    "                            TENANT.policy.suit, owner.suit ...)\n"
    "      --alg=ALGORITHM       esp256 (default) or es256, its older number\n"
    "      --sequence=N          the sequence number (default: the next one of this key for this\n"
    "                            container, kept in KEY.pem.sequence)\n"
    "      --uri=URI             leave the image out; the device fetches it there\n"
    "      --severed             put the install sequence beside the manifest, where it can be\n"
    "                            taken off\n"
    "      --text=TEXT           a description of the update, for people\n"
    "      --json                print one JSON object\n"
    "  -h, --help                print this\n"
    "\n"
    "Keys of the file behind --policy, one `key = value` a line; lists may go on in lines that "
    "start\n"
    "with a space:\n"
    "  tenant                    its name\n"
    "  keys                      public keys that sign for it (*.pub.pem, relative to the file)\n"
    "  grants                    permissions of its containers, as in a project file\n"
    "  hooks                     that its containers may run at, or * for all\n"
    "  containers                at most (default: 1)\n"
    "  memory                    bytes for each container (default: 0, no limit)\n"
    "  fuel-per-second           for each container (default: 0, no limit)\n"
    "  log-per-second            lines of each container (default: 0, no limit)\n"
    "  log-below                 leave out log lines of this level or above (default: 0, none)\n"
    "  failures                  in a row that quarantine a container (default: 3; 0: never)\n"
    "  messages                  that may wait for its containers (default: 0)\n"
    "  private, shared           values of each container, and of all together: entries, bytes,\n"
    "                            writes for each second (0: no limit), and perhaps kept\n"
    "                            (default: none)\n"
    "  vendor, class, device     for which devices the record is\n"
    "The file behind --owner has keys, vendor, class and device.\n";

enum option_letter {
  OPTION_VENDOR = 256,
  OPTION_CLASS,
  OPTION_DEVICE,
  OPTION_PROJECT,
  OPTION_ALGORITHM,
  OPTION_SEQUENCE,
  OPTION_URI,
  OPTION_SEVERED,
  OPTION_TEXT,
  OPTION_JSON,
  OPTION_KIND, /* and the following, one for each enum sign_kind */
};

static const struct option long_options[] = {
    {"stop", required_argument, NULL, OPTION_KIND + SIGN_STOP},
    {"start", required_argument, NULL, OPTION_KIND + SIGN_START},
    {"rollback", required_argument, NULL, OPTION_KIND + SIGN_ROLLBACK},
    {"remove", required_argument, NULL, OPTION_KIND + SIGN_REMOVE},
    {"policy", required_argument, NULL, OPTION_KIND + SIGN_POLICY},
    {"owner", required_argument, NULL, OPTION_KIND + SIGN_OWNER},
    {"tenant", required_argument, NULL, 't'},
    {"vendor", required_argument, NULL, OPTION_VENDOR},
    {"class", required_argument, NULL, OPTION_CLASS},
    {"device", required_argument, NULL, OPTION_DEVICE},
    {"project", required_argument, NULL, OPTION_PROJECT},
    {"key", required_argument, NULL, 'k'},
    {"output", required_argument, NULL, 'o'},
    {"alg", required_argument, NULL, OPTION_ALGORITHM},
    {"sequence", required_argument, NULL, OPTION_SEQUENCE},
    {"uri", required_argument, NULL, OPTION_URI},
    {"severed", no_argument, NULL, OPTION_SEVERED},
    {"text", required_argument, NULL, OPTION_TEXT},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

const char *sign_kind_name(enum sign_kind kind) {
  static const char *const names[SIGN_KINDS] = {"install", "stop",   "start", "rollback",
                                                "remove",  "policy", "owner"};
  return names[kind];
}

static int take_kind(struct sign_options *options, enum sign_kind kind) {
  if (options->subject)
    return message_usage("sign", "one order at a time, but --%s follows", sign_kind_name(kind));
  options->kind = kind;
  options->subject = optarg;
  return EXIT_CODE_OK;
}

static int take_algorithm(struct sign_options *options) {
  if (strcmp(optarg, "esp256") == 0)
    options->algorithm = COSE_ESP256;
  else if (strcmp(optarg, "es256") == 0)
    options->algorithm = COSE_ES256;
  else
    return message_usage("sign", "--alg %s is neither esp256 nor es256", optarg);
  return EXIT_CODE_OK;
}

static int take_sequence(struct sign_options *options) {
  uint64_t number;
  if (!option_number("sign", "--sequence", optarg, 1, UINT32_MAX, &number))
    return EXIT_CODE_USAGE;
  options->sequence = (uint32_t)number;
  return EXIT_CODE_OK;
}

/* The member that an option fills as it is, or null. */
static const char **find_text(struct sign_options *options, int found) {
  switch (found) {
  case 't':
    return &options->tenant;
  case 'k':
    return &options->key;
  case 'o':
    return &options->output;
  case OPTION_VENDOR:
    return &options->vendor;
  case OPTION_CLASS:
    return &options->class;
  case OPTION_DEVICE:
    return &options->device;
  case OPTION_PROJECT:
    return &options->project;
  case OPTION_URI:
    return &options->uri;
  case OPTION_TEXT:
    return &options->text;
  default:
    return NULL;
  }
}

/* Takes one option that getopt_long() has found. Returns an exit code. */
static int take_option(struct sign_options *options, int found, char **argv) {
  const char **text = find_text(options, found);
  if (text)
    *text = optarg;
  else if (found > OPTION_KIND)
    return take_kind(options, (enum sign_kind)(found - OPTION_KIND));
  else if (found == OPTION_ALGORITHM)
    return take_algorithm(options);
  else if (found == OPTION_SEQUENCE)
    return take_sequence(options);
  else if (found == OPTION_SEVERED)
    options->severed = true;
  else if (found == OPTION_JSON)
    options->as_json = true;
  else if (found == 'h')
    options->help = true;
  else
    return option_wrong("sign", argv, found);
  return EXIT_CODE_OK;
}

static int take_subject(struct sign_options *options, int argc, char **argv) {
  if (!options->subject)
    return option_one_path("sign", argc, argv, &options->subject) ? EXIT_CODE_OK : EXIT_CODE_USAGE;
  if (optind < argc)
    return message_usage("sign", "one order at a time, but %s follows", argv[optind]);
  return EXIT_CODE_OK;
}

int sign_options_parse(struct sign_options *options, int argc, char **argv) {
  int found;
  *options = (struct sign_options){.verb = "sign", .algorithm = COSE_ESP256};
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((found = getopt_long(argc, argv, ":t:k:o:h", long_options, NULL)) != -1) {
    int code = take_option(options, found, argv);
    if (code != EXIT_CODE_OK)
      return code;
    if (options->help)
      return fputs(help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
  }
  return take_subject(options, argc, argv);
}
