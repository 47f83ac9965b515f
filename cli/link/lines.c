/* SPDX-License-Identifier: Apache-2.0 */
/* lines.c: the lines and the functions of the program, in the order of its instructions. */
#include "cli/link/code.h"

static uint32_t slot_of(uint64_t offset) {
  return (uint32_t)(offset / THIMBLE_EBPF_SLOT);
}

/* Code without lines of its own does not belong to the last line before it. */
static void list_section(struct link *link, size_t index) {
  const struct elf_section *section = &link->elf->sections[index];
  struct program_lines *lines = &link->output->lines;
  uint64_t start = link->places[index].offset;
  if (section->lines == 0 || link->elf->lines[section->first_line].offset > 0)
    program_line_add(lines, slot_of(start), "", 0);
  for (size_t number = 0; number < section->lines; number++) {
    const struct elf_line *line = &link->elf->lines[section->first_line + number];
    program_line_add(lines, slot_of(start + line->offset), line->file, line->line);
  }
}

void link_list_lines(struct link *link) {
  for (size_t index = 0; index < link->elf->section_count; index++) {
    if (link->places[index].kept && link->elf->sections[index].kind == ELF_TEXT)
      list_section(link, index);
  }
  for (size_t index = 0; index < link->node_count; index++) {
    const struct link_node *node = &link->nodes[index];
    uint64_t start = link->places[node->section].offset + node->start;
    program_function_add(&link->output->lines, slot_of(start), node->name);
  }
}
