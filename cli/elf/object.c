/* SPDX-License-Identifier: Apache-2.0 */
/* object.c: opens objects and reads their sections. */
#include "cli/elf/object.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/elf/reader.h"

struct elf_file {
  Elf *handle;
  struct file_bytes bytes;
};

bool elf_malformed(const struct elf_reader *reader, const char *reason) {
  message_error_at(reader->source, 0,
                   "the compiler's object file is malformed (%s); try another clang", reason);
  return false;
}

static bool check_header(struct elf_reader *reader) {
  GElf_Ehdr header;
  if (elf_kind(reader->handle) != ELF_K_ELF || !gelf_getehdr(reader->handle, &header))
    return elf_malformed(reader, "no ELF header");
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB ||
      header.e_type != ET_REL || header.e_machine != EM_BPF)
    return elf_malformed(reader, "not a relocatable little-endian BPF object");
  return true;
}

static enum elf_section_kind kind_of(const GElf_Shdr *header, const char *name) {
  if (!(header->sh_flags & SHF_ALLOC))
    return ELF_OTHER;
  if (header->sh_type == SHT_INIT_ARRAY || header->sh_type == SHT_FINI_ARRAY ||
      header->sh_type == SHT_PREINIT_ARRAY || strncmp(name, ".ctors", 6) == 0)
    return ELF_CONSTRUCTORS;
  if (header->sh_flags & SHF_EXECINSTR)
    return ELF_TEXT;
  if (header->sh_type == SHT_NOBITS)
    return ELF_ZERO;
  if ((header->sh_flags & SHF_WRITE) && strncmp(name, ".data.rel.ro", 12) != 0)
    return ELF_DATA;
  return ELF_READ_ONLY;
}

static bool read_content(struct elf_reader *reader, Elf_Scn *handle, struct elf_section *section) {
  Elf_Data *data = elf_rawdata(handle, NULL);
  if (section->size == 0)
    return true;
  if (!data || !data->d_buf || data->d_size != section->size)
    return elf_malformed(reader, "a section leaves the file");
  section->bytes = data->d_buf;
  return true;
}

static bool read_section(struct elf_reader *reader, Elf_Scn *handle, size_t names) {
  struct elf_section *section = &reader->elf->sections[reader->section_base + elf_ndxscn(handle)];
  GElf_Shdr header;
  if (!gelf_getshdr(handle, &header))
    return elf_malformed(reader, "a section header cannot be read");
  section->name = elf_strptr(reader->handle, names, header.sh_name);
  if (!section->name)
    return elf_malformed(reader, "a section has no name");
  section->size = header.sh_size;
  section->alignment = header.sh_addralign > 0 ? header.sh_addralign : 1;
  section->kind = kind_of(&header, section->name);
  if ((section->alignment & (section->alignment - 1)) != 0)
    return elf_malformed(reader, "an alignment is not a power of two");
  if (section->kind != ELF_OTHER && (header.sh_flags & (SHF_TLS | SHF_COMPRESSED)))
    return elf_malformed(reader, "thread-local or compressed sections");
  if (section->kind == ELF_TEXT && (header.sh_type == SHT_NOBITS || section->size % 8 != 0))
    return elf_malformed(reader, "code is not a whole number of instructions");
  return header.sh_type == SHT_NOBITS || read_content(reader, handle, section);
}

static bool read_sections(struct elf_reader *reader) {
  struct elf *elf = reader->elf;
  size_t names;
  if (elf_getshdrnum(reader->handle, &reader->sections) != 0 ||
      elf_getshdrstrndx(reader->handle, &names) != 0)
    return elf_malformed(reader, "no section headers");
  reader->section_base = elf->section_count;
  for (size_t index = 0; index < reader->sections; index++) {
    elf->sections = memory_grow(elf->sections, elf->section_count, sizeof *elf->sections);
    elf->sections[elf->section_count++] =
        (struct elf_section){.name = "", .source = reader->source, .alignment = 1};
  }
  for (Elf_Scn *next = elf_nextscn(reader->handle, NULL); next;
       next = elf_nextscn(reader->handle, next)) {
    if (elf_ndxscn(next) >= reader->sections)
      return elf_malformed(reader, "more sections than it says");
    if (!read_section(reader, next, names))
      return false;
  }
  return true;
}

bool elf_add(struct elf *elf, const char *source, struct file_bytes *object) {
  elf_version(EV_CURRENT); /* libelf wants it before anything else */
  struct elf_reader reader = {.elf = elf, .source = source};
  reader.handle = elf_memory((char *)object->data, object->length);
  elf->files = memory_grow(elf->files, elf->file_count, sizeof *elf->files);
  elf->files[elf->file_count++] = (struct elf_file){reader.handle, *object};
  *object = (struct file_bytes){0};
  if (!reader.handle)
    return elf_malformed(&reader, "not ELF");
  return check_header(&reader) && read_sections(&reader) && elf_read_symbols(&reader) &&
         elf_read_relocations(&reader) && elf_read_frames(&reader) && elf_read_lines(&reader);
}

void elf_free(struct elf *elf) {
  for (size_t index = 0; index < elf->file_count; index++) {
    elf_end(elf->files[index].handle);
    file_free(&elf->files[index].bytes);
  }
  free(elf->sections);
  free(elf->symbols);
  free(elf->relocations);
  free(elf->lines);
  free(elf->frames);
  free(elf->files);
  *elf = (struct elf){0};
}
