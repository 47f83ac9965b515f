/* SPDX-License-Identifier: Apache-2.0 */
/* convert.c: see convert.h. */
#define _XOPEN_SOURCE 700
#include "wasm/spectest/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static char folder[PATH_MAX]; /* empty: there is none */
static char output[PATH_MAX + 16], messages[PATH_MAX + 16];

static bool make_folder(void) {
  const char *parent = getenv("TMPDIR");
  snprintf(folder, sizeof folder, "%s/wasm-spectest-XXXXXX",
           parent != NULL && parent[0] != '\0' ? parent : "/tmp");
  if (mkdtemp(folder) == NULL) {
    fprintf(stderr, "wasm-spectest: %s: %s\n", folder, strerror(errno));
    folder[0] = '\0';
    return false;
  }
  snprintf(output, sizeof output, "%s/test.json", folder);
  snprintf(messages, sizeof messages, "%s/messages", folder);
  return true;
}

/* Returns the exit code, or -1. What is out of scope of this engine is not converted. */
static int run_wast2json(const char *wast) {
  const char *arguments[] = {"wast2json",
                             "--enable-tail-call",
                             "--enable-extended-const",
                             "--disable-simd",
                             "-o",
                             output,
                             "--",
                             wast,
                             NULL};
  posix_spawn_file_actions_t actions;
  pid_t process;
  int status = -1;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, messages, O_WRONLY | O_CREAT, 0600);
  int error =
      posix_spawnp(&process, arguments[0], &actions, NULL, (char *const *)arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    fprintf(stderr, "wasm-spectest: wast2json: %s; it is part of the package wabt\n",
            strerror(error));
    return -1;
  }
  if (waitpid(process, &status, 0) != process)
    return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* The first line of what it says. */
static void print_refusal(const char *wast) {
  char line[256] = "";
  FILE *file = fopen(messages, "r");
  if (file != NULL) {
    if (fgets(line, sizeof line, file) != NULL)
      line[strcspn(line, "\n")] = '\0';
    fclose(file);
  }
  printf("%s: skipped, wast2json does not convert it: %s\n", wast, line);
}

enum convert_result convert_wast(const char *wast, const char **json) {
  if (!make_folder())
    return CONVERT_FAILED;
  int code = run_wast2json(wast);
  if (code < 0)
    return CONVERT_FAILED;
  if (code > 0) {
    print_refusal(wast);
    return CONVERT_REFUSED;
  }
  *json = output;
  return CONVERT_DONE;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status;
  (void)kind;
  (void)place;
  return remove(path);
}

void convert_end(void) {
  if (folder[0] != '\0')
    nftw(folder, remove_one, 4, FTW_DEPTH | FTW_PHYS);
  folder[0] = '\0';
}
