/* SPDX-License-Identifier: Apache-2.0 */
/* push.c: the verb `thimble push`: brings an order to a device. */
#include <stdio.h>

#include "cli/common/message.h"
#include "cli/network/push_options.h"
#include "cli/network/push_send.h"
#include "cli/verb.h"

static const char help[] =
    "Usage: thimble push [OPTION]... [coap://ADDRESS/] PATH\n"
    "Brings an order to a device over CoAP, and says what becomes of it. PATH is an envelope\n"
    "(*.suit), which is sent as it is; or an image or C source (a file or a folder, which is "
    "built\n"
    "first): an order to install it is signed and sent.\n"
    "\n"
    "  -d DEVICE               its address, or its name in the file of devices (default: the\n"
    "                          default that the file names)\n"
    "      --timeout=SECONDS   without progress, after which it is given up (default: 120)\n"
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
    "      --text=TEXT         a description of the update, for people\n"
    "      --policy=FILE       instead of PATH: send this record of a tenant\n"
    "      --owner=FILE        instead of PATH: send this record of the owner's keys\n"
    "  -h, --help              print this\n"
    "\n"
    "The exit code is 0 when the device did it.\n";

int thimble_verb_push(int argc, char **argv) {
  struct push_options options;
  int code = push_options_parse(&options, "push", SIGN_IMAGE, argc, argv);
  if (code == EXIT_CODE_OK && options.help)
    code = fputs(help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
  else if (code == EXIT_CODE_OK)
    code = push_send(&options);
  push_options_free(&options);
  return code;
}
