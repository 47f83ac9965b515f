/* SPDX-License-Identifier: Apache-2.0 */
/* container.c: see container.h. */
#include "container.h"

#include <stdbool.h>
#include <string.h>

#include "emulated/board.h"
#include "emulated/print.h"

#define PATH_MAXIMUM 1024u

static const struct thimble_policy policy = {&thimble_bindings, THIMBLE_GRANTS_ALL};

uint64_t container_clock;

/* A clock as cheap as can be, so that a call of it costs what the engine costs. */
static uint64_t clock_ms(void *device) {
  (void)device;
  return container_clock++;
}

static const struct thimble_port port = {.clock_ms = clock_ms};
static struct thimble_caller caller = {.port = &port, .name = {(const uint8_t *)"bench", 5}};

_Noreturn void bench_fail(const char *job, const char *what) {
  thimble_print("bench: ");
  thimble_print(job);
  thimble_print(": ");
  thimble_print(what);
  thimble_print("\n");
  thimble_board_exit(1);
}

/* Finds the item JOB=PATH of the command line. */
static bool find_path(const char *job, char *path, uint32_t size) {
  uint32_t position = 0;
  uint32_t name = (uint32_t)strlen(job);
  struct thimble_bytes item;
  while (thimble_board_argument(&position, &item))
    if (item.length > name && item.data[name] == '=' && memcmp(item.data, job, name) == 0 &&
        item.length - name <= size) {
      memcpy(path, item.data + name + 1, item.length - name - 1);
      path[item.length - name - 1] = '\0';
      return true;
    }
  return false;
}

static void open_image(struct container *container, const char *job) {
  char path[PATH_MAXIMUM];
  if (!find_path(job, path, sizeof path))
    bench_fail(job, "no image; the command line needs an item JOB=PATH");
  int32_t length = thimble_board_read_file(path, container->bytes, sizeof container->bytes);
  if (length < 0 || length == (int32_t)sizeof container->bytes)
    bench_fail(job, "the image cannot be read, or is too large");
  container->length = (uint32_t)length;
}

static enum thimble_result read_image(struct container *container) {
  struct thimble_image_error error;
  return thimble_image_read(&container->image, container->bytes, container->length, &error);
}

static enum thimble_result verify_and_load(struct container *container) {
  struct thimble_program_refusal refusal;
  const struct thimble_place place = {
      .own = {container->own, sizeof container->own},
      .run = {container->run, sizeof container->run},
      .caller = &caller,
  };
  enum thimble_result result =
      thimble_verify(&container->program, &container->image, &policy, &refusal);
  if (result == THIMBLE_OK)
    result = thimble_load(&container->instance, &container->program, &place, &refusal);
  return result;
}

void container_read_image(void *container) {
  (void)read_image(container);
}

void container_verify_and_load(void *container) {
  (void)verify_and_load(container);
}

void container_load(struct container *container, const char *job) {
  open_image(container, job);
  if (read_image(container) != THIMBLE_OK || verify_and_load(container) != THIMBLE_OK)
    bench_fail(job, "the image is malformed, refused or too large");
}

int64_t container_run(const struct container *container, const char *job,
                      const struct thimble_event *event, struct thimble_outcome *outcome) {
  thimble_run(&container->instance, event, THIMBLE_FUEL_MAXIMUM, outcome);
  if (outcome->kind != THIMBLE_DONE)
    bench_fail(job, thimble_reason_text(outcome->reason));
  return outcome->value;
}
