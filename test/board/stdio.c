/* SPDX-License-Identifier: Apache-2.0 */
/* stdio.c: what picolibc and cmocka ask of a system: output goes to the board's console, a program
 * that ends ends the emulation. There are no files, and no signals: the board reports faults. */
#include <signal.h>
#include <stdio.h>

#include "emulated/board.h"

static int put(char character, FILE *file) {
  (void)file;
  thimble_board_write(&character, 1);
  return (unsigned char)character;
}

/* NOLINTNEXTLINE(cert-fio38-c,misc-non-copyable-objects): how picolibc makes a stream; no copy */
static FILE console = FDEV_SETUP_STREAM(put, NULL, NULL, _FDEV_SETUP_WRITE);
FILE *const stdout = &console;
FILE *const stderr = &console;

FILE *fopen(const char *path, const char *mode) {
  (void)path;
  (void)mode;
  return NULL;
}

/* What exit() ends with; picolibc's <unistd.h> declares it. */
_Noreturn void _exit(int code);

void _exit(int code) {
  thimble_board_exit(code);
}

_sig_func_ptr signal(int number, _sig_func_ptr handler) {
  (void)number;
  (void)handler;
  return SIG_DFL;
}

/* How abort() ends a program. */
int raise(int number) {
  thimble_board_exit(128 + number);
}
