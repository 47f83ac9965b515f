/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_mutations.c: modules that a broken or hostile compiler might write. Whatever stands in them,
 * the builder and the listings end with an answer, and never leave their memory (sanitizers watch).
 *
 * wasm_mutations SDK SOURCE: links SOURCE, then reads the module with every byte changed in several
 * ways, cut short at every length, and with several bytes changed at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/builder/wasm_check.h"
#include "cli/builder/wasm_objects.h"
#include "cli/builder/wasm_room.h"
#include "cli/common/memory.h"
#include "cli/wasm/describe.h"
#include "cli/wasm/dwarf_lines.h"
#include "cli/wasm/measure.h"
#include "cli/wasm/rewrite.h"
#include "random.h"

#define SEVERAL_ROUNDS 3000u
#define SEVERAL_BYTES 4u

static const struct project project = {
    .path = "mutant", .hook = "timer", .entry = "run", .context = PROJECT_UNKNOWN};
static unsigned accepted;
static unsigned refused;

static bool use(const struct wasm_module *module) {
  const struct thimble_bytes section = wasm_module_custom(module, ".debug_line");
  const struct wasm_export *entry = wasm_find_export(module, project.entry);
  struct wasm_rewritten rewritten = {0};
  struct wasm_measures measures = {0};
  struct thimble_wasm_error error;
  struct dwarf_lines rows;
  struct wasm_stack stack;
  struct wasm_room room;
  dwarf_lines_read(&rows, section, UINT32_MAX);
  wasm_stack_find(&stack, module, entry ? entry->index : WASM_NONE, 3);
  bool good = wasm_room_find(&room, module, NULL, &project) &&
              wasm_rewrite(&rewritten, module, &room.limits);
  if (good) {
    struct wasm_module final;
    good = wasm_module_read(&final, rewritten.bytes.data, rewritten.bytes.length) &&
           wasm_measure(&measures, &final, room.memory, &error);
    wasm_module_free(&final);
  }
  wasm_rewritten_free(&rewritten);
  free(measures.frames);
  dwarf_lines_free(&rows);
  return good;
}

static void describe(const struct wasm_module *module) {
  for (uint32_t place = 0; place < module->length; place += 7) {
    char bytes[200];
    struct thimble_text text;
    thimble_text_start(&text, bytes, sizeof bytes);
    describe_wasm_place(&text, module, place);
    (void)describe_wasm_import(&text, module, place);
  }
}

static void try(const uint8_t *bytes, uint32_t length) {
  uint8_t *copy = memory_get(length + 1u, 1);
  struct wasm_module module;
  memcpy(copy, bytes, length);
  bool good = wasm_module_read(&module, copy, length) && use(&module);
  describe(&module);
  accepted += good;
  refused += !good;
  wasm_module_free(&module);
  free(copy);
}

static void try_all(uint8_t *bytes, uint32_t length) {
  static const uint8_t changes[] = {0x01, 0x02, 0x40, 0x80, 0xff};
  for (uint32_t offset = 0; offset < length; offset++) {
    try(bytes, offset);
    for (size_t index = 0; index < sizeof changes; index++) {
      bytes[offset] ^= changes[index];
      try(bytes, length);
      bytes[offset] ^= changes[index];
    }
  }
  struct random random;
  random_start(&random, 1);
  for (uint32_t round = 0; round < SEVERAL_ROUNDS; round++) {
    uint8_t *copy = memory_get(length, 1);
    memcpy(copy, bytes, length);
    for (uint32_t number = 0; number < SEVERAL_BYTES; number++)
      copy[random_below(&random, length)] = (uint8_t)random_below(&random, 256);
    try(copy, length);
    free(copy);
  }
}

int main(int argc, char **argv) {
  char *sources[] = {argc == 3 ? argv[2] : NULL};
  struct project built = project;
  const struct build_options options = {0};
  const struct build_job job = {&options, &built, argv[1]};
  struct file_bytes linked = {0};
  struct wasm_folder folder = {0};
  struct wasm_stack stack;
  built.folder = ".";
  built.sources = sources;
  built.source_count = 1;
  if (argc != 3 || !wasm_objects_link(&linked, &stack, &folder, &job))
    return 77;
  if (!freopen("/dev/null", "w", stderr)) /* messages about mutants are of no use */
    return 1;
  try(linked.data, linked.length);
  if (accepted != 1)
    return 1;
  try_all(linked.data, linked.length);
  printf("%u accepted, %u refused\n", accepted, refused);
  file_free(&linked);
  wasm_folder_remove(&folder);
  return accepted > 1 && refused > 1 ? 0 : 1;
}
