/* SPDX-License-Identifier: Apache-2.0 */
/* compile_error.c: see compile_error.h. The backend's own lines look like
 *
 *   error: heart.c:12:9: in function run i64 (ptr): A call to built-in function '__adddf3' is ...
 */
#include "compile_error.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "message.h"

/* The first that fits counts. */
static const struct {
  const char *refusal;
  const char *advice;
} known[] = {
    {"defined with too many args",
     "a function has more than five parameters; hand some over in a struct, by its address"},
    {"stack arguments are not supported",
     "a function has more than five parameters; hand some over in a struct, by its address"},
    {"too many arg",
     "a call passes more than five arguments; hand some over in a struct, by its address"},
    {"aggregate returns", "a function returns a struct; let it fill one in, by its address"},
    {"VarArgs or StructRet",
     "a function returns a struct or has variable arguments; use an address instead"},
    {"variadic functions",
     "a function has variable arguments; give it a fixed number of parameters"},
    {"built-in function '__multi3'", "128-bit arithmetic is not available; use 64 bits"},
    {"ti3'", "128-bit arithmetic is not available; use 64 bits"},
    {"only small returns", "a function returns more than 64 bits; return it by its address"},
    {"built-in function '__",
     "floating point is not available; use integers, for instance in hundredths"},
    {"built-in function '",
     "a function of the C library is not available; write it, or do without"},
    {"stack limit of 512 bytes",
     "a function needs more than 512 bytes of stack; make its large variables static, or install "
     "clang-19"},
    {"nsupported signed division",
     "signed division needs BPF v4; install clang-19, or divide unsigned numbers"},
    {"ynamic stack allocation",
     "an array on the stack has no constant size; give it one, or make it static"},
};

static const char *find_advice(const char *line) {
  for (size_t index = 0; index < sizeof known / sizeof known[0]; index++) {
    if (strstr(line, known[index].refusal))
      return known[index].advice;
  }
  return NULL;
}

/* The number before the last of `colons` colons that end the place `FILE:LINE:COLUMN`. Cuts the
 * text there, so that the file's name is left. */
static unsigned long cut_line(char *place) {
  char *column = strrchr(place, ':');
  if (!column)
    return 0;
  *column = 0;
  char *line = strrchr(place, ':');
  if (!line)
    return 0;
  *line = 0;
  return strtoul(line + 1, NULL, 10);
}

/* Splits `error: FILE:LINE:COLUMN: in function NAME TYPE: TEXT` and prints it with the advice. */
static bool print_located(const char *source, char *line, const char *advice) {
  char *place = strstr(line, "error: ");
  char *function = strstr(line, ": in function ");
  if (!place || !function || place + 7 > function)
    return false;
  *function = 0;
  function += strlen(": in function ");
  function[strcspn(function, " ")] = 0;
  place += strlen("error: ");
  unsigned long number = cut_line(place);
  if (number > 0)
    message_error_at(place, (uint32_t)number, "in function '%s', %s", function, advice);
  else
    message_error_at(source, 0, "in function '%s', %s", function, advice);
  return true;
}

/* Returns whether the line was fatal, so that only a dump of the compiler's stack follows. */
static bool print_line(const char *source, char *line, char *previous, size_t size) {
  const char *advice = find_advice(line);
  if (!advice) {
    if (*line && !strstr(line, " errors generated.") && !strstr(line, " error generated."))
      fprintf(stderr, "%s\n", line);
    return false;
  }
  bool fatal = strstr(line, "fatal error") != NULL;
  char *key = memory_format("%.*s", (int)strcspn(line, "("), line);
  bool repeated = strncmp(previous, key, size - 1) == 0;
  snprintf(previous, size, "%s", key);
  free(key);
  if (!repeated && !print_located(source, line, advice))
    message_error_at(source, 0, "%s", advice);
  return fatal;
}

void compile_error_print(const char *source, const char *text) {
  char *copy = memory_text(text);
  char *rest = copy;
  char previous[256] = "";
  for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    if (print_line(source, line, previous, sizeof previous))
      break;
  }
  free(copy);
}
