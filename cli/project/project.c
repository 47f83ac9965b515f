/* SPDX-License-Identifier: Apache-2.0 */
/* project.c: see project.h. */
#include "cli/project/project.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <thimble/limits.h>
#include <unistd.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/path.h"
#include "cli/project/file.h"
#include "cli/project/value.h"

#define DEFAULT_FUEL 100000u

static const struct {
  const char *end;
  enum project_language language;
} endings[] = {{".c", PROJECT_C}, {".rs", PROJECT_RUST}, {".wasm", PROJECT_WASM}};

bool project_language_of(const char *name, enum project_language *language) {
  size_t length = strlen(name);
  for (size_t index = 0; index < sizeof endings / sizeof endings[0]; index++) {
    size_t end = strlen(endings[index].end);
    if (length <= end || name[0] == '.' || strcmp(name + length - end, endings[index].end) != 0)
      continue;
    *language = endings[index].language;
    return true;
  }
  return false;
}

static bool is_c_file(const char *name) {
  enum project_language language;
  return project_language_of(name, &language) && language == PROJECT_C;
}

static void set_defaults(struct project *project) {
  project->version = memory_text("0.1.0");
  project->hook = memory_text("timer");
  project->entry = memory_text("run");
  project->order = THIMBLE_ORDER_DEFAULT;
  project->fuel = DEFAULT_FUEL;
  project->engine = THIMBLE_ENGINE_EBPF;
  project->context = PROJECT_UNKNOWN;
}

static void add_source(struct project *project, char *path) {
  project->sources = memory_grow(project->sources, project->source_count, sizeof *project->sources);
  project->sources[project->source_count++] = path;
}

static int compare_texts(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The root of a crate, where Cargo looks for it and where there is nothing else. */
static bool find_crate(struct project *project) {
  static const char *const roots[] = {"src/lib.rs", "lib.rs"};
  for (size_t index = 0; index < sizeof roots / sizeof roots[0]; index++) {
    char *path = memory_format("%s/%s", project->folder, roots[index]);
    if (access(path, R_OK) == 0) {
      add_source(project, path);
      return true;
    }
    free(path);
  }
  message_error_at(project->folder, 0,
                   "holds no C file, and no lib.rs; write one, or name another folder");
  return false;
}

/* In the order of their names, so that the image does not depend on the file system. */
static bool find_sources(struct project *project) {
  DIR *folder = opendir(project->folder);
  if (!folder) {
    message_error_at(project->folder, 0, "cannot be opened: %s", strerror(errno));
    return false;
  }
  for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
    if (is_c_file(entry->d_name))
      add_source(project, memory_format("%s/%s", project->folder, entry->d_name));
  }
  closedir(folder);
  if (project->source_count == 0)
    return find_crate(project);
  qsort(project->sources, project->source_count, sizeof *project->sources, compare_texts);
  return true;
}

static void name_after_folder(struct project *project) {
  char absolute[PATH_MAX];
  const char *name = realpath(project->folder, absolute) ? absolute : project->folder;
  name = path_last_part(name);
  project->name = project_value_to_name(name, strlen(name));
}

static void enter_folder(struct project *project, const char *path) {
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  project->folder = memory_format("%.*s", (int)length, path);
  project->path = memory_format("%s/" PROJECT_FILE, project->folder);
  name_after_folder(project);
}

static bool load_folder(struct project *project, const char *path) {
  enter_folder(project, path);
  if (access(project->path, F_OK) == 0) {
    if (!project_file_read(project))
      return false;
  } else {
    free(project->path);
    project->path = memory_text(project->folder);
  }
  return project->source_count > 0 || find_sources(project);
}

/* All sources are of one kind, and those that are not C are for WebAssembly. */
static bool find_language(struct project *project) {
  for (size_t index = 0; index < project->source_count; index++) {
    enum project_language language = PROJECT_C;
    (void)project_language_of(path_last_part(project->sources[index]), &language);
    if (index > 0 && (language != project->language || language != PROJECT_C)) {
      message_error_at(project->path, 0,
                       "sources has more than one that is no C file; name one of them alone");
      return false;
    }
    project->language = language;
  }
  if (project->language != PROJECT_C)
    project->engine = THIMBLE_ENGINE_WASM;
  return true;
}

static bool load_file(struct project *project, const char *path) {
  const char *name = path_last_part(path);
  size_t folder = (size_t)(name - path);
  project->folder = folder > 1 ? memory_format("%.*s", (int)folder - 1, path)
                               : memory_text(folder == 1 ? "/" : ".");
  project->path = memory_text(path);
  project->name = project_value_to_name(name, (size_t)(strrchr(name, '.') - name));
  add_source(project, memory_text(path));
  return true;
}

bool project_load(struct project *project, const char *path) {
  struct stat status;
  *project = (struct project){0};
  set_defaults(project);
  if (stat(path, &status) != 0) {
    message_error_at(path, 0, "cannot be built: %s", strerror(errno));
    return false;
  }
  enum project_language language;
  if (S_ISDIR(status.st_mode))
    return load_folder(project, path) && find_language(project);
  if (project_language_of(path_last_part(path), &language))
    return load_file(project, path) && find_language(project);
  message_error_at(path, 0,
                   "is neither a source nor a folder; name a file that ends in .c, .rs or .wasm");
  return false;
}

bool project_load_settings(struct project *project, const char *folder) {
  *project = (struct project){0};
  set_defaults(project);
  enter_folder(project, folder);
  return project_file_read(project);
}

void project_free(struct project *project) {
  for (size_t index = 0; index < project->source_count; index++)
    free(project->sources[index]);
  free(project->sources);
  free(project->folder);
  free(project->path);
  free(project->name);
  free(project->version);
  free(project->hook);
  free(project->entry);
  free(project->cflags);
  free(project->tenant);
  free(project->vendor);
  free(project->class);
  project_grants_free(&project->grants);
  *project = (struct project){0};
}
