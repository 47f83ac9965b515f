/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: see memory.h. */
#include "cli/common/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/message.h"

static _Noreturn void stop(void) {
  message_error("out of memory");
  exit(EXIT_CODE_FAILURE);
}

void *memory_get(size_t count, size_t size) {
  void *memory = calloc(count > 0 ? count : 1, size);
  if (!memory)
    stop();
  return memory;
}

void *memory_grow(void *array, size_t count, size_t size) {
  if ((count & (count - 1)) != 0)
    return array;
  if (count > SIZE_MAX / 2 / size)
    stop();
  void *grown = realloc(array, (count > 0 ? 2 * count : 1) * size);
  if (!grown)
    stop();
  return grown;
}

char *memory_text(const char *text) {
  char *copy = strdup(text);
  if (!copy)
    stop();
  return copy;
}

char *memory_format(const char *format, ...) {
  char *text = NULL;
  va_list arguments;
  va_start(arguments, format);
  int length = vasprintf(&text, format, arguments);
  va_end(arguments);
  if (length < 0)
    stop();
  return text;
}
