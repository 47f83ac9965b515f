/* SPDX-License-Identifier: Apache-2.0 */
/* message.c: says where in the source something is wrong. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/common/message.h"
#include "cli/common/path.h"
#include "cli/link/state.h"

/* The last line at or before the offset, or null. */
static const struct elf_line *find_line(const struct elf *elf, size_t section, uint64_t offset) {
  const struct elf_section *code = &elf->sections[section];
  const struct elf_line *found = NULL;
  for (size_t index = 0; index < code->lines; index++) {
    const struct elf_line *line = &elf->lines[code->first_line + index];
    if (line->offset > offset)
      break;
    if (line->line > 0)
      found = line;
  }
  return found;
}

/* Without -g the function and the offset must do. */
static void print_at(const struct link *link, struct link_target place, const char *text) {
  const struct elf_section *section = &link->elf->sections[place.section];
  const struct elf_line *line = find_line(link->elf, place.section, place.offset);
  if (line)
    message_error_at(path_as_given(line->file), line->line, "%s", text);
  else
    message_error_at(section->source, 0, "in '%s' at byte %llu, %s", link_name_at(link, place),
                     (unsigned long long)place.offset, text);
}

bool link_error(const struct link *link, size_t section, uint64_t offset, const char *format, ...) {
  struct link_target place = {section, offset};
  char *text = NULL;
  va_list arguments;
  va_start(arguments, format);
  int length = vasprintf(&text, format, arguments);
  va_end(arguments);
  /* Each section was reached from one that had been reached before, so this ends. */
  while (link->elf->sections[place.section].kind != ELF_TEXT &&
         link->places[place.section].from_section != LINK_NONE) {
    const struct link_place *reached = &link->places[place.section];
    place = (struct link_target){reached->from_section, reached->from_offset};
  }
  print_at(link, place, length < 0 ? "out of memory" : text);
  if (length >= 0)
    free(text);
  return false;
}
