/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_link.c: see wasm_link.h. The linker speaks of objects; what it says is told in terms of
 * their sources. Its lines look like
 *
 *   wasm-ld-19: error: /tmp/thimble-a1b2c3/lib0.o: undefined symbol: elsewhere
 *   wasm-ld-19: error: duplicate symbol: answer
 *   >>> defined in /tmp/thimble-a1b2c3/lib0.o
 *   >>> defined in /tmp/thimble-a1b2c3/lib1.o */
#include "cli/builder/wasm_link.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/compile/process.h"

/* The source of the object whose path the text starts with, and what follows the path; or null. */
static const char *read_source(const struct wasm_folder *folder, const char *text,
                               const char **after) {
  for (size_t index = 0; index < folder->count; index++) {
    size_t length = strlen(folder->objects[index]);
    if (strncmp(text, folder->objects[index], length) != 0)
      continue;
    *after = text + length;
    if (**after == '(') /* a member of an archive */
      *after += strcspn(*after, ")") + 1;
    return folder->sources[index];
  }
  return NULL;
}

/* The text with the paths of objects replaced; free() gives it back. */
static char *translate(const struct wasm_folder *folder, const char *text, size_t length) {
  char *line = memory_format("%.*s", (int)length, text);
  for (size_t index = 0; index < folder->count; index++) {
    char *found = strstr(line, folder->objects[index]);
    if (!found)
      continue;
    char *longer = memory_format("%.*s%s%s", (int)(found - line), line, folder->sources[index],
                                 found + strlen(folder->objects[index]));
    free(line);
    line = longer;
  }
  return line;
}

static void print_duplicate(const struct wasm_folder *folder, const char *name, const char *text) {
  static const char defined[] = ">>> defined in ";
  const char *sources[2] = {"?", "?"};
  const char *after = NULL;
  int length = (int)strcspn(name, "\n");
  for (size_t index = 0; index < 2; index++) {
    const char *found = text ? strstr(text, defined) : NULL;
    text = found ? found + strlen(defined) : NULL;
    const char *source = text ? read_source(folder, text, &after) : NULL;
    sources[index] = source ? source : "?";
  }
  message_error_at(sources[1], 0,
                   "'%.*s' is also defined in %s; make one of them static, or give it another name",
                   length, name, sources[0]);
}

static void print_no_entry(const struct wasm_link_job *job) {
  message_error_at(
      job->path, 0,
      "there is no function '%s' for the hook to call; define 'int64_t %s(const struct "
      "thimble_context_timer *context, uint32_t size)', or name another as entry in "
      "thimble.ini",
      job->entry, job->entry);
}

/* Text behind `start`, when the line starts so; else null. */
static const char *behind(const char *line, const char *start) {
  return strncmp(line, start, strlen(start)) == 0 ? line + strlen(start) : NULL;
}

static void print_error(const struct wasm_link_job *job, const char *error) {
  const char *after = error;
  const char *source = read_source(job->folder, error, &after);
  const char *undefined = behind(after, ": undefined symbol: ");
  const char *twice = behind(error, "duplicate symbol: ");
  size_t length = strcspn(error, "\n");
  if (source && undefined) {
    message_error_at(source, 0,
                     "'%.*s' is declared but not defined; define it in a source of the project",
                     (int)strcspn(undefined, "\n"), undefined);
  } else if (twice) {
    print_duplicate(job->folder, twice, error);
  } else if (behind(error, "symbol exported via --export not found: ")) {
    print_no_entry(job);
  } else {
    char *line = translate(job->folder, error, length);
    message_error_at(job->path, 0, "%s: %s", job->linker, line);
    free(line);
  }
}

/* The linker names an undefined symbol once for each use. */
static bool is_repeated(const char *text, const char *line) {
  size_t length = strcspn(line, "\n");
  for (const char *before = text; before < line; before += strcspn(before, "\n") + 1) {
    if (strcspn(before, "\n") == length && strncmp(before, line, length) == 0)
      return true;
  }
  return false;
}

/* Lines that are no errors of their own belong to the one before, which has been told whole. */
static void print_errors(const struct wasm_link_job *job, const char *text) {
  static const char *const marks[] = {": error: ", ": warning: "};
  for (const char *line = text; *line; line += strcspn(line, "\n") + (strchr(line, '\n') != NULL)) {
    const char *end = line + strcspn(line, "\n");
    for (size_t index = 0; index < 2; index++) {
      const char *mark = strstr(line, marks[index]);
      if (mark && mark < end && mark < strchr(line, ' ') && !is_repeated(text, line))
        print_error(job, mark + strlen(marks[index]));
    }
  }
}

static void add_arguments(struct argument_list *arguments, const struct wasm_link_job *job) {
  char *options = memory_format("--no-entry --stack-first -z stack-size=%u --export=%s "
                                "--export=" WASM_DATA_END " --gc-sections -O2 --import-undefined "
                                "--fatal-warnings -o -",
                                job->stack, job->entry);
  argument_add(arguments, job->linker);
  argument_add_words(arguments, options);
  for (size_t index = 0; index < job->folder->count; index++) {
    if (!strstr(job->folder->objects[index], WASM_LIBRARY_SUFFIX))
      argument_add(arguments, job->folder->objects[index]);
  }
  free(options);
}

bool wasm_link(struct file_bytes *module, const struct wasm_link_job *job) {
  struct argument_list arguments = {0};
  struct file_bytes errors = {0};
  const struct process_streams streams = {.output = module, .errors = &errors};
  add_arguments(&arguments, job);
  for (size_t index = 0; job->verbose && index < arguments.count; index++)
    fprintf(stderr, "%s%s", arguments.texts[index], index + 1 < arguments.count ? " " : "\n");
  int code = process_run(&arguments, &streams);
  if (code < 0)
    message_error("%s cannot be run: %s; install lld-19, or name one in THIMBLE_WASM_LD",
                  job->linker, strerror(errno));
  else if (code > 0)
    print_errors(job, (const char *)errors.data);
  file_free(&errors);
  argument_list_free(&arguments);
  return code == 0;
}
