/* SPDX-License-Identifier: Apache-2.0 */
/* place.c: see place.h. */
#include "cli/compile/place.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"

static char *copy_until(const char *text, const char *stop) {
  return memory_format("%.*s", (int)strcspn(text, stop), text);
}

/* The text behind `key` in this line of LLVM IR, or null. */
static const char *find_field(const char *line, const char *key) {
  const char *found = strstr(line, key);
  return found && found < line + strcspn(line, "\n") ? found + strlen(key) : NULL;
}

/* The name of the file that the node `!NUMBER` of the code describes, or null. */
static char *find_file(const char *code, unsigned long node) {
  char *definition = memory_format("\n!%lu = !DIFile(", node);
  const char *line = strstr(code, definition);
  const char *name = line ? find_field(line + 1, "filename: \"") : NULL;
  free(definition);
  return name ? copy_until(name, "\"") : NULL;
}

/* Looks the function up in the debug information, if there is any. */
static void find_function(struct compile_place *place, const char *code) {
  char *definition = memory_format("!DISubprogram(name: \"%s\",", place->function);
  const char *line = strstr(code, definition);
  const char *number = line ? find_field(line, " line: ") : NULL;
  const char *file = line ? find_field(line, " file: !") : NULL;
  free(definition);
  if (!number || !file)
    return;
  char *name = find_file(code, strtoul(file, NULL, 10));
  if (!name)
    return;
  free(place->file);
  place->file = name;
  place->line = (uint32_t)strtoul(number, NULL, 10);
}

/* Cuts `:LINE:COLUMN` off the end of the text and returns the line, 0 if it is not there. */
static uint32_t cut_line(char *text) {
  char *column = strrchr(text, ':');
  if (column)
    *column = 0;
  char *line = column ? strrchr(text, ':') : NULL;
  if (!line)
    return 0;
  *line = 0;
  return (uint32_t)strtoul(line + 1, NULL, 10);
}

/* `Error at line 3: Unsupport signed division for DAG: ... sdiv 0xf1, 0xf2, heart.c:3:35Please ...`
 * is what clang 14 says about that. */
static bool read_division(struct compile_place *place, const char *error) {
  static const char before[] = "Error at line ";
  if (strncmp(error, before, strlen(before)) != 0)
    return false;
  unsigned long line = strtoul(error + strlen(before), NULL, 10);
  char *number = memory_format(":%lu:", line);
  const char *end = strstr(error, number);
  const char *start = end;
  free(number);
  while (start && start > error && start[-1] != ' ')
    start--;
  if (!start)
    return false;
  place->file = memory_format("%.*s", (int)(end - start), start);
  place->line = (uint32_t)line;
  return true;
}

void compile_place_read(struct compile_place *place, const char *source, const char *error,
                        const char *code) {
  static const char before[] = "error: ";
  static const char between[] = ": in function ";
  const char *start = strstr(error, before);
  const char *end = strstr(error, between);
  *place = (struct compile_place){0};
  if (read_division(place, error))
    return;
  if (start && end && start + strlen(before) <= end) {
    start += strlen(before);
    place->file = memory_format("%.*s", (int)(end - start), start);
    place->line = cut_line(place->file);
    place->function = copy_until(end + strlen(between), " (");
  }
  if (place->line == 0) {
    free(place->file);
    place->file = memory_text(source);
  }
  if (place->line == 0 && place->function)
    find_function(place, code);
}

void compile_place_free(struct compile_place *place) {
  free(place->file);
  free(place->function);
  *place = (struct compile_place){0};
}

bool compile_place_equal(const struct compile_place *left, const struct compile_place *right) {
  if (!left->function || !right->function || !left->file || !right->file)
    return left->file == right->file;
  return strcmp(left->file, right->file) == 0 && left->line == right->line &&
         strcmp(left->function, right->function) == 0;
}
