/* SPDX-License-Identifier: Apache-2.0 */
/* object.h: the relocatable BPF objects of one program, read into one set of tables.
 *
 * Everything is checked here against the file's size, so that users of the tables need not: indices
 * are valid, offsets lie inside their section. Nothing is copied: the object's bytes stay where
 * they are until elf_free(). */
#ifndef THIMBLE_CLI_ELF_OBJECT_H
#define THIMBLE_CLI_ELF_OBJECT_H

#include <stddef.h>

#include "cli/common/file.h"

/* What a section becomes in the program. */
enum elf_section_kind {
  ELF_OTHER, /* debug information and the like: nothing */
  ELF_TEXT,
  ELF_READ_ONLY,
  ELF_DATA,
  ELF_ZERO,
  ELF_CONSTRUCTORS, /* code that would have to run before the entry: refused */
};

struct elf_section {
  const char *name;
  const char *source;   /* the C file */
  const uint8_t *bytes; /* null for ELF_ZERO */
  uint64_t size;
  uint64_t alignment; /* a power of two */
  enum elf_section_kind kind;
  size_t first_relocation; /* a range of the table below, in the order of offsets */
  size_t relocations;
  size_t first_line; /* likewise; no lines: compiled without -g */
  size_t lines;
};

#define ELF_UNDEFINED SIZE_MAX      /* the section of a symbol that another object defines */
#define ELF_ABSOLUTE (SIZE_MAX - 1) /* the section of a symbol that is only a number */

enum elf_strength {
  ELF_LOCAL,
  ELF_WEAK,
  ELF_COMMON, /* a definition without a value, as in `int x;` with -fcommon */
  ELF_STRONG,
};

struct elf_symbol {
  const char *name;
  size_t section; /* index, or one of the above */
  uint64_t value; /* bytes from the section's start, at most its size */
  enum elf_strength strength;
  bool function;
};

/* Types that clang's BPF backend emits. */
enum elf_relocation_type {
  ELF_RELOCATION_NONE = 0,
  ELF_RELOCATION_WIDE = 1,    /* R_BPF_64_64: the constant of a wide instruction */
  ELF_RELOCATION_POINTER = 2, /* R_BPF_64_ABS64: eight bytes of data */
  ELF_RELOCATION_CALL = 10,   /* R_BPF_64_32: the constant of a call */
};

struct elf_relocation {
  uint64_t offset; /* bytes from the section's start */
  uint32_t type;
  size_t symbol;
};

/* From this offset on, code comes from this line. */
struct elf_line {
  uint64_t offset;
  const char *file;
  uint32_t line;
};

/* The stack that the function which starts here needs, in bytes. */
struct elf_frame {
  size_t section;
  uint64_t offset;
  uint64_t size;
};

struct elf_file; /* one open object */

struct elf {
  struct elf_section *sections;
  struct elf_symbol *symbols;
  struct elf_relocation *relocations;
  struct elf_line *lines;
  struct elf_frame *frames;
  struct elf_file *files;
  size_t section_count, symbol_count, relocation_count, line_count, frame_count, file_count;
};

/* Adds the object compiled from `source`, whose bytes it takes over (also when it fails). False:
 * the message is printed; elf_free() is still wanted. */
bool elf_add(struct elf *elf, const char *source, struct file_bytes *object);

void elf_free(struct elf *elf);

#endif
