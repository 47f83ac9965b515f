/* SPDX-License-Identifier: Apache-2.0 */
/* process.h: runs a program and waits for it. */
#ifndef THIMBLE_CLI_COMPILE_PROCESS_H
#define THIMBLE_CLI_COMPILE_PROCESS_H

#include "cli/common/file.h"

/* The command line under construction; argument_list_free() gives it back. */
struct argument_list {
  char **texts; /* copies, then a null */
  size_t count;
};

void argument_add(struct argument_list *list, const char *text);

/* Adds each of the words that stand between spaces or tabs in `text`. */
void argument_add_words(struct argument_list *list, const char *text);

void argument_list_free(struct argument_list *list);

/* What flows in and out. Null: the program shares the stream of this one. */
struct process_streams {
  const struct file_bytes *input;
  struct file_bytes *output; /* file_free() gives them back, whatever process_run() returned */
  struct file_bytes *errors;
};

/* Runs the program named by the first argument. Returns its exit code, 128 and the signal's number
 * when a signal ended it, or -1 when it could not be started, with the reason in errno (no message
 * is printed). */
int process_run(const struct argument_list *arguments, const struct process_streams *streams);

#endif
