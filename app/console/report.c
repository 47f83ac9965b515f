/* SPDX-License-Identifier: Apache-2.0 */
/* report.c: see report.h. */
#include "report.h"

#include <stdbool.h>
#include <string.h>
#include <thimble/lines.h>

#include "emulated/board.h"
#include "emulated/print.h"

/* The linker script's. */
extern const char thimble_flash_start[], thimble_flash_end[];
extern const char thimble_data_start[], thimble_bss_end[];

static void print_number(const char *before, int64_t number, const char *after) {
  thimble_print(before);
  thimble_print_decimal(number);
  thimble_print(after);
}

/* The text of a reason, with the number that goes with it in place of its `#`. */
static void print_reason(enum thimble_reason reason, uint64_t number) {
  const char *text = thimble_reason_text(reason);
  const char *mark = strchr(text, '#');
  if (mark == NULL) {
    thimble_print(text);
    return;
  }
  thimble_board_write(text, (uint32_t)(mark - text));
  thimble_print_decimal((int64_t)number);
  thimble_print(mark + 1);
}

/* ` at run() file.c:3 (instruction 12)`, as far as the image tells. */
static void print_place(const struct thimble_image *image, uint32_t instruction) {
  struct thimble_lines lines;
  struct thimble_origin origin;
  (void)thimble_lines_read(&lines, image->lines); /* an error finds nothing */
  thimble_lines_find(&lines, instruction, &origin);
  if (origin.function.length > 0) {
    thimble_print(" in ");
    thimble_print_escaped(origin.function);
    thimble_print("()");
  }
  if (origin.line > 0) {
    thimble_print(" at ");
    thimble_print_escaped(origin.file);
    print_number(":", origin.line, "");
  }
  print_number(" (instruction ", instruction, ")");
}

static void print_refusal(const struct container *container) {
  const struct thimble_refusal *refusal = &container->refusal;
  thimble_print("refused: ");
  print_reason(refusal->reason, refusal->detail);
  if (refusal->reason == THIMBLE_REASON_BINDING_NOT_GRANTED) {
    thimble_print(": ");
    thimble_print(thimble_bindings.bindings[refusal->detail].name);
  }
  print_place(&container->image, refusal->place);
}

static void print_state(const struct container *container) {
  switch (container->state) {
  case CONTAINER_UNREADABLE:
    break;
  case CONTAINER_REFUSED:
    print_refusal(container);
    break;
  case CONTAINER_TOO_LARGE:
    thimble_print("not loaded: there is not enough memory left");
    break;
  case CONTAINER_READY:
    print_number("ready, ", container->runs, " runs");
    break;
  }
}

void report_state(const struct container *container) {
  if (container->state == CONTAINER_UNREADABLE) {
    thimble_print("(no image): ");
    thimble_print(thimble_result_text(container->result));
    print_number(", byte ", container->error.offset, "\n");
    return;
  }
  thimble_print_escaped(container->image.name);
  thimble_print(" ");
  thimble_print_escaped(container->image.version);
  thimble_print(", hook ");
  thimble_print_escaped(container->image.hook);
  thimble_print(": ");
  print_state(container);
  thimble_print("\n");
}

static void print_grants(const char *title, thimble_grant_set grants) {
  thimble_print(title);
  if (grants == 0)
    thimble_print(" none");
  for (uint32_t grant = 0; grant < THIMBLE_GRANT_COUNT; grant++)
    if ((grants >> grant & 1) != 0) {
      thimble_print(" ");
      thimble_print(thimble_grant_name(grant));
    }
  thimble_print("\n");
}

void report_details(const struct container *container) {
  const struct thimble_image *image = &container->image;
  report_state(container);
  print_grants("  asks for:", image->asked.grants);
  print_grants("  has:", container->program.granted);
  print_number("  image: ", container->length, " bytes");
  print_number(", of which program ", image->program.length, "\n");
  print_number("  fuel for one run: ", image->fuel, "\n");
  if (container->state != CONTAINER_READY)
    return;
  print_number("  memory: ", (int64_t)container->need.instance, " bytes");
  print_number(", and ", (int64_t)container->need.run, " more while it runs\n");
}

static const char *kind_text(enum thimble_outcome_kind kind) {
  switch (kind) {
  case THIMBLE_DONE:
    return "done";
  case THIMBLE_TRAPPED:
    return "trapped: ";
  case THIMBLE_REFUSED:
    return "refused: ";
  case THIMBLE_OUT_OF_FUEL:
    return "out of fuel: ";
  case THIMBLE_OUT_OF_MEMORY:
    break;
  }
  return "out of memory: ";
}

static bool has_address(enum thimble_reason reason) {
  return reason == THIMBLE_REASON_LOAD || reason == THIMBLE_REASON_STORE ||
         reason == THIMBLE_REASON_ARGUMENT;
}

static void print_failure(const struct container *container,
                          const struct thimble_outcome *outcome) {
  thimble_print(kind_text(outcome->kind));
  print_reason(outcome->reason, outcome->address);
  if (has_address(outcome->reason)) {
    thimble_print(", address ");
    thimble_print_hexadecimal(outcome->address);
  }
  print_place(&container->image, outcome->place);
}

void report_outcome(const struct container *container, const struct thimble_outcome *outcome,
                    uint32_t instructions) {
  thimble_print_escaped(container->image.name);
  print_number(": run ", container->runs, ": ");
  if (outcome->kind == THIMBLE_DONE)
    print_number("result ", outcome->value, "");
  else
    print_failure(container, outcome);
  print_number(", fuel ", outcome->fuel_used, "");
  print_number(", stack depth ", outcome->depth, "");
  print_number(", ", instructions, " instructions of the processor\n");
}

static void print_extent(const char *before, const char *start, const char *end) {
  print_number(before, (int64_t)((uintptr_t)end - (uintptr_t)start), " bytes\n");
}

void report_memory(void) {
  print_number("containers: ", (int64_t)containers_memory_used(), "");
  print_number(" of ", (int64_t)containers_memory_size(), " bytes\n");
  for (uint32_t index = 0; index < containers_count(); index++) {
    const struct container *container = containers_get(index);
    if (container->state == CONTAINER_READY) {
      thimble_print("  ");
      thimble_print_escaped(container->image.name);
      print_number(": ", (int64_t)container->need.instance, " bytes");
      print_number(", and ", (int64_t)container->need.run, " while it runs\n");
    }
  }
  print_number("runs, shared by all: ", (int64_t)containers_run_memory_size(), " bytes\n");
  print_extent("all variables: ", thimble_data_start, thimble_bss_end);
  print_extent("flash: ", thimble_flash_start, thimble_flash_end);
}
