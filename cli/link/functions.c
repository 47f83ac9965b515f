/* SPDX-License-Identifier: Apache-2.0 */
/* functions.c: the functions in the kept sections. */
#include <stdlib.h>

#include "cli/common/memory.h"
#include "cli/link/state.h"

static void add_node(struct link *link, size_t section, uint64_t start, const char *name) {
  link->nodes = memory_grow(link->nodes, link->node_count, sizeof *link->nodes);
  link->nodes[link->node_count++] = (struct link_node){
      .section = section, .start = start, .name = name, .depth = 1, .state = LINK_NEW};
}

static int compare_nodes(const void *left, const void *right) {
  const struct link_node *a = left;
  const struct link_node *b = right;
  if (a->section != b->section)
    return a->section > b->section ? 1 : -1;
  if (a->start != b->start)
    return a->start > b->start ? 1 : -1;
  return (a->name < b->name) - (a->name > b->name); /* those with a name first */
}

static bool is_kept_code(const struct link *link, size_t section) {
  return section < link->elf->section_count && link->places[section].kept &&
         link->elf->sections[section].kind == ELF_TEXT;
}

/* Every function symbol, and the start of every section, where code may stand without a symbol. */
static void collect(struct link *link) {
  const struct elf *elf = link->elf;
  for (size_t section = 0; section < elf->section_count; section++) {
    if (is_kept_code(link, section) && elf->sections[section].size > 0)
      add_node(link, section, 0, NULL);
  }
  for (size_t index = 0; index < elf->symbol_count; index++) {
    const struct elf_symbol *symbol = &elf->symbols[index];
    if (symbol->function && is_kept_code(link, symbol->section) &&
        symbol->value < elf->sections[symbol->section].size)
      add_node(link, symbol->section, symbol->value, symbol->name);
  }
}

static void drop_duplicates(struct link *link) {
  size_t count = 0;
  for (size_t index = 0; index < link->node_count; index++) {
    const struct link_node *node = &link->nodes[index];
    if (count == 0 || node->section != link->nodes[count - 1].section ||
        node->start != link->nodes[count - 1].start)
      link->nodes[count++] = *node;
  }
  link->node_count = count;
}

/* A function ends where the next one in its section starts. */
static void set_ends(struct link *link) {
  for (size_t index = 0; index < link->node_count; index++) {
    struct link_node *node = &link->nodes[index];
    bool last = index + 1 == link->node_count || link->nodes[index + 1].section != node->section;
    node->end = last ? link->elf->sections[node->section].size : link->nodes[index + 1].start;
    if (!node->name)
      node->name = link->elf->sections[node->section].name;
  }
}

void link_list_functions(struct link *link) {
  collect(link);
  if (link->node_count > 0)
    qsort(link->nodes, link->node_count, sizeof *link->nodes, compare_nodes);
  drop_duplicates(link);
  set_ends(link);
}

/* There is one: every kept section has a function at its start. */
size_t link_find_function(const struct link *link, struct link_target target) {
  size_t low = 0;
  size_t high = link->node_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    const struct link_node *node = &link->nodes[middle];
    if (node->section < target.section ||
        (node->section == target.section && node->start <= target.offset))
      low = middle;
    else
      high = middle;
  }
  return low;
}
