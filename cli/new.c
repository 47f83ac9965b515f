/* SPDX-License-Identifier: Apache-2.0 */
/* new.c: the verb `thimble new`: a folder with a container that builds and runs at once. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <thimble/limits.h>
#include <unistd.h>

#include "cli/common/file.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/common/path.h"
#include "cli/project/new_files.h"
#include "cli/project/project.h"
#include "cli/verb.h"

static const char help[] =
    "Usage: thimble new [OPTION]... FOLDER\n"
    "Makes a folder with a container that builds and runs at once: source and a commented\n"
    "project file. The last part of FOLDER is the container's name: 1 to 32 of the characters\n"
    "a-z 0-9 . _ - with a letter or a digit in front. Nothing is overwritten.\n"
    "\n"
    "  -l, --language LANGUAGE  the language of the container: c (default) or rust\n"
    "  -h, --help               print this\n";

static int check_language(const char *language) {
  static const char *const later[] = {"python", "javascript"};
  if (strcmp(language, "c") == 0 || strcmp(language, "rust") == 0)
    return EXIT_CODE_OK;
  for (size_t index = 0; index < sizeof later / sizeof later[0]; index++) {
    if (strcmp(language, later[index]) == 0)
      return message_usage(
          "new", "--language %s: the engine for it is not there yet; use c or rust", language);
  }
  return message_usage("new", "--language %s is not known; use c or rust", language);
}

static int check_name(const char *name) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
  size_t length = strlen(name);
  if (length > 0 && length <= THIMBLE_NAME_MAXIMUM && strspn(name, letters) == length &&
      !strchr("._-", name[0]))
    return EXIT_CODE_OK;
  return message_usage("new",
                       "'%s' is no name of a container; it needs 1 to %u of the characters a-z 0-9 "
                       ". _ - with a letter or a digit in front",
                       name, THIMBLE_NAME_MAXIMUM);
}

static bool make_folder(const char *folder) {
  if (mkdir(folder, 0777) == 0)
    return true;
  if (errno == EEXIST)
    message_error_at(folder, 0, "is there already; choose another name");
  else
    message_error_at(folder, 0, "cannot be made: %s", strerror(errno));
  return false;
}

/* Takes the text. */
static bool write_text(const char *path, char *text) {
  bool written = file_write(path, (const uint8_t *)text, (uint32_t)strlen(text));
  if (written)
    printf("%s\n", path);
  free(text);
  return written;
}

/* A folder of which a part could not be written is taken away again. */
static int fill_folder(const char *folder, const char *name, bool rust) {
  char *source = rust ? memory_format("%s/lib.rs", folder) : memory_format("%s/%s.c", folder, name);
  char *project = memory_format("%s/" PROJECT_FILE, folder);
  bool written =
      write_text(source, rust ? new_rust_source(name) : new_source(name)) &&
      write_text(project, new_project_file(name, rust ? "-D warnings" : "-Wall -Wextra"));
  if (written) {
    printf("Try it: thimble run --times=3 %s\n", folder);
  } else {
    unlink(source);
    rmdir(folder);
  }
  free(source);
  free(project);
  return written ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

static int make_project(const char *path, bool rust) {
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  char *folder = memory_format("%.*s", (int)length, path);
  const char *name = path_last_part(folder);
  int code = check_name(name);
  if (code == EXIT_CODE_OK)
    code = make_folder(folder) ? fill_folder(folder, name, rust) : EXIT_CODE_FAILURE;
  free(folder);
  return code;
}

int thimble_verb_new(int argc, char **argv) {
  static const struct option options[] = {{"language", required_argument, NULL, 'l'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  const char *language = "c";
  int found;
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((found = getopt_long(argc, argv, ":l:h", options, NULL)) != -1) {
    if (found == 'h')
      return fputs(help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
    if (found != 'l')
      return option_wrong("new", argv, found);
    language = optarg;
  }
  int code = check_language(language);
  if (code != EXIT_CODE_OK)
    return code;
  if (optind >= argc)
    return message_usage("new", "no folder is given");
  if (optind < argc - 1)
    return message_usage("new", "one folder at a time, but %s follows", argv[optind + 1]);
  return make_project(argv[optind], strcmp(language, "rust") == 0);
}
