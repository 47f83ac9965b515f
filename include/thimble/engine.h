/* SPDX-License-Identifier: Apache-2.0 */
/* engine.h: the contract of an engine: one way to execute code.
 *
 * An engine has no state of its own, allocates nothing and knows neither the host nor another
 * engine. A program goes through it in one order only, each stage handing on a type that only that
 * stage makes:
 *
 *   image --verify--> program --load--> instance --run--> outcome, as often as one likes
 *
 * What an engine learns of the code may need the instance's memory: such an engine verifies in part
 * before, so that what a program needs is known, and finishes in load. Nothing runs before.
 *
 * Memory comes from the caller, in two parts: the instance's own, and the memory it runs in, which
 * containers that never run at the same time may share. Both belong to the engine from load to
 * unload; neither needs to be cleared first, and a run leaves nothing that a later one could read.
 */
#ifndef THIMBLE_ENGINE_H
#define THIMBLE_ENGINE_H

#include <stddef.h>
#include <thimble/binding.h>
#include <thimble/image.h>
#include <thimble/reason.h>

struct thimble_engine;

/* Memory that the caller hands over. */
struct thimble_memory {
  void *data;
  size_t size;
};

/* What a program needs before it can be loaded and run. */
struct thimble_need {
  size_t instance; /* bytes of its own */
  size_t run;      /* bytes to run in */
  size_t alignment;
};

/* What verification is measured against: the bindings there are, and the grants that the owner of
 * the device allows. The container gets what it asked for and is allowed, nothing else. */
struct thimble_policy {
  const struct thimble_binding_table *bindings;
  thimble_grant_set allowed;
};

/* Why a program was refused. */
struct thimble_program_refusal {
  enum thimble_reason reason;
  uint32_t place;  /* eBPF: slot of the instruction; WebAssembly: byte of the module */
  uint32_t detail; /* the number that the reason speaks of: a target, a binding, a register */
};

/* Words in which an engine keeps what it learnt while verifying. */
#define THIMBLE_PROGRAM_WORDS 7u

/* A program that was verified, as far as its engine does before load. Made by thimble_verify()
 * alone; treat the fields as private. */
struct thimble_program {
  const struct thimble_engine *engine;
  struct thimble_image image;
  const struct thimble_binding_table *bindings;
  thimble_grant_set granted;
  uint32_t words[THIMBLE_PROGRAM_WORDS]; /* the engine's own */
};

/* What happens at a hook: the bytes that the container may see, for this run only. */
struct thimble_event {
  uint8_t *context;
  uint32_t length;
  uint32_t writable; /* bytes from the start that the container may change, at most `length` */
};

enum thimble_outcome_kind {
  THIMBLE_DONE = 0,
  THIMBLE_TRAPPED = 1,
  THIMBLE_REFUSED = 2,
  THIMBLE_OUT_OF_FUEL = 3,
  THIMBLE_OUT_OF_MEMORY = 4,
};

/* `done`, `trapped`, `refused`, `out of fuel`, `out of memory`; never null. */
const char *thimble_outcome_text(enum thimble_outcome_kind kind);

/* How a run ended. */
struct thimble_outcome {
  enum thimble_outcome_kind kind;
  enum thimble_reason reason; /* THIMBLE_REASON_NONE when DONE */
  uint32_t fuel_used;
  int64_t value;  /* DONE: what the container returned; else 0 */
  uint32_t depth; /* most in use at once of the stack. eBPF: frames; WebAssembly: slots */
  /* Set only when not DONE: */
  uint32_t place;   /* where it stopped, as in thimble_program_refusal */
  uint64_t address; /* the guest address, or the binding, that the reason speaks of; or 0 */
};

/* Where a program is loaded: its own memory, the memory it runs in, and who it is. */
struct thimble_place {
  struct thimble_memory own;
  struct thimble_memory run;
  struct thimble_caller *caller; /* what its bindings know of it */
};

/* Runs a loaded program once, or goes on with a run; see thimble_run() and thimble_resume(). */
typedef void thimble_engine_run(void *own, const struct thimble_event *event, uint32_t fuel,
                                struct thimble_outcome *outcome);

/* One engine. The functions are called through thimble_verify() and its sisters only. */
struct thimble_engine {
  const char *name;
  uint32_t number; /* enum thimble_engine_number */
  enum thimble_result (*verify)(struct thimble_program *program,
                                struct thimble_program_refusal *refusal);
  void (*need)(const struct thimble_program *program, struct thimble_need *need);
  enum thimble_result (*load)(const struct thimble_program *program,
                              const struct thimble_place *place,
                              struct thimble_program_refusal *refusal);
  thimble_engine_run *run;
  thimble_engine_run *resume; /* null: a run that is out of fuel cannot go on */
};

/* A loaded program. Made by thimble_load() alone; treat the fields as private. */
struct thimble_instance {
  void *own;
  thimble_engine_run *run;
  const struct thimble_engine *engine;
};

/* Verifies an image: afterwards `program` is ready to load. The verdict is whole after load: see
 * there. Errors: UNSUPPORTED (no such engine in this build) or REFUSED, and `refusal` says why. */
enum thimble_result thimble_verify(struct thimble_program *program,
                                   const struct thimble_image *image,
                                   const struct thimble_policy *policy,
                                   struct thimble_program_refusal *refusal);

void thimble_program_need(const struct thimble_program *program, struct thimble_need *need);

/* Loads a program, which must outlive the instance, into memory of the caller. Errors: NO_MEMORY
 * (size or alignment), and nothing was touched; REFUSED by an engine that finishes verification
 * here, and `refusal` says why: the instance is not to be run. To unload, forget the instance and
 * its memory. */
enum thimble_result thimble_load(struct thimble_instance *instance,
                                 const struct thimble_program *program,
                                 const struct thimble_place *place,
                                 struct thimble_program_refusal *refusal);

/* Runs once, with at most `fuel`, THIMBLE_FUEL_MAXIMUM and what the image states. The run always
 * ends: docs/fuel.md says how late an engine may notice that the fuel is gone. The
 * container's data lives on from run to run and is reloaded after any outcome but THIMBLE_DONE. */
static inline void thimble_run(const struct thimble_instance *instance,
                               const struct thimble_event *event, uint32_t fuel,
                               struct thimble_outcome *outcome) {
  instance->run(instance->own, event, fuel, outcome);
}

/* Goes on with a run of this instance that ended OUT_OF_FUEL, with at most `fuel` more, as
 * thimble_run() does; `fuel_used` is that of this part alone. Only the run before may be resumed,
 * with the same event, and only if nothing ran and nothing was loaded since in the memory that it
 * runs in: its open calls are there, and are believed. Errors: UNSUPPORTED (this engine cannot;
 * `outcome` is untouched). */
enum thimble_result thimble_resume(const struct thimble_instance *instance,
                                   const struct thimble_event *event, uint32_t fuel,
                                   struct thimble_outcome *outcome);

/* Lends memory to a loaded program for direct use in its next run, in the first slot that is free:
 * `slot` is 0 to THIMBLE_LOANS - 1 (eBPF: region 5 + slot). Memory that the program can already
 * reach is refused, so that no two regions overlap. Errors: INVALID (empty, or it overlaps), LIMIT
 * (no slot is free), UNSUPPORTED (this engine takes none: its programs have the bindings for
 * `loans` of the caller). */
enum thimble_result thimble_lend(const struct thimble_instance *instance,
                                 const struct thimble_loan *loan, uint32_t *slot);

/* Takes back all that was lent. Whoever lends calls it after the run, however that ended. */
void thimble_reclaim(const struct thimble_instance *instance);

#endif
