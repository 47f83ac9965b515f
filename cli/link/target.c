/* SPDX-License-Identifier: Apache-2.0 */
/* target.c: where relocations point, and what stands there. */
#include <string.h>

#include "cli/link/state.h"

bool link_find_target(const struct link *link, size_t symbol, int64_t addend,
                      struct link_target *target) {
  size_t definition = link->definitions[symbol];
  if (definition == LINK_NONE)
    return false;
  const struct elf_symbol *found = &link->elf->symbols[definition];
  if (found->section >= link->elf->section_count)
    return false;
  /* The value is at most the size, so that a sum that wraps is greater than the size too. */
  target->section = found->section;
  target->offset = found->value + (uint64_t)addend;
  return target->offset <= link->elf->sections[found->section].size;
}

/* Clang writes the addend in place: 32 bits in a wide instruction, 64 bits in data. */
bool link_find_address(const struct link *link, size_t section,
                       const struct elf_relocation *relocation, struct link_target *target) {
  const uint8_t *bytes = link->elf->sections[section].bytes + relocation->offset;
  int64_t addend = 0;
  int32_t immediate = 0;
  memcpy(&immediate, bytes + 4, sizeof immediate);
  if (relocation->type == ELF_RELOCATION_WIDE)
    addend = immediate;
  else
    memcpy(&addend, bytes, sizeof addend);
  return link_find_target(link, relocation->symbol, addend, target);
}

/* In code only functions count: clang 14 leaves the labels of jumps in the table too. */
static bool is_named(const struct link *link, const struct elf_symbol *symbol) {
  bool code = link->elf->sections[symbol->section].kind == ELF_TEXT;
  return symbol->name[0] && (symbol->function || !code);
}

const char *link_name_at(const struct link *link, struct link_target target) {
  const struct elf_symbol *best = NULL;
  for (size_t index = 0; index < link->elf->symbol_count; index++) {
    const struct elf_symbol *symbol = &link->elf->symbols[index];
    if (symbol->section == target.section && symbol->value <= target.offset &&
        is_named(link, symbol) && (!best || symbol->value > best->value))
      best = symbol;
  }
  return best ? best->name : link->elf->sections[target.section].name;
}
