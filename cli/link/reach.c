/* SPDX-License-Identifier: Apache-2.0 */
/* reach.c: the second stage of the linker: which sections the entry needs, directly or through
 * others. With -ffunction-sections and -fdata-sections a section is one function or variable. */
#include <stdlib.h>

#include "cli/common/memory.h"
#include "cli/link/state.h"

/* Sections that are kept and have yet to be followed. Each is pushed once. */
struct work {
  size_t *sections;
  size_t count;
};

static void keep(struct link *link, struct work *work, size_t section, struct link_target from) {
  struct link_place *place = &link->places[section];
  if (place->kept)
    return;
  place->kept = true;
  place->from_section = from.section;
  place->from_offset = from.offset;
  work->sections[work->count++] = section;
}

static void follow(struct link *link, struct work *work, size_t section) {
  const struct elf_section *from = &link->elf->sections[section];
  for (size_t index = 0; index < from->relocations; index++) {
    const struct elf_relocation *relocation =
        &link->elf->relocations[from->first_relocation + index];
    size_t definition = link->definitions[relocation->symbol];
    if (relocation->type == ELF_RELOCATION_NONE || definition == LINK_NONE)
      continue;
    size_t to = link->elf->symbols[definition].section;
    keep(link, work, to, (struct link_target){section, relocation->offset});
  }
}

/* link_check() has made sure that what is followed is defined in a section that can be kept. */
bool link_reach(struct link *link) {
  struct work work = {.sections = memory_get(link->elf->section_count, sizeof *work.sections)};
  bool checked = true;
  size_t entry = link->elf->symbols[link->entry].section;
  keep(link, &work, entry, (struct link_target){LINK_NONE, 0});
  while (checked && work.count > 0) {
    size_t section = work.sections[--work.count];
    checked = link_check(link, section);
    if (checked)
      follow(link, &work, section);
  }
  free(work.sections);
  return checked;
}
