/* SPDX-License-Identifier: Apache-2.0 */
/* binding.h: a host function that a container may call.
 *
 * The engine checks every guest pointer against that guest's own memory before a binding sees it,
 * and charges the fuel, so a binding needs no check of its own on addresses. No binding hands out
 * a host address, and none keeps a pointer from `struct thimble_call` beyond its return. */
#ifndef THIMBLE_BINDING_H
#define THIMBLE_BINDING_H

#include <thimble/bytes.h>
#include <thimble/caller.h>
#include <thimble/limits.h>

/* One argument: `integer` for i and l, the bytes for s (without the NUL), r and w. A view of length
 * zero has a null `data`. `writable` is null but for w. What the letter does not speak of, and
 * arguments beyond the signature, are not set. */
struct thimble_argument {
  int64_t integer;
  const uint8_t *data;
  uint8_t *writable;
  uint32_t length;
};

struct thimble_call {
  struct thimble_caller *caller;
  bool refused; /* set by a binding that is used beyond the scope of its grant: the run ends */
  struct thimble_argument arguments[THIMBLE_BINDING_ARGUMENTS];
};

typedef int64_t thimble_binding_function(struct thimble_call *call);

struct thimble_binding {
  const char *name;
  thimble_binding_function *function; /* null: no binding has this number */
  char result;                        /* letters as in bindings.def */
  char arguments[THIMBLE_BINDING_ARGUMENTS + 1];
  uint8_t grant;
  uint8_t call_cost; /* fuel for a call, beside that of the instruction */
  uint8_t byte_cost; /* fuel for each byte handled */
};

/* Indexed by the binding's number. */
struct thimble_binding_table {
  const struct thimble_binding *bindings;
  uint32_t count;
};

/* The table of bindings.def. */
extern const struct thimble_binding_table thimble_bindings;

#endif
