/* SPDX-License-Identifier: Apache-2.0 */
/* store.h: the modules of a test file, and calls between them (core specification, section 4.2.1).
 * There is one store; each module has memory of its own, so that the address sanitizer tells them
 * apart.
 *
 * A function is known by its reference: those of module `spectest` come first, from 1, then those
 * of each instance in a range of its own. */
#ifndef THIMBLE_TEST_WASM_STORE_H
#define THIMBLE_TEST_WASM_STORE_H

#include "engine/wasm/module.h"

/* References are below: they have the bits of `code` in thimble_wasm_function. */
#define STORE_REFERENCES THIMBLE_WASM_MODULE_MAXIMUM

struct global_type {
  uint8_t value;
  bool is_mutable;
};

struct instance {
  struct thimble_bytes name; /* of the test file, or empty */
  struct thimble_wasm_module module;
  struct thimble_wasm_state *state;
  struct global_type *imported_globals;
  bool is_registered;
  bool is_linked; /* its functions have references */
};

/* A vector of value types is a byte for each. */
struct function_type {
  struct thimble_bytes parameters;
  struct thimble_bytes results;
};

/* Empties the store. Later modules have these bounds; `branches` of it is not used. */
void store_start(const struct thimble_wasm_bounds *bounds);

/* Validates a module, and forgets it. What it imports need not be there. */
enum thimble_reason store_validate(struct thimble_bytes module, struct thimble_wasm_error *error);

/* Loads, links and instantiates a module, and runs its start function. The bytes and the name stay
 * where they are. Null: `error` says why. An instance that nothing can reach any more is given back
 * by store_release(). */
struct instance *store_add(struct thimble_bytes module, struct thimble_bytes name,
                           struct thimble_wasm_error *error);

/* Gives memory back if it is the last instance, has no name, and can have left no reference in
 * another one. */
void store_release(struct instance *instance);

/* The last one of this name; or null. */
struct instance *store_find(struct thimble_bytes name);

/* Other modules can import from the instance by the name `as`. False: there are too many. */
bool store_register(struct instance *instance, struct thimble_bytes as);
struct instance *store_find_registered(struct thimble_bytes as);

struct instance *store_instance_of(const struct thimble_wasm_state *state);

/* The reference of a function by its index. */
uint32_t store_reference(const struct instance *instance, uint32_t function);

struct function_type store_type(uint32_t reference);

union thimble_wasm_slot *store_global(const struct instance *instance, uint32_t global,
                                      struct global_type *type);

/* Slots where the arguments of a first call are put, and its results are found. */
union thimble_wasm_slot *store_stack(void);

/* Calls a function that is not null. The arguments are in `values`, which lie in the store's stack;
 * the results go there. Takes from `fuel`. */
enum thimble_reason store_call(uint32_t reference, union thimble_wasm_slot *values, uint32_t *fuel);

#endif
