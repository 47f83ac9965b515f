/* SPDX-License-Identifier: Apache-2.0 */
/* project_file.c: see project_file.h. The format is inih's: lines `key = value`, comments after ';'
 * or '#'; a line that starts with a space goes on with the value before. The library does not tell
 * the number of a line, so the reader counts. */
#include "project_file.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <thimble/limits.h>

#include "engine/ebpf/parameters.h"
#include "memory.h"
#include "message.h"
#include "project_value.h"

enum key {
  KEY_NAME,
  KEY_VERSION,
  KEY_HOOK,
  KEY_ENTRY,
  KEY_GRANTS,
  KEY_ORDER,
  KEY_FUEL,
  KEY_DEPTH,
  KEY_SOURCES,
  KEY_CFLAGS,
  KEYS
};

static const char *const key_names[KEYS] = {"name",  "version", "hook",  "entry",   "grants",
                                            "order", "fuel",    "depth", "sources", "cflags"};

struct reading {
  struct project *project;
  FILE *stream;
  uint32_t line;
  bool continued; /* the line goes on with the value of the one before */
  bool seen[KEYS];
  bool failed;
};

static void add_source(struct project *project, const char *name, size_t length) {
  project->sources = memory_grow(project->sources, project->source_count, sizeof *project->sources);
  project->sources[project->source_count++] =
      memory_format("%s/%.*s", project->folder, (int)length, name);
}

static bool read_sources(const struct project_place *place, const char *value,
                         struct project *project) {
  for (const char *word = value + strspn(value, " \t,"); *word; word += strspn(word, " \t,")) {
    size_t length = strcspn(word, " \t,");
    add_source(project, word, length);
    word += length;
  }
  if (project->source_count == 0)
    message_error_at(place->file, place->line, "sources is empty; name C files, or leave it out");
  return project->source_count > 0;
}

static bool is_list(enum key key) {
  return key == KEY_GRANTS || key == KEY_SOURCES || key == KEY_CFLAGS;
}

static void add_flags(struct project *project, const char *flags) {
  char *longer = memory_format("%s %s", project->cflags ? project->cflags : "", flags);
  free(project->cflags);
  project->cflags = longer;
}

static bool read_value(struct reading *reading, enum key key, const char *value) {
  struct project *project = reading->project;
  const struct project_place place = {project->path, reading->line, key_names[key]};
  switch (key) {
  case KEY_NAME:
    return project_value_name(&place, value, THIMBLE_NAME_MAXIMUM, "", &project->name);
  case KEY_VERSION:
    return project_value_name(&place, value, THIMBLE_VERSION_MAXIMUM, "+", &project->version);
  case KEY_HOOK:
    return project_value_name(&place, value, THIMBLE_NAME_MAXIMUM, "", &project->hook);
  case KEY_ENTRY:
    return project_value_identifier(&place, value, &project->entry);
  case KEY_GRANTS:
    project->grants_listed = true;
    return project_grants_read(&place, value, &project->grants);
  case KEY_ORDER:
    return project_value_number(&place, value, 0, THIMBLE_ORDER_MAXIMUM, &project->order);
  case KEY_FUEL:
    return project_value_number(&place, value, 1, THIMBLE_FUEL_MAXIMUM, &project->fuel);
  case KEY_DEPTH:
    return project_value_number(&place, value, 1, THIMBLE_EBPF_CALL_DEPTH_MAXIMUM, &project->depth);
  case KEY_SOURCES:
    return read_sources(&place, value, project);
  default:
    add_flags(project, value);
    return true;
  }
}

static bool read_key(struct reading *reading, const char *section, const char *name,
                     const char *value) {
  const char *file = reading->project->path;
  enum key key = 0;
  while (key < KEYS && strcmp(key_names[key], name) != 0)
    key++;
  if (*section)
    message_error_at(file, reading->line, "section [%s]; there are no sections, remove it",
                     section);
  else if (key == KEYS)
    message_error_at(file, reading->line,
                     "unknown key '%s'; there are name, version, hook, entry, grants, order, "
                     "fuel, depth, sources and cflags",
                     name);
  else if (reading->seen[key] && !(reading->continued && is_list(key)))
    message_error_at(file, reading->line, "'%s' for the second time; remove one of them", name);
  else {
    reading->seen[key] = true;
    return read_value(reading, key, value);
  }
  return false;
}

/* Called by the library for each pair. It goes on after an error, of which only the first is said.
 */
static int handle_pair(void *context, const char *section, const char *name, const char *value) {
  struct reading *reading = context;
  if (!reading->failed)
    reading->failed = !read_key(reading, section, name, value);
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
    message_error_at(reading->project->path, reading->line,
                     "is longer than %d bytes; break it, with a space at the start of the rest",
                     size - 2);
    reading->failed = true;
    return NULL;
  }
  return line;
}

bool project_file_read(struct project *project) {
  struct reading reading = {.project = project, .stream = fopen(project->path, "r")};
  if (!reading.stream) {
    message_error_at(project->path, 0, "cannot be opened: %s", strerror(errno));
    return false;
  }
  int error = ini_parse_stream(read_line, &reading, handle_pair, &reading);
  fclose(reading.stream);
  if (error > 0 && !reading.failed)
    message_error_at(project->path, (uint32_t)error, "is not of the form key = value; mend it");
  return error == 0 && !reading.failed;
}
