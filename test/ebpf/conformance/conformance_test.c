/* SPDX-License-Identifier: Apache-2.0 */
/* conformance_test.c: every row of the public conformance table gives its r0, or is refused by name
 * when it calls through a register. Prints the count, and the name of each row that failed. */
#include <inttypes.h>

#include "ebpf/conformance/table.h"
#include "ebpf/container.h"
#include "unit.h"

#define SKIPPED 77

/* Helper 5 of the table's programs would unwind the stack for some arguments; with -1, the only one
 * that they give, it returns. */
static int64_t return_argument(struct thimble_call *call) {
  return call->arguments[0].integer;
}

static const struct thimble_binding bindings[] = {
    [5] = {.name = "unwind", .function = return_argument, .result = 'l', .arguments = "l"},
};
static const struct thimble_binding_table table_of_bindings = {bindings, 6};

static bool is_refused_by_name(const struct container *container, enum thimble_result result) {
  return result == THIMBLE_ERROR_REFUSED &&
         container->refusal.reason == THIMBLE_REASON_CALL_REGISTER;
}

static bool gives_its_result(struct container *container, struct row *row) {
  const struct thimble_event event = {row->memory, row->memory_length, row->memory_length};
  if (container_load(container) != THIMBLE_OK)
    return false;
  struct thimble_outcome outcome = container_run(container, &event, UINT32_MAX);
  if (outcome.kind != THIMBLE_DONE)
    print_message("%s: stopped at %" PRIu32 ": %s\n", row->name, outcome.place,
                  thimble_reason_text(outcome.reason));
  else if ((uint64_t)outcome.value != row->expected)
    print_message("%s: r0 is %" PRIx64 " instead of %" PRIx64 "\n", row->name,
                  (uint64_t)outcome.value, row->expected);
  else
    return container_is_intact(container);
  return false;
}

static bool passes(struct row *row) {
  static struct container container;
  const struct container_parts parts = {
      .text = (const struct thimble_ebpf_instruction *)(const void *)row->program,
      .slots = row->program_length / THIMBLE_EBPF_SLOT,
      .frame_size = 512,
      .call_depth = 8,
      .bindings = &table_of_bindings,
      .asked = 1,
      .allowed = 1,
  };
  enum thimble_result result = container_verify(&container, &parts);
  if (row->groups & GROUP_CALLX)
    return is_refused_by_name(&container, result);
  if (result == THIMBLE_OK)
    return gives_its_result(&container, row);
  print_message("%s: refused at %" PRIu32 ": %s\n", row->name, container.refusal.place,
                thimble_reason_text(container.refusal.reason));
  return false;
}

int main(void) {
  static struct row row;
  struct table table;
  uint32_t rows = 0, failed = 0, refused = 0;
  if (!table_open(&table))
    return SKIPPED;
  for (; table_next(&table, &row); rows++) {
    refused += row.groups & GROUP_CALLX ? 1 : 0;
    if (passes(&row))
      continue;
    print_message("failed: %s\n", row.name);
    failed++;
  }
  print_message("%" PRIu32 " rows, %" PRIu32 " of them to be refused: %" PRIu32 " passed, %" PRIu32
                " failed\n",
                rows, refused, rows - failed, failed);
  return rows > 0 && failed == 0 ? 0 : 1;
}
