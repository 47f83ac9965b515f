/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: the program wasm-spectest.
 *
 *   wasm-spectest FILE|FOLDER...           executes test files of the official suite: .wast, which
 *                                          wabt's wast2json converts, or what it makes, .json
 *   wasm-spectest --script OUT FILE|...    writes what it would execute, for a board (board.c)
 *
 * A line for each failure, `FILE:LINE: what was expected, but what happened`; last `N passed, N
 * failed, N skipped`. Exit codes: 0 all passed, 1 something failed or nothing ran, 2 wrong usage, a
 * file that cannot be read, or no wast2json. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wasm/spectest/convert.h"
#include "wasm/spectest/execute.h"
#include "wasm/spectest/json.h"

enum {
  WRONG_USAGE = 2
};

static const struct thimble_wasm_bounds bounds = {
    .stack = 1u << 16,
    .memory = 1u << 26,
    .elements = 1u << 18,
    .scratch = 1u << 18,
};

/* Paths of test files, in the order of their names in each argument. */
static struct {
  char **paths;
  size_t count;
} files;

static struct tally tally;

static bool ends_with(const char *text, const char *end) {
  size_t length = strlen(text), end_length = strlen(end);
  return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

static int take_file(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status;
  bool is_test = ends_with(path, ".wast") || ends_with(path, ".json");
  if (kind != FTW_F || (!is_test && place->level > 0))
    return 0;
  char **paths = realloc(files.paths, (files.count + 1) * sizeof *paths);
  if (paths == NULL)
    return -1;
  files.paths = paths;
  files.paths[files.count] = strdup(path);
  return files.paths[files.count++] != NULL ? 0 : -1;
}

static int compare_paths(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool take_argument(const char *path) {
  size_t first = files.count;
  if (nftw(path, take_file, 16, 0) != 0) {
    fprintf(stderr, "wasm-spectest: %s: %s\n", path, strerror(errno));
    return false;
  }
  if (files.count > first)
    qsort(files.paths + first, files.count - first, sizeof *files.paths, compare_paths);
  return true;
}

/* Appends the commands of a test file. CONVERT_FAILED: standard error was told. */
static enum convert_result append_file(const char *path, FILE *script) {
  const char *json;
  if (ends_with(path, ".json"))
    return json_append_script(path, NULL, script) ? CONVERT_DONE : CONVERT_FAILED;
  enum convert_result result = convert_wast(path, &json);
  if (result == CONVERT_DONE && !json_append_script(json, path, script))
    result = CONVERT_FAILED;
  convert_end();
  return result;
}

static bool execute_file(const char *path) {
  char *bytes = NULL;
  size_t length = 0;
  FILE *script = open_memstream(&bytes, &length);
  if (script == NULL)
    return false;
  enum convert_result result = append_file(path, script);
  if (fclose(script) != 0)
    result = CONVERT_FAILED;
  struct thimble_bytes all = {(const uint8_t *)bytes, (uint32_t)length};
  tally.skipped_files += result == CONVERT_REFUSED ? 1 : 0;
  bool done =
      result == CONVERT_REFUSED || (result == CONVERT_DONE && execute_script(all, &bounds, &tally));
  free(bytes);
  return done;
}

static int execute_files(void) {
  for (size_t i = 0; i < files.count; i++)
    if (!execute_file(files.paths[i]))
      return WRONG_USAGE;
  return execute_summary(&tally);
}

static int write_script(const char *path) {
  enum convert_result result = CONVERT_DONE;
  FILE *script = fopen(path, "wb");
  if (script == NULL) {
    fprintf(stderr, "wasm-spectest: %s: %s\n", path, strerror(errno));
    return WRONG_USAGE;
  }
  for (size_t i = 0; i < files.count && result != CONVERT_FAILED; i++)
    result = append_file(files.paths[i], script);
  return fclose(script) == 0 && result != CONVERT_FAILED ? 0 : WRONG_USAGE;
}

int main(int count, char **arguments) {
  bool writes = count > 2 && strcmp(arguments[1], "--script") == 0;
  int first = writes ? 3 : 1;
  if (first >= count || arguments[first][0] == '-') {
    fprintf(stderr, "usage: wasm-spectest [--script OUT] FILE|FOLDER...   (.wast or .json)\n");
    return WRONG_USAGE;
  }
  for (int i = first; i < count; i++)
    if (!take_argument(arguments[i]))
      return WRONG_USAGE;
  return writes ? write_script(arguments[2]) : execute_files();
}
