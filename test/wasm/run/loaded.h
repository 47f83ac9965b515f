/* SPDX-License-Identifier: Apache-2.0 */
/* loaded.h: a module in the text of assemble.h, brought through the engine's contract to where it
 * runs, in memory with guards on both sides. One at a time. */
#ifndef THIMBLE_TEST_WASM_RUN_LOADED_H
#define THIMBLE_TEST_WASM_RUN_LOADED_H

#include <thimble/engine.h>

/* What differs from test to test; what is left out is zero or as it says here. */
struct module_parts {
  const char *text;
  uint32_t entry;
  uint32_t stack;  /* slots; 0 stands for 64 */
  uint32_t memory; /* bytes; 0 stands for 256 */
  uint32_t room;   /* bytes for the context */
  uint32_t limit;  /* of the image, in bytes; 0 stands for THIMBLE_MEMORY_MAXIMUM */
  const struct thimble_binding_table *bindings; /* null: none */
};

extern struct thimble_program_refusal loaded_refusal;
extern uint32_t loaded_mark; /* where the text has its `@` */

/* Verifies and loads; the result of what failed. */
enum thimble_result module_load(const struct module_parts *parts);

/* Loads what has to be fine. */
void module_must_load(const struct module_parts *parts);

/* Run and resume. Without an event there is no context. Both check the guards. */
struct thimble_outcome module_run(const struct thimble_event *event, uint32_t fuel);
struct thimble_outcome module_resume(const struct thimble_event *event, uint32_t fuel);

/* A run with fuel enough that must come to this value. */
void module_must_return(int64_t value);

/* A run that must trap at the mark. */
void module_must_trap(enum thimble_reason reason, uint64_t address);

#define FUEL_ENOUGH 100000u

#endif
