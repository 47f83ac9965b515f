/* SPDX-License-Identifier: Apache-2.0 */
/* file.c: see file.h. */
#include "cli/project/file.h"

#include <stdlib.h>
#include <string.h>
#include <thimble/limits.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/project/settings_file.h"
#include "cli/project/value.h"
#include "engine/ebpf/parameters.h"

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
  KEY_ENGINE,
  KEY_STACK,
  KEY_HEAP,
  KEY_CONTEXT,
  KEY_TENANT,
  KEY_VENDOR,
  KEY_CLASS,
  KEYS
};

static const struct settings_key keys[KEYS] = {
    [KEY_NAME] = {"name", false},      [KEY_VERSION] = {"version", false},
    [KEY_HOOK] = {"hook", false},      [KEY_ENTRY] = {"entry", false},
    [KEY_GRANTS] = {"grants", true},   [KEY_ORDER] = {"order", false},
    [KEY_FUEL] = {"fuel", false},      [KEY_DEPTH] = {"depth", false},
    [KEY_SOURCES] = {"sources", true}, [KEY_CFLAGS] = {"cflags", true},
    [KEY_ENGINE] = {"engine", false},  [KEY_STACK] = {"stack", false},
    [KEY_HEAP] = {"heap", false},      [KEY_CONTEXT] = {"context", false},
    [KEY_TENANT] = {"tenant", false},  [KEY_VENDOR] = {"vendor", false},
    [KEY_CLASS] = {"class", false},
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

static void add_flags(struct project *project, const char *flags) {
  char *longer = memory_format("%s %s", project->cflags ? project->cflags : "", flags);
  free(project->cflags);
  project->cflags = longer;
}

/* What is of use to WebAssembly alone, and the engine. */
static bool take_engine_value(struct project *project, size_t key,
                              const struct project_place *place, const char *value) {
  switch (key) {
  case KEY_ENGINE:
    return project_value_engine(place, value, &project->engine);
  case KEY_STACK:
    return project_value_number(place, value, 1, THIMBLE_MEMORY_MAXIMUM, &project->stack);
  case KEY_HEAP:
    return project_value_number(place, value, 0, THIMBLE_MEMORY_MAXIMUM, &project->heap);
  default:
    return project_value_number(place, value, 0, THIMBLE_MEMORY_MAXIMUM, &project->context);
  }
}

static bool take_value(void *context, size_t key, const struct project_place *place,
                       const char *value) {
  struct project *project = context;
  switch (key) {
  case KEY_NAME:
    return project_value_name(place, value, THIMBLE_NAME_MAXIMUM, "", &project->name);
  case KEY_VERSION:
    return project_value_name(place, value, THIMBLE_VERSION_MAXIMUM, "+", &project->version);
  case KEY_HOOK:
    return project_value_name(place, value, THIMBLE_NAME_MAXIMUM, "", &project->hook);
  case KEY_ENTRY:
    return project_value_identifier(place, value, &project->entry);
  case KEY_GRANTS:
    project->grants_listed = true;
    return project_grants_read(place, value, &project->grants);
  case KEY_ORDER:
    return project_value_number(place, value, 0, THIMBLE_ORDER_MAXIMUM, &project->order);
  case KEY_FUEL:
    return project_value_number(place, value, 1, THIMBLE_FUEL_MAXIMUM, &project->fuel);
  case KEY_DEPTH:
    return project_value_number(place, value, 1, THIMBLE_EBPF_CALL_DEPTH_MAXIMUM, &project->depth);
  case KEY_SOURCES:
    return read_sources(place, value, project);
  case KEY_ENGINE:
  case KEY_STACK:
  case KEY_HEAP:
  case KEY_CONTEXT:
    return take_engine_value(project, key, place, value);
  case KEY_TENANT:
    return project_value_name(place, value, THIMBLE_NAME_MAXIMUM, "", &project->tenant);
  case KEY_VENDOR:
    return project_value_vendor(place, value, &project->vendor);
  case KEY_CLASS:
    return project_value_class(place, value, &project->class);
  default:
    add_flags(project, value);
    return true;
  }
}

bool project_file_read(struct project *project) {
  static const struct settings_form form = {keys, KEYS, take_value, NULL};
  return settings_file_read(project->path, &form, project);
}
