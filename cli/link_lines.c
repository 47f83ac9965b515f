/* SPDX-License-Identifier: Apache-2.0 */
/* link_lines.c: the lines and the functions of the program, in the order of its instructions. */
#include <string.h>

#include "link_code.h"
#include "memory.h"

/* A row that says what the one before it says is left out. */
static void add_line(struct link_output *output, uint32_t instruction, const char *file,
                     uint32_t line) {
  const struct link_line *last =
      output->line_count > 0 ? &output->lines[output->line_count - 1] : NULL;
  if (last && last->line == line && strcmp(last->file, file) == 0)
    return;
  output->lines = memory_grow(output->lines, output->line_count, sizeof *output->lines);
  output->lines[output->line_count++] = (struct link_line){instruction, line, file};
}

/* Code without lines of its own does not belong to the last line before it. */
static void list_section(struct link *link, size_t index) {
  const struct elf_section *section = &link->elf->sections[index];
  uint64_t start = link->places[index].offset;
  if (section->lines == 0 || link->elf->lines[section->first_line].offset > 0)
    add_line(link->output, (uint32_t)(start / THIMBLE_EBPF_SLOT), "", 0);
  for (size_t number = 0; number < section->lines; number++) {
    const struct elf_line *line = &link->elf->lines[section->first_line + number];
    add_line(link->output, (uint32_t)((start + line->offset) / THIMBLE_EBPF_SLOT), line->file,
             line->line);
  }
}

void link_list_lines(struct link *link) {
  struct link_output *output = link->output;
  for (size_t index = 0; index < link->elf->section_count; index++) {
    if (link->places[index].kept && link->elf->sections[index].kind == ELF_TEXT)
      list_section(link, index);
  }
  output->functions = memory_get(link->node_count, sizeof *output->functions);
  for (size_t index = 0; index < link->node_count; index++) {
    const struct link_node *node = &link->nodes[index];
    uint64_t start = link->places[node->section].offset + node->start;
    output->functions[index] =
        (struct link_function){(uint32_t)(start / THIMBLE_EBPF_SLOT), node->name};
  }
  output->function_count = link->node_count;
}
