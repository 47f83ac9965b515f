/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: a firmware that measures the jobs on an emulated board, as images and as functions of its
 * own, and checks that both come to the same. It prints lines `what quantity value`; exit code 1
 * means that something went wrong, and what was printed is not to be used. */
#include <stdbool.h>
#include <string.h>

#include "container.h"
#include "emulated/board.h"
#include "engine/ebpf/parameters.h"
#include "host.h"
#include "jobs.h"
#include "measure.h"
#include "report.h"

#define BINDING_JOB "binding-call"
#define BINDING_CALLS 1000u

static struct container container;
static _Alignas(8) uint8_t context[JOB_CONTEXT_MAXIMUM];
static _Alignas(8) uint8_t native_context[JOB_CONTEXT_MAXIMUM];
static uint32_t stack_most;

static struct thimble_event event_of(uint32_t length) {
  return (struct thimble_event){.context = context, .length = length, .writable = length};
}

/* The container and the function must agree about the result and about the context. */
static void check_job(const struct job *job) {
  struct thimble_event event = event_of(job->length);
  struct thimble_outcome outcome;
  job->fill(context, job->length);
  job->fill(native_context, job->length);
  if (container_run(&container, job->name, &event, &outcome) !=
      job->native(native_context, job->length))
    bench_fail(job->name, "the container's result is not the function's");
  if (memcmp(context, native_context, job->length) != 0)
    bench_fail(job->name, "the container's context is not the function's");
  report(job->name, "fuel", outcome.fuel_used);
}

static void watch_stack(const struct thimble_event *event) {
  uint32_t stack = measure_stack(&container.instance, event);
  if (stack > stack_most)
    stack_most = stack;
}

static void measure_job(const struct job *job) {
  struct thimble_event event = event_of(job->length);
  container_load(&container, job->name);
  check_job(job);
  job->fill(context, job->length);
  report(job->name, "interpreted", measure_run(&container.instance, &event));
  job->fill(context, job->length);
  report(job->name, "native", measure_native(job->native, context, job->length));
  job->fill(context, job->length);
  watch_stack(&event);
}

static uint32_t measure_calls(uint32_t calls) {
  struct thimble_event event = event_of(sizeof calls);
  struct thimble_outcome outcome;
  int64_t expected = 0;
  job_put_number(context, calls);
  for (uint32_t call = 0; call < calls; call++)
    expected += (int64_t)container_clock + call;
  if (container_run(&container, BINDING_JOB, &event, &outcome) != expected)
    bench_fail(BINDING_JOB, "the sum of the clock's readings is wrong");
  watch_stack(&event);
  return measure_run(&container.instance, &event);
}

/* One round of a loop that calls it, the loop's own four instructions included. */
static void measure_binding(void) {
  container_load(&container, BINDING_JOB);
  uint32_t none = measure_calls(0);
  report(BINDING_JOB, "interpreted", (measure_calls(BINDING_CALLS) - none) / BINDING_CALLS);
}

/* What it takes to bring an image to where it can run. */
static void measure_start(const char *job) {
  container_load(&container, job);
  report("image", "read", thimble_board_count(container_read_image, &container));
  report("program", "verify-and-load", thimble_board_count(container_verify_and_load, &container));
  report("program", "bytes", container.image.program.length);
}

/* Memory of an instance and of a run that have neither data nor stack nor local calls. */
static void measure_least_memory(void) {
  struct thimble_need need;
  container_load(&container, "empty");
  thimble_program_need(&container.program, &need);
  report("ram", "program", sizeof container.program);
  report("ram", "instance", sizeof container.instance + (uint32_t)need.instance);
  report("ram", "run", (uint32_t)need.run);
}

/* All that an example takes. */
static void measure_example_memory(const char *name) {
  struct thimble_need need;
  container_load(&container, name);
  thimble_program_need(&container.program, &need);
  report("ram", name, (uint32_t)(need.instance + need.run));
}

/* eBPF: what a local call keeps, apart from the frame, whose size the image states. */
static void measure_frame_memory(void) {
  struct thimble_need need;
  container_load(&container, "fibonacci");
  if (container.image.engine != THIMBLE_ENGINE_EBPF)
    return;
  thimble_program_need(&container.program, &need);
  const struct thimble_ebpf_parameters *parameters = thimble_ebpf_parameters_of(&container.program);
  uint32_t stack = parameters->frame_size * parameters->call_depth;
  report("ram", "frame", ((uint32_t)need.run - stack) / (parameters->call_depth - 1));
}

int main(void) {
  for (uint32_t index = 0; index < JOBS; index++)
    measure_job(&jobs[index]);
  measure_binding();
  measure_start(jobs[0].name);
  measure_least_memory();
  measure_example_memory("heart-rate");
  measure_frame_memory();
  host_measure();
  report("ram", "stack", stack_most);
  return 0;
}
