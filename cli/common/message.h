/* SPDX-License-Identifier: Apache-2.0 */
/* message.h: how every verb of `thimble` speaks about failure: one line on standard error,
 * `thimble: what is wrong; how to mend`, and an exit code.
 *
 * Rules of use: the text names the thing first and ends with the remedy, has no capital at the
 * start and no full stop. It may hold names out of untrusted files: control characters are shown as
 * \xNN. */
#ifndef THIMBLE_CLI_COMMON_MESSAGE_H
#define THIMBLE_CLI_COMMON_MESSAGE_H

#include <stdint.h>

enum exit_code {
  EXIT_CODE_OK = 0,
  EXIT_CODE_FAILURE = 1,
  EXIT_CODE_USAGE = 2, /* the command line itself was wrong, like getopt tools */
};

/* Who speaks, for a program that is not `thimble`: set once, before anything is said. */
void message_program(const char *name);

/* `thimble: TEXT` */
void message_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* `thimble: FILE:LINE: TEXT`, or `thimble: FILE: TEXT` when `line` is zero. */
void message_error_at(const char *file, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* `thimble: TEXT; see thimble VERB --help`; without a verb the help is that of the program. Returns
 * EXIT_CODE_USAGE, for the verb to return. */
int message_usage(const char *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
