/* SPDX-License-Identifier: Apache-2.0 */
/* project.h: what is to be built: a source, or a folder with an optional file thimble.ini.
 *
 * Every key has a default, so that a folder with one C file and nothing else is a project. */
#ifndef THIMBLE_CLI_PROJECT_PROJECT_H
#define THIMBLE_CLI_PROJECT_PROJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <thimble/image.h>

#include "cli/project/grants.h"

#define PROJECT_FILE "thimble.ini"
#define PROJECT_UNKNOWN UINT32_MAX

/* What the sources are, by how their names end: all of a project are the same. */
enum project_language {
  PROJECT_C,    /* .c */
  PROJECT_RUST, /* .rs: the root of a crate */
  PROJECT_WASM, /* .wasm: a module that is ready */
};

struct project {
  char *folder;  /* without a slash at the end; "." for the working directory */
  char *path;    /* the project file, or else what is being built: for messages */
  char *name;    /* default: the folder's or the file's */
  char *version; /* default: 0.1.0 */
  char *hook;    /* default: timer */
  char *entry;   /* the function; default: run */
  bool grants_listed;
  struct project_grants grants;
  uint32_t order;   /* among the containers of its hook; default: 100 */
  uint32_t fuel;    /* for one run; default: 100000 */
  uint32_t depth;   /* frames; 0, the default: as the call graph says */
  uint32_t engine;  /* default: eBPF, but for sources of another kind */
  uint32_t stack;   /* WebAssembly: bytes; 0, the default: as the code says */
  uint32_t heap;    /* WebAssembly: bytes by which memory may grow; default: 0 */
  uint32_t context; /* WebAssembly: bytes; PROJECT_UNKNOWN, the default: as the hook's type says */
  enum project_language language;
  char **sources; /* folder included; default: all C files in the folder, or the crate's root */
  size_t source_count;
  char *cflags; /* for the compiler, separated by spaces, or null */
  /* For whom `thimble sign` signs it: texts for cli/common/identity.h, or null. */
  char *tenant;
  char *vendor;
  char *class;
};

/* Reads the project at `path`. False: the message is printed. project_free() is wanted in either
 * case. */
bool project_load(struct project *project, const char *path);

/* Whether the name ends like that of a source, and which kind that is. */
bool project_language_of(const char *name, enum project_language *language);

/* Reads only the project file of a folder, which has to be there. The rest as project_load(). */
bool project_load_settings(struct project *project, const char *folder);

void project_free(struct project *project);

#endif
