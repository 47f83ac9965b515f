/* SPDX-License-Identifier: Apache-2.0 */
/* push_order.c: the verbs `thimble stop`, `start`, `rm` and `rollback`: sign a short order in
 * memory and bring it to a device. */
#include <stdio.h>

#include "cli/common/message.h"
#include "cli/network/push_options.h"
#include "cli/network/push_send.h"
#include "cli/verb.h"

struct order {
  const char *verb;
  enum sign_kind kind;
  const char *summary;
};

static const char help[] =
    "CONTAINER is its name, or TENANT/NAME.\n"
    "\n"
    "  -d DEVICE               its address, or its name in the file of devices (default: the\n"
    "                          default that the file names)\n"
    "      --timeout=SECONDS   without an answer, after which it is given up (default: 120)\n"
    "  -q, --quiet             say nothing but what goes wrong\n"
    "      --json              print one JSON object\n"
    "\n"
    "How it is signed; see thimble sign:\n"
    "  -k, --key=FILE          the private key\n"
    "  -t, --tenant=NAME       the tenant whose container it is\n"
    "      --vendor=ID         the vendor of the device (default: as the device says)\n"
    "      --class=ID          its class (default: as the device says)\n"
    "      --device=ID         this device only: a text or a UUID (default: all of the class)\n"
    "      --project=FOLDER    take tenant, vendor and class from the project file there\n"
    "      --sequence=N        the sequence number (default: the next one)\n"
    "  -h, --help              print this\n"
    "\n"
    "The exit code is 0 when the device did it.\n";

static int print_help(const struct order *order) {
  int printed =
      printf("Usage: thimble %s [OPTION]... CONTAINER\n%s\n%s", order->verb, order->summary, help);
  return printed < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
}

static int run(const struct order *order, int argc, char **argv) {
  struct push_options options;
  int code = push_options_parse(&options, order->verb, order->kind, argc, argv);
  if (code == EXIT_CODE_OK)
    code = options.help ? print_help(order) : push_send(&options);
  push_options_free(&options);
  return code;
}

int thimble_verb_stop(int argc, char **argv) {
  static const struct order order = {
      "stop", SIGN_STOP, "Stops a container on a device; it stays installed. The order is signed."};
  return run(&order, argc, argv);
}

int thimble_verb_start(int argc, char **argv) {
  static const struct order order = {"start", SIGN_START,
                                     "Lets a container on a device run again, also one that failed "
                                     "too often.\nThe order is signed."};
  return run(&order, argc, argv);
}

int thimble_verb_rm(int argc, char **argv) {
  static const struct order order = {"rm", SIGN_REMOVE,
                                     "Removes a container from a device. The order is signed."};
  return run(&order, argc, argv);
}

int thimble_verb_rollback(int argc, char **argv) {
  static const struct order order = {
      "rollback", SIGN_ROLLBACK,
      "Goes back to the version of a container that was installed before. The order is signed."};
  return run(&order, argc, argv);
}
