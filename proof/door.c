/* SPDX-License-Identifier: Apache-2.0 */
/* door.c: the doors to guest memory touch the bytes that they were given, and no other. */
#include "engine/ebpf/memory.h"
#include "world.h"

static uint8_t *asked;
static uint32_t asked_size, reads, writes;

void proof_read(const uint8_t *bytes, uint32_t size) {
  PROVE(bytes == asked && size == asked_size, "what is announced is what is read");
  reads++;
}

void proof_write(const uint8_t *bytes, uint32_t size) {
  PROVE(bytes == asked && size == asked_size, "what is announced is what is written");
  writes++;
}

/* Any access in the middle of any memory, of exactly the size that is asked for: beyond it there is
 * nothing that could be touched. */
int main(void) {
  asked_size = nondet_uint32();
  ASSUME(asked_size == 1 || asked_size == 2 || asked_size == 4 || asked_size == 8);
  ANY_MEMORY(asked, asked_size);
  uint8_t first = asked[0];
  uint64_t value = ebpf_read(asked, asked_size);
  PROVE(reads == 1 && writes == 0, "a read is announced once");
  PROVE((uint8_t)value == first && asked[0] == first, "a read reads");
  PROVE(asked_size == 8 || value >> 8 * asked_size == 0, "a read is extended with zeros");
  value = nondet_uint64();
  ebpf_write(asked, asked_size, value);
  PROVE(reads == 1 && writes == 1, "a write is announced once");
  uint64_t mask = asked_size == 8 ? ~(uint64_t)0 : ((uint64_t)1 << 8 * asked_size) - 1;
  PROVE(ebpf_read(asked, asked_size) == (value & mask), "what is written is read again");
  return 0;
}
