/* SPDX-License-Identifier: Apache-2.0 */
/* process.c: see process.h. Streams go through unnamed temporary files: they need
 * no loop over several pipes, and nothing is left behind however this program ends. */
#include "cli/compile/process.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/common/memory.h"

#define STREAM_COUNT 3

void argument_add(struct argument_list *list, const char *text) {
  list->texts = memory_grow(list->texts, list->count, sizeof *list->texts);
  list->texts[list->count++] = memory_text(text);
  list->texts = memory_grow(list->texts, list->count, sizeof *list->texts);
  list->texts[list->count] = NULL;
}

void argument_add_words(struct argument_list *list, const char *text) {
  char *copy = memory_text(text);
  char *rest = copy;
  for (char *word = strtok_r(copy, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest))
    argument_add(list, word);
  free(copy);
}

void argument_list_free(struct argument_list *list) {
  for (size_t index = 0; index < list->count; index++)
    free(list->texts[index]);
  free(list->texts);
  *list = (struct argument_list){0};
}

static FILE *temporary_with(const struct file_bytes *content) {
  FILE *file = tmpfile();
  if (file && content &&
      (fwrite(content->data, 1, content->length, file) != content->length || fflush(file) != 0)) {
    fclose(file);
    return NULL;
  }
  if (file)
    rewind(file);
  return file;
}

static bool open_streams(FILE *files[STREAM_COUNT], const struct process_streams *streams) {
  const bool wanted[STREAM_COUNT] = {streams->input, streams->output, streams->errors};
  for (size_t index = 0; index < STREAM_COUNT; index++) {
    if (!wanted[index])
      continue;
    files[index] = temporary_with(index == 0 ? streams->input : NULL);
    if (!files[index])
      return false;
  }
  return true;
}

static int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR)
      return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int spawn(const struct argument_list *arguments, FILE *files[STREAM_COUNT]) {
  posix_spawn_file_actions_t actions;
  pid_t process;
  posix_spawn_file_actions_init(&actions);
  for (int stream = 0; stream < STREAM_COUNT; stream++) {
    if (files[stream])
      posix_spawn_file_actions_adddup2(&actions, fileno(files[stream]), stream);
  }
  int error =
      posix_spawnp(&process, arguments->texts[0], &actions, NULL, arguments->texts, environ);
  posix_spawn_file_actions_destroy(&actions);
  errno = error;
  return error ? -1 : wait_for(process);
}

/* The child wrote through its own descriptor, which shares the offset: start again. */
static bool collect(struct file_bytes *bytes, FILE *file) {
  if (!bytes)
    return true;
  rewind(file);
  return file_read_stream(bytes, file, UINT32_MAX / 4);
}

static void close_streams(FILE *files[STREAM_COUNT]) {
  for (size_t index = 0; index < STREAM_COUNT; index++) {
    if (files[index])
      fclose(files[index]);
  }
}

int process_run(const struct argument_list *arguments, const struct process_streams *streams) {
  FILE *files[STREAM_COUNT] = {0};
  if (streams->output)
    *streams->output = (struct file_bytes){0};
  if (streams->errors)
    *streams->errors = (struct file_bytes){0};
  int code = open_streams(files, streams) ? spawn(arguments, files) : -1;
  if (code >= 0 && !(collect(streams->output, files[1]) && collect(streams->errors, files[2])))
    code = -1;
  close_streams(files);
  return code;
}
