/* SPDX-License-Identifier: Apache-2.0 */
/* report_statistics.c: how the runs of containers went. */
#include "report.h"

#include "emulated/print.h"
#include "failure.h"
#include "sampler.h"

static uint32_t failures(const struct thimble_statistics *statistics) {
  uint32_t sum = 0;
  for (uint32_t kind = THIMBLE_DONE + 1; kind < THIMBLE_OUTCOME_KINDS; kind++)
    sum += statistics->runs[kind];
  return sum;
}

static void print_failures(const struct thimble_container *container) {
  const struct thimble_statistics *statistics = &container->statistics;
  for (uint32_t kind = THIMBLE_DONE + 1; kind < THIMBLE_OUTCOME_KINDS; kind++)
    if (statistics->runs[kind] > 0) {
      thimble_print("  ");
      thimble_print(thimble_outcome_text((enum thimble_outcome_kind)kind));
      thimble_print_number(": ", statistics->runs[kind], "\n");
    }
  thimble_print_number("  last failure at ", (int64_t)statistics->last_failure.at_ms, " ms: ");
  failure_print(&statistics->last_failure, &container->program.image);
  thimble_print("\n");
}

void report_statistics(const struct thimble_container *container) {
  const struct thimble_statistics *statistics = &container->statistics;
  report_name(container);
  thimble_print_number(": ", statistics->runs[THIMBLE_DONE], " done");
  thimble_print_number(", ", failures(statistics), " failed");
  thimble_print_number(", ", statistics->throttled, " throttled");
  thimble_print_number(", fuel ", statistics->fuel_last, " last");
  thimble_print_number(", ", statistics->fuel_greatest, " greatest");
  thimble_print_number(", ", (int64_t)statistics->fuel_sum, " in sum\n");
  if (statistics->last_failure.kind != THIMBLE_DONE)
    print_failures(container);
}

void report_posts(void) {
  thimble_print_number("samples of the interrupt handler: ", sampler_count(), "");
  thimble_print_number(", dropped: ", atomic_load(&host.posts_dropped), "\n");
}
