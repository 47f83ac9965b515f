/* SPDX-License-Identifier: Apache-2.0 */
/* program_lines.c: see program_lines.h. */
#include "cli/image/program_lines.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"

void program_line_add(struct program_lines *lines, uint32_t instruction, const char *file,
                      uint32_t line) {
  const struct program_line *last =
      lines->line_count > 0 ? &lines->lines[lines->line_count - 1] : NULL;
  if (last && last->line == line && strcmp(last->file, file) == 0)
    return;
  lines->lines = memory_grow(lines->lines, lines->line_count, sizeof *lines->lines);
  lines->lines[lines->line_count++] = (struct program_line){instruction, line, file};
}

void program_function_add(struct program_lines *lines, uint32_t start, const char *name) {
  lines->functions = memory_grow(lines->functions, lines->function_count, sizeof *lines->functions);
  lines->functions[lines->function_count++] = (struct program_function){start, name};
}

const struct program_line *program_line_at(const struct program_lines *lines, uint32_t place) {
  const struct program_line *found = NULL;
  for (size_t index = 0; index < lines->line_count; index++)
    if (lines->lines[index].instruction <= place)
      found = &lines->lines[index];
  return found && found->line > 0 ? found : NULL;
}

void program_lines_free(struct program_lines *lines) {
  free(lines->lines);
  free(lines->functions);
  *lines = (struct program_lines){0};
}
