/* SPDX-License-Identifier: Apache-2.0 */
/* mutations.c: object files that a broken compiler might write. Whatever stands in them, the linker
 * ends with a message or with a program, and never leaves its memory (sanitizers watch).
 *
 * mutations SDK SOURCE: compiles SOURCE, then links it cut short at every length, with every byte
 * changed in several ways, and with several bytes changed at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/compile/compile.h"
#include "cli/image/line_table.h"
#include "cli/image/write.h"
#include "cli/link/image_program.h"

#define SEVERAL_ROUNDS 20000u
#define SEVERAL_BYTES 4u

static struct file_bytes object;
static unsigned linked;
static unsigned refused;

/* Everything that comes after linking gets what the linker made of it. */
static void write_all(const struct link_output *program) {
  const struct image_head head = {"mutant", "1", "timer", {.grants = program->grants}, 1000, 50};
  struct file_bytes lines = {0};
  struct file_bytes image = {0};
  struct image_program written;
  link_image_program(&written, program);
  line_table_write(&lines, &program->lines, ".");
  image_write(&image, &head, &written, &lines);
  file_free(&lines);
  file_free(&image);
}

static bool try(const uint8_t *bytes, uint32_t length) {
  const struct link_options options = {.path = "mutant", .entry = "run"};
  struct file_bytes copy = {memory_get(length + 1u, 1), length};
  struct link_output program = {0};
  struct elf elf = {0};
  memcpy(copy.data, bytes, length);
  bool accepted = elf_add(&elf, "mutant.c", &copy) && link_program(&program, &elf, &options);
  if (accepted)
    write_all(&program);
  link_free(&program);
  elf_free(&elf);
  linked += accepted;
  refused += !accepted;
  return accepted;
}

static void try_lengths(void) {
  for (uint32_t length = 0; length < object.length; length++)
    try(object.data, length);
}

static void try_bytes(void) {
  static const uint8_t changes[] = {0x01, 0x02, 0x08, 0x10, 0x80, 0xff};
  for (uint32_t offset = 0; offset < object.length; offset++) {
    for (size_t index = 0; index < sizeof changes; index++) {
      object.data[offset] ^= changes[index];
      try(object.data, object.length);
      object.data[offset] ^= changes[index];
    }
  }
}

/* A linear congruential generator (ISO C, 7.22.2.2): the same numbers everywhere. */
static uint32_t next_random(uint32_t *state) {
  *state = *state * 1103515245u + 12345u;
  return *state >> 8;
}

static void try_several(void) {
  uint32_t state = 1;
  uint8_t *bytes = memory_get(object.length, 1);
  for (uint32_t round = 0; round < SEVERAL_ROUNDS; round++) {
    memcpy(bytes, object.data, object.length);
    for (uint32_t count = 0; count < SEVERAL_BYTES; count++)
      bytes[next_random(&state) % object.length] = (uint8_t)next_random(&state);
    try(bytes, object.length);
  }
  free(bytes);
}

/* The compiler's own object, for comparison. */
static bool compile(const char *sdk, const char *source) {
  struct clang clang;
  if (!clang_find(&clang, NULL))
    return false;
  const struct compile_job job = {
      .clang = &clang, .source = source, .folder = ".", .sdk = sdk, .optimization = "2"};
  return compile_source(&object, &job);
}

int main(int argc, char **argv) {
  if (argc != 3 || !compile(argv[1], argv[2]))
    return 1;
  if (!try(object.data, object.length)) {
    fputs("the object is refused as it is\n", stderr);
    return 1;
  }
  FILE *messages = freopen("/dev/null", "w", stdout) ? stdout : NULL;
  FILE *errors = stderr;
  stderr = messages; /* the sanitizers write to the descriptor, not to this */
  try_lengths();
  try_bytes();
  try_several();
  stderr = errors;
  fprintf(stderr, "%u bytes, %u linked, %u refused\n", object.length, linked, refused);
  file_free(&object);
  return refused > 0 ? 0 : 1;
}
