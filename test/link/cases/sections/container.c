/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

/* One variable of each kind of section, and pointers between them. */
int initialised = 7;
static int zeroed[10];
int64_t large;
static const int constants[4] = {10, 20, 30, 40};
static const char *const names[] = {"one", "two", "three"};
static int *pointers[] = {&initialised, &zeroed[3]};
const int *const past_end = constants + 4;

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  const char *name = names[context->count % 3];
  initialised += 1;
  zeroed[3] += 100;
  large += 1000;
  for (int index = 0; index < 2; index++)
    *pointers[index] += 1;
  return initialised + zeroed[3] + large + name[1] + *(past_end - 1) + constants[context->count];
}
