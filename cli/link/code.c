/* SPDX-License-Identifier: Apache-2.0 */
/* code.c: see code.h. */
#include "cli/link/code.h"

#include <string.h>

#include "cli/elf/reader.h"

struct code_instruction code_read(const struct elf_section *section, uint64_t offset) {
  const uint8_t *bytes = section->bytes + offset;
  struct code_instruction instruction = {
      .offset = offset,
      .opcode = bytes[0],
      .source = bytes[1] >> 4,
      .length = THIMBLE_EBPF_SLOT,
  };
  memcpy(&instruction.immediate, bytes + 4, sizeof instruction.immediate);
  if (instruction.opcode == THIMBLE_EBPF_OPCODE_LDDW && section->size - offset >= CODE_WIDE)
    instruction.length = CODE_WIDE;
  return instruction;
}

/* A call's constant counts slots from the next instruction, hence the one more. */
bool code_is_local_call(const struct link *link, size_t section,
                        const struct code_instruction *instruction, struct link_target *target) {
  if (instruction->opcode != THIMBLE_EBPF_OPCODE_CALL)
    return false;
  const struct elf_section *code = &link->elf->sections[section];
  const struct elf_relocation *relocation =
      elf_find_relocation(link->elf, section, instruction->offset);
  int64_t distance = ((int64_t)instruction->immediate + 1) * (int64_t)THIMBLE_EBPF_SLOT;
  if (relocation && relocation->type == ELF_RELOCATION_CALL)
    return link_find_target(link, relocation->symbol, distance, target);
  if (instruction->source != THIMBLE_EBPF_CALL_LOCAL)
    return false;
  uint64_t offset = instruction->offset + (uint64_t)distance;
  *target = (struct link_target){section, offset};
  return offset < code->size;
}
