/* SPDX-License-Identifier: Apache-2.0 */
/* place.h: where in the source something is that the backend refuses. */
#ifndef THIMBLE_CLI_COMPILE_PLACE_H
#define THIMBLE_CLI_COMPILE_PLACE_H

#include <stdbool.h>
#include <stdint.h>

struct compile_place {
  char *file;     /* free() gives it back */
  uint32_t line;  /* 0: unknown */
  char *function; /* null: unknown; free() gives it back */
};

/* Reads the place out of one line of the backend,
 *
 *   error: heart.c:12:9: in function run i64 (ptr): A call to built-in function '__adddf3' is ...
 *
 * which says <unknown>:0:0 about parameters, results and the stack: then the line is that of the
 * function in `code` (LLVM IR as text). Signed division is another matter in clang 14. Without a
 * place in `error` the file is `source`. */
void compile_place_read(struct compile_place *place, const char *source, const char *error,
                        const char *code);

void compile_place_free(struct compile_place *place);

bool compile_place_equal(const struct compile_place *left, const struct compile_place *right);

#endif
