/* SPDX-License-Identifier: Apache-2.0 */
/* message.c: see message.h. */
#include "cli/common/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char *program = "thimble";

void message_program(const char *name) {
  program = name;
}

/* Bytes above 0x7f pass, for names in UTF-8; what could steer a terminal does not. */
static void put_visible(const char *text) {
  for (; *text; text++) {
    unsigned char byte = (unsigned char)*text;
    if (byte < 0x20 || byte == 0x7f) {
      fprintf(stderr, "\\x%02x", byte);
    } else {
      putc(byte, stderr);
    }
  }
}

static void put_formatted(const char *format, va_list arguments) {
  char *text = NULL;
  if (vasprintf(&text, format, arguments) < 0) {
    fputs("out of memory", stderr);
    return;
  }
  put_visible(text);
  free(text);
}

void message_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "%s: ", program);
  put_formatted(format, arguments);
  putc('\n', stderr);
  va_end(arguments);
}

void message_error_at(const char *file, uint32_t line, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "%s: ", program);
  put_visible(file);
  if (line > 0) {
    fprintf(stderr, ":%u", (unsigned)line);
  }
  fputs(": ", stderr);
  put_formatted(format, arguments);
  putc('\n', stderr);
  va_end(arguments);
}

int message_usage(const char *verb, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "%s: ", program);
  put_formatted(format, arguments);
  if (verb)
    fprintf(stderr, "; see thimble %s --help\n", verb);
  else
    fprintf(stderr, "; see %s --help\n", program);
  va_end(arguments);
  return EXIT_CODE_USAGE;
}
