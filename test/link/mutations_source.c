/* SPDX-License-Identifier: Apache-2.0 */
/* mutations_source.c: a container with at least one of everything that the linker handles. */
#include <string.h>
#include <thimble.h>

static const char *const names[] = {"one", "two"};
static int counter = 5;
static uint8_t zeroed[9];
int shared;
int *const pointers[] = {&counter, &shared};

__attribute__((noinline)) static int helper(int number) {
  volatile char bytes[40];
  bytes[number & 31] = 1;
  return number + bytes[3];
}

__attribute__((noinline)) int global(int number) {
  return helper(number) * 3;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  thimble_log(THIMBLE_LOG_INFO, names[size & 1]);
  counter += helper((int)size);
  zeroed[size % 9]++;
  return counter + global(3) + *pointers[context->count & 1] + zeroed[2];
}
