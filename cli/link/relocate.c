/* SPDX-License-Identifier: Apache-2.0 */
/* relocate.c: copies the kept sections into the program and fills in addresses and calls,
 * which link_check() has found to be possible. */
#include <string.h>

#include "cli/common/binding_name.h"
#include "cli/common/memory.h"
#include "cli/link/code.h"

/* Guest regions (SPEC.md). */
#define REGION_DATA 2u
#define REGION_READ_ONLY 3u

static uint8_t *destination(const struct link *link, size_t section) {
  const struct link_output *output = link->output;
  uint64_t offset = link->places[section].offset;
  switch (link->elf->sections[section].kind) {
  case ELF_READ_ONLY:
    return output->program + output->text_length + offset;
  case ELF_DATA:
    return output->program + output->text_length + output->read_only_length + offset;
  default:
    return output->program + offset;
  }
}

static void fill_address(const struct link *link, size_t section,
                         const struct elf_relocation *relocation, uint8_t *bytes) {
  struct link_target target = {0};
  link_find_address(link, section, relocation, &target);
  bool read_only = link->elf->sections[target.section].kind == ELF_READ_ONLY;
  uint32_t low = (uint32_t)(link->places[target.section].offset + target.offset);
  uint32_t high = read_only ? REGION_READ_ONLY : REGION_DATA;
  bool wide = relocation->type == ELF_RELOCATION_WIDE;
  memcpy(bytes + (wide ? 4 : 0), &low, sizeof low);
  memcpy(bytes + (wide ? THIMBLE_EBPF_SLOT + 4 : 4), &high, sizeof high);
}

static void fill_call(const struct link *link, size_t section,
                      const struct elf_relocation *relocation, uint8_t *bytes) {
  const struct code_instruction instruction =
      code_read(&link->elf->sections[section], relocation->offset);
  const struct binding_name *binding = binding_named(link->elf->symbols[relocation->symbol].name);
  struct link_target target = {0};
  int32_t immediate = 0;
  if (link->definitions[relocation->symbol] == LINK_NONE) {
    immediate = binding->number;
    bytes[1] = THIMBLE_EBPF_CALL_BINDING;
  } else {
    code_is_local_call(link, section, &instruction, &target);
    uint64_t from = link->places[section].offset + relocation->offset + THIMBLE_EBPF_SLOT;
    uint64_t to = link->places[target.section].offset + target.offset;
    immediate = (int32_t)(((int64_t)to - (int64_t)from) / (int64_t)THIMBLE_EBPF_SLOT);
    bytes[1] = THIMBLE_EBPF_CALL_LOCAL << 4;
  }
  memcpy(bytes + 4, &immediate, sizeof immediate);
}

static void copy_section(const struct link *link, size_t index) {
  const struct elf_section *section = &link->elf->sections[index];
  uint8_t *bytes = destination(link, index);
  if (section->size == 0 || section->kind == ELF_ZERO)
    return;
  memcpy(bytes, section->bytes, section->size);
  for (size_t number = 0; number < section->relocations; number++) {
    const struct elf_relocation *relocation =
        &link->elf->relocations[section->first_relocation + number];
    if (relocation->type == ELF_RELOCATION_CALL)
      fill_call(link, index, relocation, bytes + relocation->offset);
    else if (relocation->type != ELF_RELOCATION_NONE)
      fill_address(link, index, relocation, bytes + relocation->offset);
  }
}

static uint32_t count_instructions(const struct link *link) {
  uint32_t count = 0;
  for (size_t index = 0; index < link->elf->section_count; index++) {
    const struct elf_section *section = &link->elf->sections[index];
    if (!link->places[index].kept || section->kind != ELF_TEXT)
      continue;
    for (uint64_t offset = 0; offset < section->size; count++)
      offset += code_read(section, offset).length;
  }
  return count;
}

void link_relocate(struct link *link) {
  struct link_output *output = link->output;
  const struct elf_symbol *entry = &link->elf->symbols[link->entry];
  output->program =
      memory_get((size_t)output->text_length + output->read_only_length + output->data_length, 1);
  for (size_t index = 0; index < link->elf->section_count; index++) {
    if (link->places[index].kept)
      copy_section(link, index);
  }
  output->entry =
      (uint32_t)((link->places[entry->section].offset + entry->value) / THIMBLE_EBPF_SLOT);
  output->instructions = count_instructions(link);
}
