/* SPDX-License-Identifier: Apache-2.0 */
/* frame.c: reads the stack sizes of one object: in each section `.stack_sizes`, for each
 * function its address in eight bytes, with a relocation, and its stack in bytes as ULEB128. */
#include <string.h>

#include "cli/common/memory.h"
#include "cli/elf/reader.h"

bool elf_is_stack_sizes(const struct elf_section *section) {
  return strcmp(section->name, ".stack_sizes") == 0;
}

/* Reads at `*offset` and advances. Numbers of more than 35 bits are refused. */
static bool read_number(const struct elf_section *section, uint64_t *offset, uint64_t *number) {
  *number = 0;
  for (unsigned shift = 0; shift < 35 && *offset < section->size; shift += 7) {
    uint8_t byte = section->bytes[(*offset)++];
    *number |= (uint64_t)(byte & 0x7f) << shift;
    if (!(byte & 0x80))
      return true;
  }
  return false;
}

static bool read_frame(struct elf_reader *reader, size_t section, uint64_t *offset) {
  struct elf *elf = reader->elf;
  const struct elf_section *sizes = &elf->sections[section];
  const struct elf_relocation *relocation = elf_find_relocation(elf, section, *offset);
  struct elf_frame frame = {0};
  uint64_t addend;
  if (sizes->size - *offset < sizeof addend || !relocation)
    return elf_malformed(reader, "stack sizes");
  memcpy(&addend, sizes->bytes + *offset, sizeof addend);
  *offset += sizeof addend;
  const struct elf_symbol *symbol = &elf->symbols[relocation->symbol];
  if (!read_number(sizes, offset, &frame.size) || symbol->section >= elf->section_count ||
      addend > elf->sections[symbol->section].size)
    return elf_malformed(reader, "stack sizes");
  frame.section = symbol->section;
  frame.offset = symbol->value + addend;
  elf->frames = memory_grow(elf->frames, elf->frame_count, sizeof *elf->frames);
  elf->frames[elf->frame_count++] = frame;
  return true;
}

bool elf_read_frames(struct elf_reader *reader) {
  const struct elf *elf = reader->elf;
  for (size_t index = 0; index < reader->sections; index++) {
    size_t section = reader->section_base + index;
    if (!elf_is_stack_sizes(&elf->sections[section]) || !elf->sections[section].bytes)
      continue;
    uint64_t offset = 0;
    while (offset < elf->sections[section].size) {
      if (!read_frame(reader, section, &offset))
        return false;
    }
  }
  return true;
}
