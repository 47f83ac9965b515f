/* SPDX-License-Identifier: Apache-2.0 */
/* failure.c: see failure.h. */
#include "failure.h"

#include <string.h>

#include "device.h"
#include "emulated/board.h"
#include "emulated/print.h"

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

/* ` in run() at file.c:3 (instruction 12)`, as far as the image tells; WebAssembly: `(byte 96)`. */
static void print_place(const struct thimble_image *image, uint32_t place) {
  struct thimble_lines lines;
  struct thimble_origin origin;
  (void)thimble_lines_read(&lines, image->lines); /* an error finds nothing */
  thimble_lines_find(&lines, place, &origin);
  if (origin.function.length > 0) {
    thimble_print(" in ");
    thimble_print_escaped(origin.function);
    thimble_print("()");
  }
  if (origin.line > 0) {
    thimble_print(" at ");
    thimble_print_escaped(origin.file);
    thimble_print_number(":", origin.line, "");
  }
  thimble_print(image->engine == THIMBLE_ENGINE_WASM ? " (byte " : " (instruction ");
  thimble_print_number("", place, ")");
}

/* The binding that was refused and its grant. */
static void print_binding(uint64_t number, const char *between) {
  if (number >= host.bindings->count)
    return;
  const struct thimble_binding *binding = &host.bindings->bindings[number];
  thimble_print(": ");
  thimble_print(binding->name);
  thimble_print(between);
  thimble_print(thimble_grant_name(binding->grant));
}

void failure_print_refusal(const struct thimble_program_refusal *refusal,
                           const struct thimble_image *image) {
  thimble_print("refused: ");
  print_reason(refusal->reason, refusal->detail);
  if (refusal->reason == THIMBLE_REASON_BINDING_NOT_GRANTED)
    print_binding(refusal->detail, " needs the grant ");
  print_place(image, refusal->place);
}

void failure_print(const struct thimble_failure *failure, const struct thimble_image *image) {
  thimble_print(thimble_outcome_text(failure->kind));
  thimble_print(": ");
  print_reason(failure->reason, failure->address);
  if (failure->reason == THIMBLE_REASON_SCOPE)
    print_binding(failure->address, ", grant ");
  if (thimble_reason_has_address(failure->reason)) {
    thimble_print(", address ");
    thimble_print_hexadecimal(failure->address);
  }
  print_place(image, failure->place);
}
