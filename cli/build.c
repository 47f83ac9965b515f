/* SPDX-License-Identifier: Apache-2.0 */
/* build.c: the verb `thimble build`: from C source to an image in a file. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/builder/image.h"
#include "cli/common/engine_name.h"
#include "cli/common/file.h"
#include "cli/common/grant_text.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/verb.h"

static const char help[] =
    "Usage: thimble build [OPTION]... PATH\n"
    "Compiles and links a container to an image. PATH is a C file, the root of a Rust crate, a\n"
    "WebAssembly module, or a folder of sources with an optional project file thimble.ini.\n"
    "\n"
    "  -o, --output FILE   write the image there (default: NAME.thimble in this folder)\n"
    "      --engine NAME   ebpf or wasm (default: ebpf for C, wasm for all else)\n"
    "      --cpu CPU       eBPF: instructions to use: v3 or v4 (default: the newest of the "
    "compiler)\n"
    "      --strip         leave out the source lines\n"
    "  -O LEVEL            optimise: 0, 1, 2, 3, s or z (default: 2)\n"
    "  -v, --verbose       print the compiler's command lines\n"
    "  -h, --help          print this\n"
    "\n"
    "Keys of thimble.ini, one `key = value` a line:\n"
    "  name      of the container (default: the folder's)\n"
    "  version   of the container (default: 0.1.0)\n"
    "  hook      that runs it (default: timer)\n"
    "  entry     the function that the hook calls (default: run)\n"
    "  grants    permissions to ask for (default: those that the code needs)\n"
    "            some may be narrowed: sensor(temperature), actuator(0 1),\n"
    "            value-read(private/ shared/t.), value-write(private/)\n"
    "  order     among the containers of the hook, 0 to 255 (default: 100)\n"
    "  fuel      instructions for one run (default: 100000)\n"
    "  depth     calls that may be open at once; only recursion needs it\n"
    "  engine    ebpf or wasm (default: ebpf)\n"
    "  stack     wasm: bytes for the variables of functions (default: what the code needs)\n"
    "  heap      wasm: bytes by which memory may grow (default: 0)\n"
    "  context   wasm: bytes of the hook's context (default: as the hook's name says, or 64)\n"
    "  sources   C files (default: all in the folder), a Rust file (lib.rs) or a module\n"
    "  cflags    for the compiler\n"
    "  tenant, vendor, class\n"
    "            for whom thimble sign signs it; no part of the image\n"
    "\n"
    "THIMBLE_CLANG names the compiler, THIMBLE_SDK the folder of the SDK; for wasm "
    "THIMBLE_WASM_LD\n"
    "names the linker, and THIMBLE_RUSTC the compiler of Rust.\n";

enum option_letter {
  OPTION_CPU = 256,
  OPTION_STRIP,
  OPTION_ENGINE,
};

struct arguments {
  struct build_options options;
  const char *engine;
  const char *output;
  bool help;
};

static bool is_one_of(const char *text, const char *const *choices) {
  for (; *choices; choices++) {
    if (strcmp(text, *choices) == 0)
      return true;
  }
  return false;
}

/* Checks what a later stage could only pass on to the compiler. */
static int check_choices(struct arguments *arguments) {
  struct build_options *options = &arguments->options;
  static const char *const cpus[] = {"v3", "v4", NULL};
  static const char *const levels[] = {"0", "1", "2", "3", "s", "z", NULL};
  if (options->cpu && !is_one_of(options->cpu, cpus))
    return message_usage("build", "--cpu %s is neither v3 nor v4", options->cpu);
  if (options->optimization && !is_one_of(options->optimization, levels))
    return message_usage("build", "-O %s is none of 0, 1, 2, 3, s and z", options->optimization);
  if (arguments->engine && !engine_named(arguments->engine, &options->engine))
    return message_usage("build", "--engine %s is neither ebpf nor wasm", arguments->engine);
  return EXIT_CODE_OK;
}

static void take_option(struct arguments *arguments, int option) {
  switch (option) {
  case 'o':
    arguments->output = optarg;
    break;
  case 'O':
    arguments->options.optimization = optarg;
    break;
  case 'v':
    arguments->options.verbose = true;
    break;
  case OPTION_CPU:
    arguments->options.cpu = optarg;
    break;
  case OPTION_ENGINE:
    arguments->engine = optarg;
    break;
  case OPTION_STRIP:
    arguments->options.strip = true;
    break;
  default:
    arguments->help = true;
  }
}

static int read_arguments(int argc, char **argv, struct arguments *arguments) {
  static const struct option options[] = {
      {"output", required_argument, NULL, 'o'},
      {"cpu", required_argument, NULL, OPTION_CPU},
      {"strip", no_argument, NULL, OPTION_STRIP},
      {"verbose", no_argument, NULL, 'v'},
      {"help", no_argument, NULL, 'h'},
      {"engine", required_argument, NULL, OPTION_ENGINE},
      {NULL, 0, NULL, 0},
  };
  int option;
  while ((option = getopt_long(argc, argv, ":o:O:vh", options, NULL)) != -1) {
    if (option == ':' || option == '?')
      return option_wrong("build", argv, option);
    take_option(arguments, option);
  }
  if (arguments->help)
    return EXIT_CODE_OK;
  if (!option_one_path("build", argc, argv, &arguments->options.path))
    return EXIT_CODE_USAGE;
  return check_choices(arguments);
}

static void print_grant(uint32_t grant, const struct thimble_scope *scope) {
  char bytes[GRANT_TEXT_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  grant_append(&text, grant, scope);
  printf(" %s", bytes);
}

static void print_summary(const char *path, const struct build_result *result) {
  const struct thimble_image *image = &result->image;
  printf("%s: %u bytes, %u instructions, stack %u", path, result->length, result->instructions,
         result->stack);
  if (image->engine == THIMBLE_ENGINE_WASM)
    printf(", memory %u", result->linear);
  printf(", grants");
  for (uint32_t grant = 0; grant < THIMBLE_GRANT_COUNT; grant++) {
    if (image->asked.grants >> grant & 1)
      print_grant(grant, &image->asked.scope);
  }
  printf("%s, fuel %u", image->asked.grants == 0 ? " none" : "", image->fuel);
  if (image->order != THIMBLE_ORDER_DEFAULT)
    printf(", order %u", image->order);
  putchar('\n');
  if (result->stack_why)
    printf("%s: the stack is a guess: %s; see stack and depth in thimble build --help\n", path,
           result->stack_why);
  if (result->memory_why)
    printf("%s: %s; see man thimble-build\n", path, result->memory_why);
}

static int build(const struct arguments *arguments) {
  struct build_result result;
  int code = build_image(&arguments->options, &result);
  if (code != EXIT_CODE_OK)
    return code;
  char *path =
      arguments->output ? memory_text(arguments->output) : memory_format("%s.thimble", result.name);
  bool written = file_write(path, result.bytes, result.length);
  if (written)
    print_summary(path, &result);
  free(path);
  build_result_free(&result);
  return written ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

int thimble_verb_build(int argc, char **argv) {
  struct arguments arguments = {0};
  int code = read_arguments(argc, argv, &arguments);
  if (code == EXIT_CODE_OK && arguments.help)
    fputs(help, stdout);
  else if (code == EXIT_CODE_OK)
    code = build(&arguments);
  return code;
}
