/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: see options.h. */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/common/identity.h"
#include "cli/common/message.h"
#include "cli/common/option.h"
#include "linux/udp.h"

static const char help[] =
    "Usage: thimbled --flash=FILE --vendor=ID --class=ID [OPTION]...\n"
    "Runs containers on this computer, which are installed over the network by signed orders.\n"
    "\n"
    "  -f, --flash=FILE       the device's flash; made when it is not there\n"
    "      --slots=N          slots in a new one (16), 64 KiB each: 3 to 128\n"
    "      --vendor=ID        the device's vendor: a domain name, or a UUID\n"
    "      --class=ID         its class: a text, or a UUID\n"
    "      --device=ID        this one device: a text, or a UUID\n"
    "      --owner-key=FILE   the owner's public key, in PEM: kept when the flash has no owner "
    "yet\n"
    "  -a, --address=ADDRESS  listen at this IPv6 address only\n"
    "  -p, --port=N           listen at this port (5683); 0: any\n"
    "  -i, --interface=NAME   be found by multicast on this interface\n"
    "  -s, --sensor=KIND[.INDEX]=SOURCE\n"
    "                         a simulated sensor (may be repeated); see thimble run --help\n"
    "  -q, --quiet            do not print what containers log\n"
    "      --version          print the version\n"
    "  -h, --help             print this\n"
    "\n"
    "It prints `port N` when it is ready, and ends with SIGTERM or SIGINT.\n"
    "Exit codes: 0 it was told to end, 1 something failed, 2 the command line is wrong.\n";

enum {
  OPTION_SLOTS = 256,
  OPTION_VENDOR,
  OPTION_CLASS,
  OPTION_DEVICE,
  OPTION_OWNER_KEY,
  OPTION_VERSION,
  SLOTS_LEAST = 3,
  SLOTS_MOST = 128,
  SLOTS_USUAL = 16,
  PORT_USUAL = 5683
};

static const struct option long_options[] = {
    {"flash", required_argument, NULL, 'f'},
    {"slots", required_argument, NULL, OPTION_SLOTS},
    {"vendor", required_argument, NULL, OPTION_VENDOR},
    {"class", required_argument, NULL, OPTION_CLASS},
    {"device", required_argument, NULL, OPTION_DEVICE},
    {"owner-key", required_argument, NULL, OPTION_OWNER_KEY},
    {"address", required_argument, NULL, 'a'},
    {"port", required_argument, NULL, 'p'},
    {"interface", required_argument, NULL, 'i'},
    {"sensor", required_argument, NULL, 's'},
    {"quiet", no_argument, NULL, 'q'},
    {"version", no_argument, NULL, OPTION_VERSION},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

/* What the command line says of the device, before it is understood. */
struct texts {
  const char *vendor, *class, *device;
};

static int take_number(const char *option, uint64_t least, uint64_t most, uint64_t *number) {
  return option_number(NULL, option, optarg, least, most, number) ? EXIT_CODE_OK : EXIT_CODE_USAGE;
}

static int take_port(struct options *options) {
  uint64_t number = 0;
  int code = take_number("--port", 0, UINT16_MAX, &number);
  options->port = (uint16_t)number;
  return code;
}

static int take_slots(struct options *options) {
  uint64_t number = 0;
  int code = take_number("--slots", SLOTS_LEAST, SLOTS_MOST, &number);
  options->slots = (uint32_t)number;
  return code;
}

static int print(struct options *options, const char *text) {
  options->help = true;
  fputs(text, stdout);
  return EXIT_CODE_OK;
}

static int take_identity(struct texts *texts, int found) {
  if (found == OPTION_VENDOR)
    texts->vendor = optarg;
  else if (found == OPTION_CLASS)
    texts->class = optarg;
  else
    texts->device = optarg;
  return EXIT_CODE_OK;
}

static int take_text(struct options *options, int found) {
  if (found == 'f')
    options->flash = optarg;
  else if (found == 'a')
    options->address = optarg;
  else if (found == 'i')
    options->interface = optarg;
  else
    options->owner_key = optarg;
  return EXIT_CODE_OK;
}

static int take_option(struct options *options, struct simulator *simulator, struct texts *texts,
                       int found, char **argv) {
  switch (found) {
  case OPTION_SLOTS:
    return take_slots(options);
  case OPTION_VENDOR:
  case OPTION_CLASS:
  case OPTION_DEVICE:
    return take_identity(texts, found);
  case 'p':
    return take_port(options);
  case 's':
    return simulator_add_sensor(simulator, optarg);
  case 'q':
    options->quiet = true;
    return EXIT_CODE_OK;
  case 'h':
    return print(options, help);
  case OPTION_VERSION:
    return print(options, "thimbled " THIMBLE_VERSION "\n");
  case ':':
  case '?':
    return option_wrong(NULL, argv, found);
  default:
    return take_text(options, found);
  }
}

static int understand(struct options *options, const struct texts *texts) {
  struct thimble_coap_peer peer;
  if (options->flash == NULL)
    return message_usage(NULL, "--flash is missing");
  if (texts->vendor == NULL || !identity_is_vendor(texts->vendor))
    return message_usage(NULL, "--vendor has to be " IDENTITY_VENDOR_FORM);
  if (texts->class == NULL || !identity_is_class(texts->class))
    return message_usage(NULL, "--class has to be " IDENTITY_CLASS_FORM);
  if (texts->device != NULL && !identity_is_class(texts->device))
    return message_usage(NULL, "--device has to be " IDENTITY_CLASS_FORM);
  if (options->address != NULL &&
      thimble_linux_udp_peer(&peer, options->address, options->port) != THIMBLE_OK)
    return message_usage(NULL,
                         "--address %s is no IPv6 address of numbers, such as ::1 or fe80::1%%eth0",
                         options->address);
  options->vendor = identity_vendor(texts->vendor);
  options->class = identity_of_vendor(&options->vendor, texts->class);
  options->has_device = texts->device != NULL;
  if (options->has_device)
    options->device = identity_of_vendor(&options->vendor, texts->device);
  return EXIT_CODE_OK;
}

static int read_key(struct options *options) {
  if (options->owner_key == NULL)
    return EXIT_CODE_OK;
  options->has_key = key_read(&options->key, options->owner_key, KEY_EITHER);
  return options->has_key ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

int options_parse(struct options *options, struct simulator *simulator, int argc, char **argv) {
  struct texts texts = {0};
  int found, code = EXIT_CODE_OK;
  *options = (struct options){.port = PORT_USUAL, .slots = SLOTS_USUAL};
  message_program("thimbled");
  while (code == EXIT_CODE_OK && !options->help &&
         (found = getopt_long(argc, argv, ":f:a:p:i:s:qh", long_options, NULL)) != -1)
    code = take_option(options, simulator, &texts, found, argv);
  if (code != EXIT_CODE_OK || options->help)
    return code;
  if (optind < argc)
    return message_usage(NULL, "%s is too much", argv[optind]);
  code = understand(options, &texts);
  return code == EXIT_CODE_OK ? read_key(options) : code;
}

void options_free(struct options *options) {
  if (options->has_key)
    key_free(&options->key);
}
