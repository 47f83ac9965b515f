/* SPDX-License-Identifier: Apache-2.0 */
/* lines.c: reads the lines of one object from BTF (the kernel's Documentation/bpf/btf.rst):
 * `.BTF` holds the texts, and `.BTF.ext` for each section of code the rows, each with the offset of
 * an instruction. Bytes beyond what this version of the format defines are skipped. */
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/elf/reader.h"

#define BTF_MAGIC 0xeb9fu
#define BTF_HEADER 24u     /* bytes that are read of the header of .BTF */
#define BTF_EXT_HEADER 24u /* and of .BTF.ext */
#define ROW_SIZE 16u       /* and of a row */
#define LINE_SHIFT 10u     /* below it stands the column */

/* A part of a section, read from its start. */
struct view {
  const uint8_t *bytes;
  uint64_t length;
};

static uint32_t number_at(struct view view, uint64_t offset) {
  uint32_t number;
  memcpy(&number, view.bytes + offset, sizeof number);
  return number;
}

static struct view section_view(const struct elf_reader *reader, const char *name) {
  for (size_t index = 0; index < reader->sections; index++) {
    const struct elf_section *section = &reader->elf->sections[reader->section_base + index];
    if (section->bytes && strcmp(section->name, name) == 0)
      return (struct view){section->bytes, section->size};
  }
  return (struct view){0};
}

/* The part of which the header, at `field`, gives offset and length, counted from its own end. */
static bool part_of(struct view whole, uint32_t header, uint64_t field, struct view *part) {
  if (whole.length < header || (number_at(whole, 0) & 0xffff) != BTF_MAGIC)
    return false;
  uint64_t start = (uint64_t)number_at(whole, 4) + number_at(whole, field);
  uint64_t length = number_at(whole, field + 4);
  if (start > whole.length || length > whole.length - start)
    return false;
  *part = (struct view){whole.bytes + start, length};
  return true;
}

/* The text at this offset, or null when it does not end within the texts. */
static const char *text_at(struct view texts, uint32_t offset) {
  if (offset >= texts.length || !memchr(texts.bytes + offset, 0, texts.length - offset))
    return NULL;
  return (const char *)texts.bytes + offset;
}

static struct elf_section *find_code(const struct elf_reader *reader, const char *name) {
  for (size_t index = 0; index < reader->sections; index++) {
    struct elf_section *section = &reader->elf->sections[reader->section_base + index];
    if (section->kind == ELF_TEXT && strcmp(section->name, name) == 0)
      return section;
  }
  return NULL;
}

static int compare_lines(const void *left, const void *right) {
  const struct elf_line *a = left;
  const struct elf_line *b = right;
  return (a->offset > b->offset) - (a->offset < b->offset);
}

static bool add_line(struct elf *elf, struct elf_section *section, struct view row,
                     struct view texts) {
  struct elf_line line = {
      .offset = number_at(row, 0),
      .file = text_at(texts, number_at(row, 4)),
      .line = number_at(row, 12) >> LINE_SHIFT,
  };
  if (!line.file || line.offset >= section->size)
    return false;
  elf->lines = memory_grow(elf->lines, elf->line_count, sizeof *elf->lines);
  elf->lines[elf->line_count++] = line;
  section->lines++;
  return true;
}

/* Reads the rows of one section of code, `size` bytes each. */
static bool read_rows(struct elf_reader *reader, struct elf_section *section, struct view rows,
                      uint32_t size, struct view texts) {
  struct elf *elf = reader->elf;
  section->first_line = elf->line_count;
  for (uint64_t offset = 0; offset < rows.length; offset += size) {
    const struct view row = {rows.bytes + offset, size};
    if (!add_line(elf, section, row, texts))
      return false;
  }
  if (section->lines > 0)
    qsort(elf->lines + section->first_line, section->lines, sizeof *elf->lines, compare_lines);
  return true;
}

/* Reads one block: the name of a section, the number of its rows, the rows. Advances `offset`. */
static bool read_block(struct elf_reader *reader, struct view lines, uint64_t *offset,
                       uint32_t size, struct view texts) {
  if (lines.length - *offset < 8)
    return false;
  const char *name = text_at(texts, number_at(lines, *offset));
  uint64_t length = (uint64_t)number_at(lines, *offset + 4) * size;
  *offset += 8;
  if (!name || length > lines.length - *offset)
    return false;
  struct elf_section *section = find_code(reader, name);
  const struct view rows = {lines.bytes + *offset, length};
  *offset += length;
  if (!section || section->lines > 0)
    return false;
  return read_rows(reader, section, rows, size, texts);
}

bool elf_read_lines(struct elf_reader *reader) {
  struct view types = section_view(reader, ".BTF");
  struct view extension = section_view(reader, ".BTF.ext");
  struct view texts;
  struct view lines;
  if (!types.bytes || !extension.bytes)
    return true;
  if (!part_of(types, BTF_HEADER, 16, &texts) || !part_of(extension, BTF_EXT_HEADER, 16, &lines))
    return elf_malformed(reader, "BTF");
  if (lines.length == 0)
    return true;
  uint32_t size = lines.length >= 4 ? number_at(lines, 0) : 0;
  uint64_t offset = 4;
  if (size < ROW_SIZE)
    return elf_malformed(reader, "BTF");
  while (offset < lines.length) {
    if (!read_block(reader, lines, &offset, size, texts))
      return elf_malformed(reader, "BTF");
  }
  return true;
}
