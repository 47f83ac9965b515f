/* SPDX-License-Identifier: Apache-2.0 */
/* reader.h: what the readers of one object share. Nobody but the files here includes it. */
#ifndef THIMBLE_CLI_ELF_READER_H
#define THIMBLE_CLI_ELF_READER_H

#include <gelf.h>

#include "cli/elf/object.h"

/* The object that is being read. Section and symbol numbers of the object, plus these bases, are
 * indices of the tables in `elf`. */
struct elf_reader {
  struct elf *elf;
  Elf *handle;
  const char *source;
  size_t section_base, sections;
  size_t symbol_base, symbols;
};

/* Prints that the object is malformed. Returns false, for the caller to return. */
bool elf_malformed(const struct elf_reader *reader, const char *reason);

bool elf_read_symbols(struct elf_reader *reader);
bool elf_read_relocations(struct elf_reader *reader);

bool elf_is_stack_sizes(const struct elf_section *section);

/* Reads all `.stack_sizes` (the compiler's -fstack-size-section). */
bool elf_read_frames(struct elf_reader *reader);

/* Reads `.BTF` and `.BTF.ext`, if they are there: the lines of the code. */
bool elf_read_lines(struct elf_reader *reader);

/* The relocation of the section at this offset, or null. */
const struct elf_relocation *elf_find_relocation(const struct elf *elf, size_t section,
                                                 uint64_t offset);

#endif
