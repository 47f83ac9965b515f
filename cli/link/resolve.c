/* SPDX-License-Identifier: Apache-2.0 */
/* resolve.c: the first stage of the linker: which symbol defines which. */
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/link/state.h"

/* The global symbols that define something, the best of each name first. */
struct definitions {
  const struct elf *elf;
  const struct elf_symbol **symbols;
  size_t count;
};

static uint64_t size_of(const struct elf *elf, const struct elf_symbol *symbol) {
  return symbol->section < elf->section_count ? elf->sections[symbol->section].size : 0;
}

/* By name; then a strong definition before a common one before a weak one, the largest common one
 * first; then in the order of the objects. */
static int compare_definitions(const void *left, const void *right, void *context) {
  const struct elf_symbol *a = *(const struct elf_symbol *const *)left;
  const struct elf_symbol *b = *(const struct elf_symbol *const *)right;
  int names = strcmp(a->name, b->name);
  if (names != 0)
    return names;
  if (a->strength != b->strength)
    return a->strength > b->strength ? -1 : 1;
  uint64_t size_a = a->strength == ELF_COMMON ? size_of(context, a) : 0;
  uint64_t size_b = b->strength == ELF_COMMON ? size_of(context, b) : 0;
  if (size_a != size_b)
    return size_a > size_b ? -1 : 1;
  return (a > b) - (a < b);
}

static bool is_definition(const struct elf_symbol *symbol) {
  return symbol->strength != ELF_LOCAL && symbol->section != ELF_UNDEFINED;
}

static void collect(struct definitions *definitions) {
  const struct elf *elf = definitions->elf;
  definitions->symbols = memory_get(elf->symbol_count, sizeof *definitions->symbols);
  for (size_t index = 0; index < elf->symbol_count; index++) {
    if (is_definition(&elf->symbols[index]))
      definitions->symbols[definitions->count++] = &elf->symbols[index];
  }
  qsort_r(definitions->symbols, definitions->count, sizeof *definitions->symbols,
          compare_definitions, (void *)elf);
}

static const char *source_of(const struct elf *elf, const struct elf_symbol *symbol) {
  return symbol->section < elf->section_count ? elf->sections[symbol->section].source : "?";
}

static bool check_duplicates(const struct definitions *definitions) {
  for (size_t index = 1; index < definitions->count; index++) {
    const struct elf_symbol *first = definitions->symbols[index - 1];
    const struct elf_symbol *second = definitions->symbols[index];
    if (strcmp(first->name, second->name) != 0 || second->strength != ELF_STRONG)
      continue;
    message_error_at(source_of(definitions->elf, second), 0,
                     "'%s' is also defined in %s; make one of them static, or give it another name",
                     second->name, source_of(definitions->elf, first));
    return false;
  }
  return true;
}

/* The index of the best definition of the name, or LINK_NONE. */
static size_t find_definition(const struct definitions *definitions, const char *name) {
  size_t low = 0;
  size_t high = definitions->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(definitions->symbols[middle]->name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == definitions->count || strcmp(definitions->symbols[low]->name, name) != 0)
    return LINK_NONE;
  return (size_t)(definitions->symbols[low] - definitions->elf->symbols);
}

static void assign(struct link *link, const struct definitions *definitions) {
  const struct elf *elf = link->elf;
  for (size_t index = 0; index < elf->symbol_count; index++) {
    const struct elf_symbol *symbol = &elf->symbols[index];
    if (symbol->strength != ELF_LOCAL)
      link->definitions[index] = find_definition(definitions, symbol->name);
    else
      link->definitions[index] = symbol->section == ELF_UNDEFINED ? LINK_NONE : index;
  }
}

static bool is_function(const struct elf *elf, size_t index) {
  if (index == LINK_NONE || !elf->symbols[index].function)
    return false;
  const struct elf_symbol *symbol = &elf->symbols[index];
  if (symbol->section >= elf->section_count)
    return false;
  const struct elf_section *section = &elf->sections[symbol->section];
  return section->kind == ELF_TEXT && symbol->value % 8 == 0 && symbol->value < section->size;
}

static bool find_entry(struct link *link, const struct definitions *definitions) {
  const char *entry = link->options->entry;
  link->entry = find_definition(definitions, entry);
  if (is_function(link->elf, link->entry))
    return true;
  message_error_at(
      link->options->path, 0,
      "there is no function '%s' for the hook to call; define 'int64_t %s(const struct "
      "thimble_context_timer *context, uint32_t size)', or name another as entry in "
      "thimble.ini",
      entry, entry);
  return false;
}

bool link_resolve(struct link *link) {
  struct definitions definitions = {.elf = link->elf};
  collect(&definitions);
  assign(link, &definitions);
  bool resolved = check_duplicates(&definitions) && find_entry(link, &definitions);
  free(definitions.symbols);
  return resolved;
}
