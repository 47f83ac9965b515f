/* SPDX-License-Identifier: Apache-2.0 */
/* symbol.c: reads the symbols and the relocations of one object. */
#include <stdlib.h>

#include "cli/common/memory.h"
#include "cli/elf/reader.h"

static enum elf_strength strength_of(const GElf_Sym *symbol) {
  if (GELF_ST_BIND(symbol->st_info) == STB_LOCAL)
    return ELF_LOCAL;
  if (symbol->st_shndx == SHN_COMMON)
    return ELF_COMMON;
  return GELF_ST_BIND(symbol->st_info) == STB_WEAK ? ELF_WEAK : ELF_STRONG;
}

/* A common symbol gets a section of zeros of its own. Its value is its alignment. */
static size_t add_common_section(struct elf_reader *reader, const GElf_Sym *symbol,
                                 const char *name) {
  struct elf *elf = reader->elf;
  elf->sections = memory_grow(elf->sections, elf->section_count, sizeof *elf->sections);
  elf->sections[elf->section_count] = (struct elf_section){
      .name = name,
      .source = reader->source,
      .size = symbol->st_size,
      .alignment = symbol->st_value,
      .kind = ELF_ZERO,
  };
  return elf->section_count++;
}

/* Sets the section and the value. */
static bool place_symbol(struct elf_reader *reader, const GElf_Sym *symbol,
                         struct elf_symbol *result) {
  result->section = ELF_UNDEFINED;
  result->value = symbol->st_value;
  if (symbol->st_shndx == SHN_COMMON) {
    if (symbol->st_value == 0 || (symbol->st_value & (symbol->st_value - 1)) != 0)
      return elf_malformed(reader, "an alignment is not a power of two");
    result->section = add_common_section(reader, symbol, result->name);
    result->value = 0;
    return true;
  }
  if (symbol->st_shndx == SHN_ABS)
    result->section = ELF_ABSOLUTE;
  if (symbol->st_shndx == SHN_ABS || symbol->st_shndx == SHN_UNDEF)
    return true;
  if (symbol->st_shndx >= reader->sections)
    return elf_malformed(reader, "a symbol in no section");
  result->section = reader->section_base + symbol->st_shndx;
  if (result->value > reader->elf->sections[result->section].size)
    return elf_malformed(reader, "a symbol outside its section");
  return true;
}

static bool add_symbol(struct elf_reader *reader, const GElf_Sym *symbol, size_t names) {
  struct elf *elf = reader->elf;
  struct elf_symbol result = {.strength = strength_of(symbol)};
  result.name = elf_strptr(reader->handle, names, symbol->st_name);
  result.function = GELF_ST_TYPE(symbol->st_info) == STT_FUNC;
  if (!result.name)
    return elf_malformed(reader, "a symbol has no name");
  if (!place_symbol(reader, symbol, &result))
    return false;
  elf->symbols = memory_grow(elf->symbols, elf->symbol_count, sizeof *elf->symbols);
  elf->symbols[elf->symbol_count++] = result;
  return true;
}

static bool read_table(struct elf_reader *reader, Elf_Scn *section, const GElf_Shdr *header) {
  Elf_Data *data = elf_getdata(section, NULL);
  if (!data || header->sh_entsize != sizeof(Elf64_Sym) || reader->symbols > 0)
    return elf_malformed(reader, "the symbol table");
  reader->symbols = data->d_size / sizeof(Elf64_Sym);
  for (size_t index = 0; index < reader->symbols; index++) {
    GElf_Sym symbol;
    if (!gelf_getsym(data, (int)index, &symbol))
      return elf_malformed(reader, "a symbol cannot be read");
    if (!add_symbol(reader, &symbol, header->sh_link))
      return false;
  }
  return true;
}

bool elf_read_symbols(struct elf_reader *reader) {
  reader->symbol_base = reader->elf->symbol_count;
  for (Elf_Scn *next = elf_nextscn(reader->handle, NULL); next;
       next = elf_nextscn(reader->handle, next)) {
    GElf_Shdr header;
    if (!gelf_getshdr(next, &header))
      return elf_malformed(reader, "a section header cannot be read");
    if (header.sh_type == SHT_SYMTAB && !read_table(reader, next, &header))
      return false;
  }
  return true;
}

static int compare_offsets(const void *left, const void *right) {
  const struct elf_relocation *a = left;
  const struct elf_relocation *b = right;
  return (a->offset > b->offset) - (a->offset < b->offset);
}

static bool add_relocation(struct elf_reader *reader, const struct elf_section *section,
                           const GElf_Rel *relocation) {
  struct elf *elf = reader->elf;
  if (relocation->r_offset >= section->size || GELF_R_SYM(relocation->r_info) >= reader->symbols)
    return elf_malformed(reader, "a relocation outside its section");
  elf->relocations = memory_grow(elf->relocations, elf->relocation_count, sizeof *elf->relocations);
  elf->relocations[elf->relocation_count++] = (struct elf_relocation){
      .offset = relocation->r_offset,
      .type = (uint32_t)GELF_R_TYPE(relocation->r_info),
      .symbol = reader->symbol_base + GELF_R_SYM(relocation->r_info),
  };
  return true;
}

/* Debug sections are skipped but for the stack sizes: nobody follows their relocations. */
static bool is_followed(const struct elf_section *section) {
  return section->kind != ELF_OTHER || elf_is_stack_sizes(section);
}

static bool read_relocation_section(struct elf_reader *reader, Elf_Scn *handle,
                                    const GElf_Shdr *header) {
  if (header->sh_info == 0 || header->sh_info >= reader->sections)
    return elf_malformed(reader, "relocations for no section");
  struct elf_section *section = &reader->elf->sections[reader->section_base + header->sh_info];
  if (!is_followed(section))
    return true;
  Elf_Data *data = elf_getdata(handle, NULL);
  if (!data || header->sh_type != SHT_REL || header->sh_entsize != sizeof(Elf64_Rel) ||
      section->kind == ELF_ZERO || section->relocations > 0)
    return elf_malformed(reader, "a relocation table");
  section->first_relocation = reader->elf->relocation_count;
  for (size_t index = 0; index < data->d_size / sizeof(Elf64_Rel); index++) {
    GElf_Rel relocation;
    if (!gelf_getrel(data, (int)index, &relocation))
      return elf_malformed(reader, "a relocation cannot be read");
    if (!add_relocation(reader, section, &relocation))
      return false;
    section->relocations++;
  }
  if (section->relocations > 0)
    qsort(reader->elf->relocations + section->first_relocation, section->relocations,
          sizeof(struct elf_relocation), compare_offsets);
  return true;
}

bool elf_read_relocations(struct elf_reader *reader) {
  for (Elf_Scn *next = elf_nextscn(reader->handle, NULL); next;
       next = elf_nextscn(reader->handle, next)) {
    GElf_Shdr header;
    if (!gelf_getshdr(next, &header))
      return elf_malformed(reader, "a section header cannot be read");
    if ((header.sh_type == SHT_REL || header.sh_type == SHT_RELA) &&
        !read_relocation_section(reader, next, &header))
      return false;
  }
  return true;
}

const struct elf_relocation *elf_find_relocation(const struct elf *elf, size_t section,
                                                 uint64_t offset) {
  const struct elf_section *in = &elf->sections[section];
  const struct elf_relocation key = {.offset = offset};
  if (in->relocations == 0)
    return NULL;
  return bsearch(&key, elf->relocations + in->first_relocation, in->relocations, sizeof key,
                 compare_offsets);
}
