/* SPDX-License-Identifier: Apache-2.0 */
/* settings_file.c: see settings_file.h. The format is inih's. The library does not tell the number
 * of a line, so the reader counts. */
#include "cli/project/settings_file.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"

struct reading {
  const char *path;
  const struct settings_form *form;
  void *context;
  FILE *stream;
  uint32_t line;
  bool continued; /* the line goes on with the value of the one before */
  char *section;  /* the current one */
  bool *seen;     /* for each key */
  bool failed;
};

static void say_unknown(const struct reading *reading, const char *name) {
  const struct settings_form *form = reading->form;
  char *names = memory_text(form->keys[0].name);
  for (size_t key = 1; key < form->count; key++) {
    char *longer = memory_format("%s%s%s", names, key + 1 < form->count ? ", " : " and ",
                                 form->keys[key].name);
    free(names);
    names = longer;
  }
  message_error_at(reading->path, reading->line, "unknown key '%s'; there are %s", name, names);
  free(names);
}

static bool enter_section(struct reading *reading, const char *name) {
  const struct project_place place = {reading->path, reading->line, name};
  if (!reading->form->section) {
    message_error_at(reading->path, reading->line, "section [%s]; there are no sections, remove it",
                     name);
    return false;
  }
  free(reading->section);
  reading->section = memory_text(name);
  memset(reading->seen, 0, reading->form->count * sizeof *reading->seen);
  return reading->form->section(reading->context, &place, name);
}

static bool read_key(struct reading *reading, const char *name, const char *value) {
  const struct settings_form *form = reading->form;
  size_t key = 0;
  while (key < form->count && strcmp(form->keys[key].name, name) != 0)
    key++;
  if (key == form->count)
    say_unknown(reading, name);
  else if (reading->seen[key] && !(reading->continued && form->keys[key].list))
    message_error_at(reading->path, reading->line, "'%s' for the second time; remove one of them",
                     name);
  else {
    const struct project_place place = {reading->path, reading->line, form->keys[key].name};
    reading->seen[key] = true;
    return form->take(reading->context, key, &place, value);
  }
  return false;
}

/* Called by the library for each pair. It goes on after an error, of which only the first is said.
 */
static int handle_pair(void *context, const char *section, const char *name, const char *value) {
  struct reading *reading = context;
  if (!reading->failed && strcmp(section, reading->section) != 0)
    reading->failed = !enter_section(reading, section);
  if (!reading->failed)
    reading->failed = !read_key(reading, name, value);
  return reading->failed ? 0 : 1;
}

/* Called by the library for each line, as fgets() would be. */
static char *read_line(char *line, int size, void *context) {
  struct reading *reading = context;
  if (reading->failed || !fgets(line, size, reading->stream))
    return NULL;
  reading->line++;
  reading->continued = line[0] == ' ' || line[0] == '\t';
  if (!strchr(line, '\n') && !feof(reading->stream)) {
    message_error_at(reading->path, reading->line,
                     "is longer than %d bytes; break it, with a space at the start of the rest",
                     size - 2);
    reading->failed = true;
    return NULL;
  }
  return line;
}

bool settings_file_read(const char *path, const struct settings_form *form, void *context) {
  struct reading reading = {
      .path = path, .form = form, .context = context, .stream = fopen(path, "r")};
  if (!reading.stream) {
    message_error_at(path, 0, "cannot be opened: %s", strerror(errno));
    return false;
  }
  reading.seen = memory_get(form->count, sizeof *reading.seen);
  reading.section = memory_text("");
  int error = ini_parse_stream(read_line, &reading, handle_pair, &reading);
  fclose(reading.stream);
  free(reading.seen);
  free(reading.section);
  if (error > 0 && !reading.failed)
    message_error_at(path, (uint32_t)error, "is not of the form key = value; mend it");
  return error == 0 && !reading.failed;
}
