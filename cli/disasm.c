/* SPDX-License-Identifier: Apache-2.0 */
/* disasm.c: the verb `thimble disasm`: the program of an image for people to read. */
#include <getopt.h>
#include <stdio.h>

#include "cli/builder/open_image.h"
#include "cli/common/engine_name.h"
#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/disasm/listing.h"
#include "cli/disasm/wasm_listing.h"
#include "cli/verb.h"
#include "linux/escape.h"

static const char help[] =
    "Usage: thimble disasm [OPTION]... PATH\n"
    "Shows the instructions of a container with functions and source lines, then its data. PATH "
    "is\n"
    "an image, or a source or folder as thimble build takes it. Images that the verifier refuses "
    "are\n"
    "shown too.\n"
    "\n"
    "      --engine NAME   build sources for this engine, ebpf or wasm\n"
    "  -h, --help          print this\n";

static void print_title(const struct thimble_image *image) {
  thimble_linux_write_escaped(stdout, image->name);
  putchar(' ');
  thimble_linux_write_escaped(stdout, image->version);
  fputs(" for hook ", stdout);
  thimble_linux_write_escaped(stdout, image->hook);
  fputs("\n\n", stdout);
}

static int show(const char *path, uint32_t engine) {
  struct open_image opened;
  struct program_view view;
  int code = open_image(&opened, path, engine);
  if (code != EXIT_CODE_OK)
    return code;
  view_program(&view, &opened.image);
  if (view.ebpf) {
    print_title(&opened.image);
    print_listing(&opened, &view);
  } else if (view.wasm) {
    print_title(&opened.image);
    wasm_listing_print(&opened, &view);
  } else {
    message_error_at(path, 0, "is for engine %u, whose programs cannot be shown",
                     opened.image.engine);
    code = EXIT_CODE_FAILURE;
  }
  close_image(&opened);
  return code;
}

int thimble_verb_disasm(int argc, char **argv) {
  static const struct option options[] = {{"engine", required_argument, NULL, 'e'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  const char *path;
  uint32_t engine = 0;
  int found;
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((found = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
    if (found == 'h')
      return fputs(help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
    if (found != 'e')
      return option_wrong("disasm", argv, found);
    if (!engine_named(optarg, &engine))
      return message_usage("disasm", "--engine %s is neither ebpf nor wasm", optarg);
  }
  return option_one_path("disasm", argc, argv, &path) ? show(path, engine) : EXIT_CODE_USAGE;
}
