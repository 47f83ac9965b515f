/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_tools.c: see wasm_tools.h. */
#include "cli/builder/wasm_tools.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/compile/process.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* In the order of preference: what the tests run with comes first. */
static const char *const linkers[] = {"wasm-ld-19", "wasm-ld-20", "wasm-ld-21",
                                      "wasm-ld-18", "wasm-ld",    "wasm-ld-17",
                                      "wasm-ld-16", "wasm-ld-15", "wasm-ld-14"};
static const char *const compilers[] = {"rustc", "/usr/bin/rustc"};

/* What the command prints, without the end of the line; free() gives it back. Null: it fails. */
static char *ask(const char *program, const char *words) {
  struct argument_list arguments = {0};
  struct file_bytes output = {0};
  struct file_bytes errors = {0};
  const struct process_streams streams = {.output = &output, .errors = &errors};
  char *answer = NULL;
  argument_add(&arguments, program);
  argument_add_words(&arguments, words);
  if (process_run(&arguments, &streams) == 0) {
    const char *text = (const char *)output.data;
    answer = memory_format("%.*s", (int)strcspn(text, "\n"), text);
  }
  file_free(&output);
  file_free(&errors);
  argument_list_free(&arguments);
  return answer;
}

static bool is_linker(const char *program) {
  char *answer = ask(program, "--version");
  free(answer);
  return answer != NULL;
}

/* It names the folder of the target's library whether that is there or not. */
static bool is_rustc(const char *program) {
  char *folder = ask(program, "--target wasm32-unknown-unknown --print target-libdir");
  bool there = folder && access(folder, R_OK) == 0;
  free(folder);
  return there;
}

struct tool {
  const char *variable;
  const char *const *programs;
  size_t count;
  bool (*is_good)(const char *program);
  const char *missing;
};

static const char *find(const struct tool *tool) {
  const char *chosen = getenv(tool->variable);
  if (chosen && *chosen) {
    if (tool->is_good(chosen))
      return chosen;
    message_error("%s: '%s' does not run or cannot do this; name another, or unset it",
                  tool->variable, chosen);
    return NULL;
  }
  for (size_t index = 0; index < tool->count; index++) {
    if (tool->is_good(tool->programs[index]))
      return tool->programs[index];
  }
  message_error("%s, or name one in %s", tool->missing, tool->variable);
  return NULL;
}

const char *wasm_linker_find(void) {
  static const struct tool tool = {"THIMBLE_WASM_LD", linkers, COUNT(linkers), is_linker,
                                   "no wasm-ld found; install lld-19"};
  return find(&tool);
}

const char *wasm_rustc_find(void) {
  static const struct tool tool = {"THIMBLE_RUSTC", compilers, COUNT(compilers), is_rustc,
                                   "no rustc for wasm32-unknown-unknown found; install rustc and "
                                   "libstd-rust-dev-wasm32"};
  return find(&tool);
}

bool wasm_folder_make(struct wasm_folder *folder) {
  const char *parent = getenv("TMPDIR");
  *folder = (struct wasm_folder){0};
  folder->path = memory_format("%s/thimble-XXXXXX", parent && *parent ? parent : "/tmp");
  if (mkdtemp(folder->path))
    return true;
  message_error_at(folder->path, 0, "cannot be made: %s", strerror(errno));
  free(folder->path);
  folder->path = NULL;
  return false;
}

const char *wasm_folder_add(struct wasm_folder *folder, const char *source, const char *suffix) {
  size_t number = folder->count++;
  folder->objects = memory_grow(folder->objects, number, sizeof *folder->objects);
  folder->sources = memory_grow(folder->sources, number, sizeof *folder->sources);
  folder->objects[number] = memory_format("%s/lib%zu%s", folder->path, number, suffix);
  folder->sources[number] = memory_text(source);
  return folder->objects[number];
}

void wasm_folder_remove(struct wasm_folder *folder) {
  for (size_t index = 0; index < folder->count; index++) {
    unlink(folder->objects[index]);
    free(folder->objects[index]);
    free(folder->sources[index]);
  }
  if (folder->path)
    rmdir(folder->path);
  free(folder->objects);
  free(folder->sources);
  free(folder->path);
  *folder = (struct wasm_folder){0};
}
