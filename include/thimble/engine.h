/* SPDX-License-Identifier: Apache-2.0 */
/* engine.h: the contract of an engine: one way to execute code.
 *
 * An engine has no state of its own, allocates nothing and knows neither the host nor another
 * engine. A program goes through it in one order only, each stage handing on a type that only that
 * stage makes:
 *
 *   image --verify--> program --load--> instance --run--> outcome, as often as one likes
 *
 * Memory comes from the caller, in two parts: the instance's, as long as the container is
 * installed, and the run's, which containers that never run at the same time may share. Neither
 * needs to be cleared first, and a run leaves nothing that a later run could read. */
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
  size_t instance; /* bytes, as long as it is loaded */
  size_t run;      /* bytes, while it runs */
  size_t alignment;
};

/* What verification is measured against: the bindings there are, and the grants that the owner of
 * the device allows. The container gets what it asked for and is allowed, nothing else. */
struct thimble_policy {
  const struct thimble_binding_table *bindings;
  thimble_grant_set allowed;
};

/* Why a program was refused. */
struct thimble_refusal {
  enum thimble_reason reason;
  uint32_t place;  /* eBPF: index of the instruction, counted in eight-byte slots */
  uint32_t detail; /* the number that the reason speaks of: a target, a binding, a register */
};

/* A program that was verified. Made by thimble_verify() alone; treat the fields as private. */
struct thimble_program {
  const struct thimble_engine *engine;
  struct thimble_image image;
  const struct thimble_binding_table *bindings;
  thimble_grant_set granted;
};

/* What happens at a hook: the bytes that the container may see, for this run only. */
struct thimble_event {
  uint8_t *context;
  uint32_t length;
  uint32_t writable; /* bytes from the start that the container may change: 0 or `length` */
};

enum thimble_outcome_kind {
  THIMBLE_DONE = 0,
  THIMBLE_TRAPPED = 1,
  THIMBLE_REFUSED = 2,
  THIMBLE_OUT_OF_FUEL = 3,
  THIMBLE_OUT_OF_MEMORY = 4,
};

/* How a run ended. */
struct thimble_outcome {
  enum thimble_outcome_kind kind;
  uint32_t fuel_used;
  int64_t value;              /* DONE: what the container returned */
  enum thimble_reason reason; /* otherwise; else THIMBLE_REASON_NONE */
  uint32_t place;             /* as in thimble_refusal: where it stopped */
  uint64_t address;           /* the guest address that the reason speaks of, else 0 */
  uint32_t depth;             /* eBPF: the most frames that were in use at once */
};

/* What a run is given. */
struct thimble_run {
  const struct thimble_port *port;
  struct thimble_memory memory; /* at least thimble_need.run bytes */
  struct thimble_event event;
  uint32_t fuel; /* at most THIMBLE_FUEL_MAXIMUM; the image's own limit holds as well */
};

/* One engine. The functions are called through thimble_verify() and its sisters only. */
struct thimble_engine {
  const char *name;
  uint32_t number; /* enum thimble_engine_number */
  enum thimble_result (*verify)(struct thimble_program *program, struct thimble_refusal *refusal);
  void (*need)(const struct thimble_program *program, struct thimble_need *need);
  void (*load)(const struct thimble_program *program, void *instance);
  void (*run)(const struct thimble_program *program, void *instance, const struct thimble_run *run,
              struct thimble_outcome *outcome);
};

/* A loaded program. Made by thimble_load() alone; treat the fields as private. */
struct thimble_instance {
  const struct thimble_program *program;
  void *memory;
};

/* Verifies an image: afterwards `program` is ready to load. Errors: UNSUPPORTED (no such engine in
 * this build), MALFORMED, LIMIT or REFUSED, and `refusal` says why. */
enum thimble_result thimble_verify(struct thimble_program *program,
                                   const struct thimble_image *image,
                                   const struct thimble_policy *policy,
                                   struct thimble_refusal *refusal);

void thimble_program_need(const struct thimble_program *program, struct thimble_need *need);

/* Loads a program, which must outlive the instance, into memory of the caller. Errors: NO_MEMORY
 * (size or alignment), and nothing was touched. */
enum thimble_result thimble_load(struct thimble_instance *instance,
                                 const struct thimble_program *program,
                                 struct thimble_memory memory);

/* Runs once. The run always ends: see docs/fuel.md for how late an engine may notice that the fuel
 * is gone. The data of the container lives on from run to run and is reloaded after any outcome but
 * THIMBLE_DONE. */
void thimble_run(struct thimble_instance *instance, const struct thimble_run *run,
                 struct thimble_outcome *outcome);

#endif
