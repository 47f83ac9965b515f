/* SPDX-License-Identifier: Apache-2.0 */
/* host.c: a host with one hook and one container at a time, and as little round them as can be: a
 * clock that only counts, a lock that does nothing, no observer. */
#include "host.h"

#include <stddef.h>
#include <thimble/host.h>

#include "container.h"
#include "emulated/board.h"
#include "jobs.h"
#include "measure.h"
#include "report.h"

enum {
  CONTEXT_LENGTH = 16,
  ENTRIES = 10, /* in the store, when values are measured */
  ROUNDS = 100,
};

static uint64_t clock_ms(void *device) {
  (void)device;
  return container_clock++;
}

static void do_nothing(void *device) {
  (void)device;
}

static const struct thimble_port port = {
    .clock_ms = clock_ms, .lock = do_nothing, .unlock = do_nothing};

static _Alignas(16) uint8_t run_memory[4096];
static struct thimble_arena arena = {.memory = {run_memory, sizeof run_memory}};
static const struct thimble_hook_type type = {
    .name = "timer", .context_length = CONTEXT_LENGTH, .allowed = {.grants = THIMBLE_GRANTS_ALL}};
static struct thimble_hook hook = {.type = &type, .arena = &arena};
static struct thimble_hook *const hooks[] = {&hook};

#define VALUES \
  { .entries = ENTRIES, .bytes = 1024 }

static const struct thimble_tenant_policy unlimited = {.name = "unlimited",
                                                       .allowed = {.grants = THIMBLE_GRANTS_ALL},
                                                       .containers = 1,
                                                       .private_values = VALUES};
static const struct thimble_tenant_policy limited = {.name = "limited",
                                                     .allowed = {.grants = THIMBLE_GRANTS_ALL},
                                                     .fuel_per_second = 1000000,
                                                     .containers = 1,
                                                     .private_values = VALUES};
enum {
  UNLIMITED,
  LIMITED,
  TENANTS
};
static struct thimble_tenant tenants[TENANTS] = {{.policy = &unlimited}, {.policy = &limited}};

static struct thimble_container containers[1];
static _Alignas(16) uint8_t memory[8192];
static uint8_t store_bytes[2048];
static struct thimble_key_value_store store;

static struct thimble_host host = {
    .port = &port,
    .bindings = &thimble_bindings,
    .hooks = hooks,
    .hook_count = 1,
    .tenants = tenants,
    .tenant_count = TENANTS,
    .containers = containers,
    .container_count = 1,
    .memory = {memory, sizeof memory},
    .values = &store,
};

static _Alignas(8) uint8_t context[CONTEXT_LENGTH];
static struct container image;

static void start(void) {
  thimble_key_value_start(&store, store_bytes, sizeof store_bytes);
  if (thimble_host_start(&host) != THIMBLE_OK)
    bench_fail("host", "it does not start");
}

struct install_call {
  struct thimble_tenant *tenant;
  struct thimble_install_report report;
};

static void call_install(void *argument) {
  struct install_call *call = argument;
  struct thimble_bytes bytes = {image.bytes, image.length};
  (void)thimble_install(&host, call->tenant, bytes, &call->report);
}

/* Starts the host anew, installs the image of a job, and returns the instructions of that. */
static uint32_t install(const char *job, uint32_t tenant) {
  struct install_call call = {.tenant = &tenants[tenant]};
  start();
  container_load(&image, job);
  uint32_t instructions = thimble_board_count(call_install, &call);
  if (call.report.container == NULL)
    bench_fail(job, "it was not installed");
  return instructions;
}

static void call_fire(void *argument) {
  struct thimble_firing *firing = argument;
  (void)thimble_fire(&host, &hook, firing);
}

static uint32_t measure_fire(uint32_t expected) {
  struct thimble_firing firing = {.context = context};
  uint32_t instructions = thimble_board_count(call_fire, &firing);
  if (firing.ran != expected || firing.failed != 0)
    bench_fail("host", "the hook's containers did not run");
  return instructions;
}

static uint32_t measure_bare_run(void) {
  const struct thimble_event event = {context, CONTEXT_LENGTH, 0};
  return measure_run(&containers[0].instance, &event);
}

/* What the host adds to the run of an empty container. The second firing: the first one may differ.
 */
static uint32_t measure_overhead(uint32_t tenant) {
  (void)install("empty", tenant);
  (void)measure_fire(1);
  return measure_fire(1) - measure_bare_run();
}

static void fill_store(void) {
  char key[] = "key-0";
  for (uint32_t entry = 0; entry < ENTRIES; entry++) {
    const struct thimble_value value = {.type = THIMBLE_VALUE_INTEGER, .integer = 3};
    key[sizeof key - 2] = (char)('0' + entry);
    struct thimble_bytes name = {(const uint8_t *)key, sizeof key - 1};
    if (thimble_key_value_set(&containers[0].values, name, &value, 0) != THIMBLE_OK)
      bench_fail("host", "a value was not kept");
  }
}

static uint32_t measure_rounds(const char *job, uint32_t rounds, int64_t expected) {
  const struct thimble_event event = {context, CONTEXT_LENGTH, 0};
  struct thimble_outcome outcome;
  job_put_number(context, rounds);
  thimble_run(&containers[0].instance, &event, THIMBLE_FUEL_MAXIMUM, &outcome);
  if (outcome.kind != THIMBLE_DONE || outcome.value != expected)
    bench_fail(job, "its result is wrong");
  return measure_bare_run();
}

/* One round of a loop in a container, the loop's own instructions included. */
static void measure_value(const char *job, int64_t round) {
  (void)install(job, UNLIMITED);
  fill_store();
  uint32_t none = measure_rounds(job, 0, 0);
  report(job, "interpreted", (measure_rounds(job, ROUNDS, ROUNDS * round) - none) / ROUNDS);
}

/* An installed container without data, and what there is once. */
static void report_memory(void) {
  struct thimble_need need;
  (void)install("empty", UNLIMITED);
  thimble_program_need(&containers[0].program, &need);
  report("ram", "container", sizeof(struct thimble_container) + (uint32_t)need.instance);
  report("ram", "host", sizeof(struct thimble_host));
  report("ram", "hook", sizeof(struct thimble_hook));
  report("ram", "tenant", sizeof(struct thimble_tenant));
}

void host_measure(void) {
  start();
  report("hook", "empty", measure_fire(0));
  report("hook", "one", measure_overhead(UNLIMITED));
  report("hook", "one-with-budget", measure_overhead(LIMITED));
  report("host", "install", install("fletcher32", UNLIMITED));
  measure_value("value-get", 3);
  measure_value("value-put", 1);
  report_memory();
}
