/* SPDX-License-Identifier: Apache-2.0 */
/* cases_test.c: every case gives the same in a container and natively, compiled for this machine:
 * the result and what it leaves in its input, for every input, one run after the other, so that
 * what a case keeps between runs is compared as well. */
#include <stdio.h>
#include <string.h>

#include "container.h"
#include "inputs.h"

/* One image of a case, of which there are several, by different compilers. */
struct case_image {
  const char *path;
  int64_t (*native)(struct input *input, uint32_t size);
};

/* Of the file that CMake writes: each case stands here with its image by one compiler. The native
 * half keeps data between runs, so it exists once for each image. */
#define CASE_IMAGE(native, path) int64_t native(struct input *input, uint32_t size);
#include "case_images.def"
#undef CASE_IMAGE

static const struct case_image case_images[] = {
#define CASE_IMAGE(native, path) {path, native},
#include "case_images.def"
#undef CASE_IMAGE
};

static int complain(const struct case_image *image, uint32_t index, const char *what, int64_t ours,
                    int64_t native) {
  fprintf(stdout, "%s: input %u: %s: %lld, native %lld\n", image->path, (unsigned)index, what,
          (long long)ours, (long long)native);
  return 1;
}

static int compare(const struct case_image *image, uint32_t index) {
  struct input ours = input_make(index), native = ours;
  struct thimble_outcome outcome = container_run(&ours, sizeof ours);
  int64_t expected = image->native(&native, sizeof native);
  if (outcome.kind != THIMBLE_DONE)
    return complain(image, index, thimble_reason_text(outcome.reason), outcome.place, expected);
  if (outcome.value != expected)
    return complain(image, index, "result", outcome.value, expected);
  if (memcmp(&ours, &native, sizeof ours) != 0)
    return complain(image, index, "input left", (int64_t)ours.left, (int64_t)native.left);
  return 0;
}

static int compare_all(const struct case_image *image) {
  if (!container_load(image->path))
    return 1;
  for (uint32_t index = 0; index < INPUTS; index++)
    if (compare(image, index) != 0)
      return 1;
  return 0;
}

int main(void) {
  unsigned count = sizeof case_images / sizeof case_images[0];
  unsigned failed = 0;
  for (unsigned index = 0; index < count; index++)
    failed += (unsigned)compare_all(&case_images[index]);
  fprintf(stdout, "%u of %u images agree with native code on %u inputs\n", count - failed, count,
          INPUTS);
  return failed == 0 ? 0 : 1;
}
