/* SPDX-License-Identifier: Apache-2.0 */
/* keygen.c: the verb `thimble keygen`: a pair of keys, or what there is to say about one. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/common/file.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/common/path.h"
#include "cli/sign/key.h"
#include "cli/sign/key_print.h"
#include "cli/verb.h"

static const char help[] =
    "Usage: thimble keygen [OPTION]...\n"
    "Makes a pair of keys on the curve P-256: NAME.pem, which signs and is to be kept secret, and\n"
    "NAME.pub.pem, which devices and policies know it by. Prints the key's identifier: the first\n"
    "8 bytes of SHA-256 of its point (65 bytes, uncompressed).\n"
    "\n"
    "  -o, --output NAME  name of the files (default: thimble-key)\n"
    "      --force        overwrite files that are there\n"
    "      --show FILE    make nothing; tell about this key, private or public\n"
    "      --raw          print the point as an array in C, to build into a firmware\n"
    "      --hex          print the point in hexadecimal digits\n"
    "      --json         print one JSON object\n"
    "  -h, --help         print this\n";

struct arguments {
  const char *output;
  const char *show;
  enum key_form form;
  uint32_t forms; /* how many were asked for */
  bool force;
  bool help;
};

enum option_letter {
  OPTION_FORCE = 256,
  OPTION_SHOW,
  OPTION_RAW,
  OPTION_HEX,
  OPTION_JSON,
};

static void choose_form(struct arguments *arguments, enum key_form form) {
  arguments->form = form;
  arguments->forms++;
}

static void take_option(struct arguments *arguments, int option) {
  switch (option) {
  case 'o':
    arguments->output = optarg;
    break;
  case OPTION_FORCE:
    arguments->force = true;
    break;
  case OPTION_SHOW:
    arguments->show = optarg;
    break;
  case OPTION_RAW:
    choose_form(arguments, KEY_FORM_RAW);
    break;
  case OPTION_HEX:
    choose_form(arguments, KEY_FORM_HEX);
    break;
  case OPTION_JSON:
    choose_form(arguments, KEY_FORM_JSON);
    break;
  default:
    arguments->help = true;
  }
}

static int check_arguments(const struct arguments *arguments, int argc, char **argv) {
  if (optind < argc)
    return message_usage("keygen", "%s is too much; a name goes behind --output", argv[optind]);
  if (arguments->forms > 1)
    return message_usage("keygen", "--raw, --hex and --json exclude each other");
  if (arguments->show && (arguments->output || arguments->force))
    return message_usage("keygen", "--show makes no files; leave out --output and --force");
  if (arguments->output && path_last_part(arguments->output)[0] == '\0')
    return message_usage("keygen", "--output %s names no file", arguments->output);
  return EXIT_CODE_OK;
}

static int read_arguments(int argc, char **argv, struct arguments *arguments) {
  static const struct option options[] = {
      {"output", required_argument, NULL, 'o'},
      {"force", no_argument, NULL, OPTION_FORCE},
      {"show", required_argument, NULL, OPTION_SHOW},
      {"raw", no_argument, NULL, OPTION_RAW},
      {"hex", no_argument, NULL, OPTION_HEX},
      {"json", no_argument, NULL, OPTION_JSON},
      {"help", no_argument, NULL, 'h'},
      {NULL, 0, NULL, 0},
  };
  int option;
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((option = getopt_long(argc, argv, ":o:h", options, NULL)) != -1) {
    if (option == ':' || option == '?')
      return option_wrong("keygen", argv, option);
    take_option(arguments, option);
  }
  return arguments->help ? EXIT_CODE_OK : check_arguments(arguments, argc, argv);
}

static int show(const struct arguments *arguments) {
  struct key key;
  if (!key_read(&key, arguments->show, KEY_EITHER))
    return EXIT_CODE_FAILURE;
  char *path = memory_text(arguments->show);
  const struct key_files files = {key.private ? path : NULL, key.private ? NULL : path};
  key_print(&key, &files, arguments->form);
  free(path);
  key_free(&key);
  return EXIT_CODE_OK;
}

static bool write_pair(const struct key *key, const struct key_files *files) {
  struct file_bytes private = key_private_text(key);
  struct file_bytes public = key_public_text(key);
  bool written = file_write_private(files->private, private.data, private.length) &&
                 file_write(files->public, public.data, public.length);
  key_wipe(&private);
  file_free(&private);
  file_free(&public);
  return written;
}

/* Of what is reserved and cannot be written, nothing stays. */
static bool write_new_pair(const struct key *key, const struct key_files *files) {
  if (!file_reserve(files->private))
    return false;
  bool reserved = file_reserve(files->public);
  bool written = reserved && write_pair(key, files);
  if (!written)
    unlink(files->private);
  if (reserved && !written)
    unlink(files->public);
  return written;
}

/* NAME and NAME.pem name the same pair. */
static struct key_files name_files(const char *name) {
  size_t length = strlen(name);
  if (length > 4 && strcmp(name + length - 4, ".pem") == 0)
    length -= 4;
  return (struct key_files){memory_format("%.*s.pem", (int)length, name),
                            memory_format("%.*s.pub.pem", (int)length, name)};
}

static int make(const struct arguments *arguments) {
  struct key key;
  if (!key_generate(&key))
    return EXIT_CODE_FAILURE;
  struct key_files files = name_files(arguments->output ? arguments->output : "thimble-key");
  bool written = arguments->force ? write_pair(&key, &files) : write_new_pair(&key, &files);
  if (written)
    key_print(&key, &files, arguments->form);
  free(files.private);
  free(files.public);
  key_free(&key);
  return written ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

int thimble_verb_keygen(int argc, char **argv) {
  struct arguments arguments = {0};
  int code = read_arguments(argc, argv, &arguments);
  if (code != EXIT_CODE_OK)
    return code;
  if (arguments.help)
    return fputs(help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
  return arguments.show ? show(&arguments) : make(&arguments);
}
