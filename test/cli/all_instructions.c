/* SPDX-License-Identifier: Apache-2.0 */
/* all_instructions.c: many instructions of every opcode, as bytes (into the file named first) and
 * as assembly (into the second), for round_trip.sh to compare. Local calls are left out: the
 * assembler takes their targets as labels only. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "engine/ebpf/disassemble.h"

static const uint8_t registers[] = {0, 3, 10, 11};
static const int16_t offsets[] = {0, 1, 8, 16, 32, -8, INT16_MAX, INT16_MIN};
static const int32_t immediates[] = {0,    1,    -1,   5,    16,   32,   64,        0x40,     0x41,
                                     0x50, 0x51, 0xa0, 0xa1, 0xe1, 0xf1, INT32_MAX, INT32_MIN};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What the assembler of LLVM 19 does not take, or not as it stands in the program: local calls with
 * distances, long jumps beyond 16 bits, and clang 14's form of a call through a register. */
static bool is_left_out(const char *assembly, struct thimble_ebpf_instruction instruction) {
  return strncmp(assembly, "call pc", 7) == 0 ||
         (strncmp(assembly, "gotol", 5) == 0 &&
          instruction.immediate != (int16_t)instruction.immediate) ||
         (strncmp(assembly, "callx", 5) == 0 && instruction.immediate != 0);
}

static bool write_one(uint32_t head, int32_t immediate, FILE *bytes, FILE *assembly) {
  const struct thimble_ebpf_instruction program[2] = {{head, immediate}, {0, ~immediate}};
  char characters[THIMBLE_EBPF_TEXT_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, characters, sizeof(characters));
  uint32_t slots = thimble_ebpf_disassemble(&text, program, 2, 0);
  if (is_left_out(characters, program[0]))
    return true;
  return fprintf(assembly, "%s\n", characters) > 0 &&
         fwrite(program, sizeof(program[0]), slots, bytes) == slots;
}

static bool write_opcode(uint32_t opcode, FILE *bytes, FILE *assembly) {
  bool written = true;
  for (size_t d = 0; d < COUNT(registers); d++)
    for (size_t s = 0; s < COUNT(registers); s++)
      for (size_t o = 0; o < COUNT(offsets); o++)
        for (size_t i = 0; i < COUNT(immediates); i++) {
          uint32_t head = opcode | (uint32_t)registers[d] << 8 | (uint32_t)registers[s] << 12 |
                          (uint32_t)(uint16_t)offsets[o] << 16;
          written = written && write_one(head, immediates[i], bytes, assembly);
        }
  return written;
}

int main(int argc, char **argv) {
  FILE *bytes = argc == 3 ? fopen(argv[1], "wb") : NULL;
  FILE *assembly = argc == 3 ? fopen(argv[2], "w") : NULL;
  if (!bytes || !assembly) {
    fputs("usage: all_instructions BYTES ASSEMBLY\n", stderr);
    return 2;
  }
  bool written = true;
  for (uint32_t opcode = 0; opcode < 256; opcode++)
    written = written && write_opcode(opcode, bytes, assembly);
  written = fclose(bytes) == 0 && written;
  written = fclose(assembly) == 0 && written;
  return written ? 0 : 1;
}
