/* SPDX-License-Identifier: Apache-2.0 */
/* layout.c: where each kept section goes: text in the order of the objects, read-only bytes
 * and data each from the start of their guest region, zeros behind the data. */
#include <thimble/limits.h>

#include "cli/common/message.h"
#include "cli/link/state.h"

/* Reserves room for all kept sections of a kind behind `*end`. */
static bool place_kind(struct link *link, enum elf_section_kind kind, uint64_t *end,
                       uint64_t maximum) {
  for (size_t index = 0; index < link->elf->section_count; index++) {
    const struct elf_section *section = &link->elf->sections[index];
    if (!link->places[index].kept || section->kind != kind)
      continue;
    /* Between two functions no gap may be left. Both numbers are at most `maximum` when they are
     * added: no sum wraps. */
    uint64_t alignment = kind == ELF_TEXT ? 1 : section->alignment;
    uint64_t offset = alignment <= maximum ? (*end + alignment - 1) & ~(alignment - 1) : maximum;
    if (section->size > maximum || offset > maximum - section->size) {
      message_error_at(section->source, 0,
                       "'%s' and what stands before it need more than %llu bytes; make it smaller",
                       link_name_at(link, (struct link_target){index, 0}),
                       (unsigned long long)maximum);
      return false;
    }
    link->places[index].offset = offset;
    *end = offset + section->size;
  }
  return true;
}

static uint64_t round_up(uint64_t length) {
  return (length + 7) & ~(uint64_t)7;
}

static bool check_memory(const struct link *link) {
  const struct link_output *output = link->output;
  uint32_t stack = output->frame_size * output->call_depth;
  uint64_t memory = (uint64_t)stack + output->data_length + output->zero_length;
  if (memory <= THIMBLE_MEMORY_MAXIMUM)
    return true;
  message_error_at(link->options->path, 0,
                   "needs %llu bytes of memory (stack %u, data %u), more than %u; make it smaller",
                   (unsigned long long)memory, stack, output->data_length + output->zero_length,
                   THIMBLE_MEMORY_MAXIMUM);
  return false;
}

bool link_layout(struct link *link) {
  struct link_output *output = link->output;
  uint64_t text = 0;
  uint64_t read_only = 0;
  uint64_t data = 0;
  if (!place_kind(link, ELF_TEXT, &text, THIMBLE_IMAGE_MAXIMUM) ||
      !place_kind(link, ELF_READ_ONLY, &read_only, THIMBLE_IMAGE_MAXIMUM) ||
      !place_kind(link, ELF_DATA, &data, THIMBLE_MEMORY_MAXIMUM))
    return false;
  uint64_t zero = data;
  if (!place_kind(link, ELF_ZERO, &zero, THIMBLE_MEMORY_MAXIMUM))
    return false;
  output->text_length = (uint32_t)round_up(text);
  output->read_only_length = (uint32_t)round_up(read_only);
  output->data_length = (uint32_t)data;
  output->zero_length = (uint32_t)(zero - data);
  return check_memory(link);
}
