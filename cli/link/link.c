/* SPDX-License-Identifier: Apache-2.0 */
/* link.c: the stages of the linker in their order. */
#include "cli/link/link.h"

#include <stdlib.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/link/state.h"

static bool refuse_constructors(const struct elf *elf) {
  for (size_t index = 0; index < elf->section_count; index++) {
    const struct elf_section *section = &elf->sections[index];
    if (section->kind != ELF_CONSTRUCTORS || section->size == 0)
      continue;
    message_error_at(section->source, 0,
                     "a constructor would never run; call the function from the entry function");
    return false;
  }
  return true;
}

static bool run_stages(struct link *link) {
  if (!refuse_constructors(link->elf) || !link_resolve(link) || !link_reach(link))
    return false;
  link_list_functions(link);
  if (!link_calls(link) || !link_layout(link))
    return false;
  link_relocate(link);
  link_list_lines(link);
  return true;
}

bool link_program(struct link_output *output, const struct elf *elf,
                  const struct link_options *options) {
  *output = (struct link_output){0};
  struct link link = {.elf = elf, .options = options, .output = output};
  link.places = memory_get(elf->section_count, sizeof *link.places);
  link.definitions = memory_get(elf->symbol_count, sizeof *link.definitions);
  bool linked = run_stages(&link);
  free(link.places);
  free(link.definitions);
  free(link.nodes);
  return linked;
}

void link_free(struct link_output *output) {
  free(output->program);
  program_lines_free(&output->lines);
  *output = (struct link_output){0};
}
