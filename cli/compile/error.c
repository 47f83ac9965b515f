/* SPDX-License-Identifier: Apache-2.0 */
/* error.c: see error.h. The backend's own lines look like
 *
 *   error: heart.c:12:9: in function run i64 (ptr): A call to built-in function '__adddf3' is ...
 */
#include "cli/compile/error.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/compile/place.h"

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
    {"pass by value", "a struct is given by value; give its address"},
    {"aggregate returns", "a function returns a struct; let it fill one in, by its address"},
    {"VarArgs or StructRet",
     "a function returns a struct or has variable arguments; use an address instead"},
    {"variadic functions",
     "a function has variable arguments; give it a fixed number of parameters"},
    {"ti3'", "128-bit arithmetic, which checked 64-bit multiplication needs too, is not available; "
             "use fewer bits"},
    {"only small returns", "a function returns more than 64 bits; return it by its address"},
    {"built-in function '__",
     "floating point is not available; use integers, for instance in hundredths"},
    {"built-in function '",
     "a function of the C library is not available; write it, or do without"},
    {"stack limit of 512 bytes",
     "a function needs more than 512 bytes of stack; make its large variables static, or install "
     "clang-19"},
    {"signed division",
     "signed division needs BPF v4 (clang 18 or later); divide unsigned numbers instead"},
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

/* Says one thing about a place, `last` being where the one before was: the backend names every
 * expression there, and what follows from the first. */
static void print_advice(struct compile_place *last, const char *source, const char *error,
                         const char *code, const char *advice) {
  struct compile_place place;
  compile_place_read(&place, source, error, code);
  if (compile_place_equal(last, &place)) {
    compile_place_free(&place);
    return;
  }
  if (place.function)
    message_error_at(place.file, place.line, "in function '%s', %s", place.function, advice);
  else
    message_error_at(place.file, place.line, "%s", advice);
  compile_place_free(last);
  *last = place;
}

/* The compiler's count of errors does not match what is printed here. */
static bool is_count(const char *line) {
  return strstr(line, " errors generated.") || strstr(line, " error generated.");
}

static bool is_fatal(const char *line) {
  return strncmp(line, "fatal error: ", 13) == 0 || strncmp(line, "Error at line ", 14) == 0;
}

void compile_error_print(const char *source, const char *errors, const char *code) {
  char *copy = memory_text(errors);
  char *rest = copy;
  struct compile_place last = {0};
  for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    const char *advice = find_advice(line);
    if (advice)
      print_advice(&last, source, line, code, advice);
    else if (!is_count(line))
      fprintf(stderr, "%s\n", line);
    if (!advice && is_fatal(line))
      message_error_at(source, 0, "the compiler gave up; try clang-19, or write it another way");
    if (is_fatal(line))
      break; /* what follows is a dump of the compiler's stack */
  }
  compile_place_free(&last);
  free(copy);
}
