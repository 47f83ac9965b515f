/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: what a container may do, and what the linker can do, checked section by section. */
#include <string.h>

#include "cli/common/binding_name.h"
#include "cli/elf/reader.h"
#include "cli/link/code.h"

/* A relocation and the section that it changes. */
struct site {
  struct link *link;
  size_t section;
  const struct elf_relocation *relocation;
};

static bool refuse_malformed(struct link *link, size_t section, uint64_t offset) {
  return link_error(link, section, offset,
                    "the compiler's object file holds what this linker does not know (byte %llu of "
                    "%s); try another clang",
                    (unsigned long long)offset, link->elf->sections[section].name);
}

static const struct elf_symbol *symbol_of(const struct site *site) {
  return &site->link->elf->symbols[site->relocation->symbol];
}

static bool use_binding(struct link *link, size_t section, uint64_t offset,
                        const struct binding_name *binding) {
  thimble_grant_set needed = (thimble_grant_set)1 << binding->grant;
  if (binding->grant == THIMBLE_GRANT_NONE)
    return true;
  link->output->grants |= needed;
  if (!link->options->grants_listed || (link->options->grants & needed))
    return true;
  return link_error(link, section, offset,
                    "%s needs the grant '%s', which is not asked for; add it to grants in %s",
                    binding->symbol, thimble_grant_name(binding->grant), link->options->path);
}

/* A call of something that no object defines. */
static bool check_binding(const struct site *site) {
  const char *name = symbol_of(site)->name;
  const struct binding_name *binding = binding_named(name);
  uint64_t offset = site->relocation->offset;
  if (binding)
    return use_binding(site->link, site->section, offset, binding);
  if (strncmp(name, BINDING_PREFIX, strlen(BINDING_PREFIX)) == 0)
    return link_error(site->link, site->section, offset,
                      "there is no binding '%s'; thimble.h lists those there are", name);
  return link_error(site->link, site->section, offset,
                    "the function '%s' is not defined; define it in a source of the project", name);
}

/* A use of the address of something that no object defines. */
static bool refuse_undefined_address(const struct site *site) {
  const char *name = symbol_of(site)->name;
  if (binding_named(name))
    return link_error(site->link, site->section, site->relocation->offset,
                      "the address of the binding '%s' is taken; call it by its name", name);
  return link_error(site->link, site->section, site->relocation->offset,
                    "'%s' is declared but not defined; define it in a source of the project", name);
}

static bool check_call(const struct site *site) {
  const struct elf_section *section = &site->link->elf->sections[site->section];
  uint64_t offset = site->relocation->offset;
  struct link_target target;
  if (section->kind != ELF_TEXT || offset % THIMBLE_EBPF_SLOT != 0)
    return refuse_malformed(site->link, site->section, offset);
  const struct code_instruction instruction = code_read(section, offset);
  if (instruction.opcode != THIMBLE_EBPF_OPCODE_CALL)
    return refuse_malformed(site->link, site->section, offset);
  if (site->link->definitions[site->relocation->symbol] == LINK_NONE)
    return check_binding(site);
  if (!code_is_local_call(site->link, site->section, &instruction, &target) ||
      site->link->elf->sections[target.section].kind != ELF_TEXT ||
      target.offset % THIMBLE_EBPF_SLOT != 0 ||
      target.offset >= site->link->elf->sections[target.section].size)
    return refuse_malformed(site->link, site->section, offset);
  return true;
}

/* Whether the bytes that the relocation changes are there and are of the right kind. */
static bool fits(const struct site *site) {
  const struct elf_section *section = &site->link->elf->sections[site->section];
  uint64_t offset = site->relocation->offset;
  if (site->relocation->type == ELF_RELOCATION_POINTER)
    return section->kind != ELF_TEXT && section->size - offset >= 8;
  if (section->kind != ELF_TEXT || offset % THIMBLE_EBPF_SLOT != 0)
    return false;
  return code_read(section, offset).length == CODE_WIDE;
}

static bool refuse_function_address(const struct site *site, struct link_target target) {
  const char *name = link_name_at(site->link, target);
  uint64_t offset = site->relocation->offset;
  if (site->relocation->type == ELF_RELOCATION_WIDE)
    return link_error(site->link, site->section, offset,
                      "the address of the function '%s' is taken; call it by its name, a container "
                      "cannot call through a pointer",
                      name);
  return link_error(site->link, site->section, offset,
                    "'%s', used here, holds the address of the function '%s'; call it by its name, "
                    "a container cannot call through a pointer",
                    link_name_at(site->link, (struct link_target){site->section, offset}), name);
}

static bool check_address(const struct site *site) {
  uint64_t offset = site->relocation->offset;
  struct link_target target;
  if (!fits(site))
    return refuse_malformed(site->link, site->section, offset);
  if (site->link->definitions[site->relocation->symbol] == LINK_NONE)
    return refuse_undefined_address(site);
  if (!link_find_address(site->link, site->section, site->relocation, &target))
    return link_error(site->link, site->section, offset,
                      "an address lies outside its variable; keep it inside, or at its end");
  const struct elf_section *section = &site->link->elf->sections[target.section];
  if (section->kind == ELF_TEXT)
    return refuse_function_address(site, target);
  if (section->kind == ELF_OTHER || section->kind == ELF_CONSTRUCTORS)
    return refuse_malformed(site->link, site->section, offset);
  return true;
}

static bool check_relocation(const struct site *site) {
  switch (site->relocation->type) {
  case ELF_RELOCATION_NONE:
    return true;
  case ELF_RELOCATION_CALL:
    return check_call(site);
  case ELF_RELOCATION_WIDE:
  case ELF_RELOCATION_POINTER:
    return check_address(site);
  default:
    return refuse_malformed(site->link, site->section, site->relocation->offset);
  }
}

/* A call by number, or of a function in the same section: nothing is left for the linker to do. */
static bool check_fixed_call(struct link *link, size_t section,
                             const struct code_instruction *instruction) {
  struct link_target target;
  if (instruction->source == THIMBLE_EBPF_CALL_LOCAL)
    return code_is_local_call(link, section, instruction, &target)
               ? true
               : refuse_malformed(link, section, instruction->offset);
  const struct binding_name *binding = binding_numbered(instruction->immediate);
  if (instruction->source == THIMBLE_EBPF_CALL_BINDING && binding)
    return use_binding(link, section, instruction->offset, binding);
  return link_error(link, section, instruction->offset,
                    "there is no binding with number %d; thimble.h lists those there are",
                    instruction->immediate);
}

static bool check_instruction(struct link *link, size_t section,
                              const struct code_instruction *instruction) {
  if (instruction->opcode == THIMBLE_EBPF_OPCODE_CALLX)
    return link_error(link, section, instruction->offset,
                      "a call through a pointer, which a container cannot do; call functions by "
                      "their names, for instance in a switch");
  if (instruction->opcode == THIMBLE_EBPF_OPCODE_CALL &&
      !elf_find_relocation(link->elf, section, instruction->offset))
    return check_fixed_call(link, section, instruction);
  return true;
}

static bool check_code(struct link *link, size_t section) {
  const struct elf_section *code = &link->elf->sections[section];
  uint64_t offset = 0;
  while (code->kind == ELF_TEXT && offset < code->size) {
    const struct code_instruction instruction = code_read(code, offset);
    if (!check_instruction(link, section, &instruction))
      return false;
    offset += instruction.length;
  }
  return true;
}

bool link_check(struct link *link, size_t section) {
  const struct elf_section *checked = &link->elf->sections[section];
  for (size_t index = 0; index < checked->relocations; index++) {
    const struct site site = {link, section,
                              &link->elf->relocations[checked->first_relocation + index]};
    if (!check_relocation(&site))
      return false;
  }
  return check_code(link, section);
}
