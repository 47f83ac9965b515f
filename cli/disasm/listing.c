/* SPDX-License-Identifier: Apache-2.0 */
/* listing.c: see listing.h. The rows of line information, the functions and the
 * instructions are all in ascending order, so one pass over the slots takes them along. */
#include "cli/disasm/listing.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/common/hex_dump.h"
#include "cli/disasm/line_walk.h"
#include "cli/image/describe.h"
#include "engine/ebpf/state.h"
#include "linux/escape.h"

struct listing {
  const struct open_image *opened;
  const struct program_view *view;
  struct line_walk lines;
  struct thimble_function_walk functions;
  bool more_functions; /* the walk stands on a function that has not been printed */
};

static void print_labels(struct listing *listing, uint32_t slot) {
  bool labelled = false;
  while (listing->more_functions && listing->functions.start <= slot) {
    putchar('\n');
    thimble_linux_write_escaped(stdout, listing->functions.name);
    fputs(":\n", stdout);
    labelled = true;
    listing->more_functions = thimble_function_next(&listing->functions) == THIMBLE_OK;
  }
  if (!labelled && slot == listing->view->parameters.entry)
    fputs("\nentry:\n", stdout);
}

/* The slot that an instruction jumps to or calls. */
static bool find_target(const struct program_view *view, uint32_t slot, uint32_t *target) {
  struct thimble_ebpf_instruction instruction = view->text[slot];
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  bool jump_class = opcode % 8 == THIMBLE_EBPF_JMP || opcode % 8 == THIMBLE_EBPF_JMP32;
  int32_t distance = thimble_ebpf_offset(instruction);
  if (opcode == THIMBLE_EBPF_OPCODE_CALL) {
    if (thimble_ebpf_source(instruction) != THIMBLE_EBPF_CALL_LOCAL)
      return false;
    distance = instruction.immediate;
  } else if (opcode == THIMBLE_EBPF_OPCODE_JA32) {
    distance = instruction.immediate;
  } else if (!jump_class || opcode == THIMBLE_EBPF_OPCODE_EXIT ||
             opcode == THIMBLE_EBPF_OPCODE_CALLX) {
    return false;
  }
  *target = slot + 1 + (uint32_t)distance;
  return *target < view->length;
}

/* Where a jump, a call or an address leads. */
static void print_remark(const struct listing *listing, uint32_t slot, uint32_t slots) {
  const struct program_view *view = listing->view;
  struct thimble_origin origin;
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  uint32_t target;
  thimble_text_start(&text, bytes, sizeof(bytes));
  if (slots == 2) {
    uint64_t high = (uint32_t)view->text[slot + 1].immediate;
    if (describe_region(&text, high << 32 | (uint32_t)view->text[slot].immediate))
      printf("  ; %s", bytes);
  } else if (find_target(view, slot, &target)) {
    printf("  ; to %" PRIu32, target);
    thimble_lines_find(&listing->opened->lines, target, &origin);
    if (thimble_ebpf_opcode(view->text[slot]) == THIMBLE_EBPF_OPCODE_CALL &&
        origin.function.length > 0) {
      fputs(", ", stdout);
      thimble_linux_write_escaped(stdout, origin.function);
      fputs("()", stdout);
    }
  }
}

static void print_slot(const struct program_view *view, uint32_t slot) {
  const uint8_t *bytes = (const uint8_t *)&view->text[slot];
  printf("%6" PRIu32 " ", slot);
  for (uint32_t i = 0; i < THIMBLE_EBPF_SLOT; i++)
    printf(" %02x", bytes[i]);
}

static uint32_t print_instruction(const struct listing *listing, uint32_t slot) {
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof(bytes));
  uint32_t slots = describe_instruction(&text, listing->view, slot);
  print_slot(listing->view, slot);
  printf("  %s", bytes);
  print_remark(listing, slot, slots);
  putchar('\n');
  if (slots == 2) {
    print_slot(listing->view, slot + 1);
    putchar('\n');
  }
  return slots;
}

static void print_text(struct listing *listing) {
  const struct program_view *view = listing->view;
  printf("text: %" PRIu32 " slots of 8 bytes%s\n", view->length,
         view->divided ? "" : " (the parameters do not divide the program: all of it)");
  for (uint32_t slot = 0; slot < view->length;) {
    print_labels(listing, slot);
    line_walk_print(&listing->lines, slot);
    slot += print_instruction(listing, slot);
  }
}

static void print_data(const struct program_view *view) {
  if (view->read_only.length > 0) {
    printf("\nread-only data: %" PRIu32 " bytes\n", view->read_only.length);
    hex_dump(view->read_only, THIMBLE_EBPF_ADDRESS(THIMBLE_EBPF_REGION_READ_ONLY, 0));
  }
  if (view->data.length > 0) {
    printf("\ndata: %" PRIu32 " bytes\n", view->data.length);
    hex_dump(view->data, THIMBLE_EBPF_ADDRESS(THIMBLE_EBPF_REGION_DATA, 0));
  }
  if (view->parameters.zero > 0)
    printf("\nzeroed: %" PRIu32 " bytes at 0x%" PRIx64 "\n", view->parameters.zero,
           THIMBLE_EBPF_ADDRESS(THIMBLE_EBPF_REGION_DATA, view->data.length));
}

void print_listing(const struct open_image *opened, const struct program_view *view) {
  struct listing listing = {.opened = opened, .view = view};
  line_walk_start(&listing.lines, opened);
  thimble_function_walk_start(&listing.functions, &opened->lines);
  listing.more_functions = thimble_function_next(&listing.functions) == THIMBLE_OK;
  print_text(&listing);
  print_data(view);
  line_walk_free(&listing.lines);
}
