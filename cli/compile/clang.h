/* SPDX-License-Identifier: Apache-2.0 */
/* clang.h: which clang to use, and what it can do. */
#ifndef THIMBLE_CLI_COMPILE_CLANG_H
#define THIMBLE_CLI_COMPILE_CLANG_H

#include <stdbool.h>

/* The first release with BPF v4 (signed division, sign-extending moves and loads). */
#define CLANG_WITH_V4 18u
/* The first release whose limit on the stack of a function can be raised. */
#define CLANG_WITH_LARGE_STACK 19u

struct clang {
  const char *program; /* a name to be found in PATH, or a path; not owned */
  unsigned version;    /* the major one */
  const char *cpu;     /* "v3" or "v4" */
};

/* Finds a clang: the one that THIMBLE_CLANG names, else the best in PATH. `cpu` is the instruction
 * set asked for, or null for the newest that the compiler has. False: the message is printed. */
bool clang_find(struct clang *clang, const char *cpu);

#endif
