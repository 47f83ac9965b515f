/* SPDX-License-Identifier: Apache-2.0 */
/* need.c: see need.h. */
#include "engine/wasm/need.h"

#include "engine/wasm/reader.h"
#include "engine/wasm/types.h"

/* Counts before anything is validated: what follows an error does not count, and load finds the
 * same error. */
static void count_imports(struct thimble_wasm_import_counts *counts,
                          const struct thimble_wasm_module *module) {
  struct thimble_wasm_reader reader;
  struct thimble_wasm_import import;
  for (uint32_t kind = 0; kind < 4; kind++)
    counts->of[kind] = 0;
  thimble_wasm_reader_start(&reader, module, THIMBLE_WASM_SECTION_IMPORT);
  for (uint32_t i = 0; i < module->sections[THIMBLE_WASM_SECTION_IMPORT].count; i++) {
    thimble_wasm_read_import(&reader, &import);
    if (!thimble_wasm_reader_ok(&reader))
      return;
    counts->of[import.kind]++;
  }
}

/* Reserves an array whose items are at most as many as the bytes of a module, or as branches. None
 * of the eight that are here reaches 2^26 bytes, so that their sum fits 32 bits. */
static size_t reserve(size_t *end, uint32_t count, size_t size) {
  size_t start = *end;
  *end = (start + count * size + 7) & ~(size_t)7;
  return start;
}

/* Places what `bounds` alone decides, and what uses the same place before. 64 bits hold the sums.
 */
static void lay_out_rest(struct thimble_wasm_layout *layout, size_t start,
                         const struct thimble_wasm_bounds *bounds) {
  uint64_t entries = ((uint64_t)bounds->elements * sizeof(uint32_t) + 7) & ~(uint64_t)7;
  uint64_t end = entries + bounds->memory;
  if (end < bounds->scratch)
    end = bounds->scratch;
  end = (start + end + 7) & ~(uint64_t)7;
  layout->scratch = start;
  layout->entries = start;
  layout->memory = start + (size_t)entries;
  layout->end = end < SIZE_MAX ? (size_t)end : SIZE_MAX;
}

uint32_t thimble_wasm_branch_limit(const struct thimble_wasm_bounds *bounds) {
  return bounds->branches < THIMBLE_WASM_BRANCHES_MAXIMUM ? bounds->branches
                                                          : THIMBLE_WASM_BRANCHES_MAXIMUM;
}

void thimble_wasm_lay_out(struct thimble_wasm_layout *layout,
                          const struct thimble_wasm_module *module,
                          const struct thimble_wasm_bounds *bounds) {
  const struct thimble_wasm_section *sections = module->sections;
  size_t end = 0;
  count_imports(&layout->imports, module);
  const uint32_t *imports = layout->imports.of;
  uint32_t functions =
      imports[THIMBLE_WASM_KIND_FUNCTION] + sections[THIMBLE_WASM_SECTION_FUNCTION].count;
  uint32_t own_tables = sections[THIMBLE_WASM_SECTION_TABLE].count;
  uint32_t segments =
      sections[THIMBLE_WASM_SECTION_ELEMENT].count + sections[THIMBLE_WASM_SECTION_DATA].count;
  reserve(&end, 1, sizeof(struct thimble_wasm_state));
  layout->globals =
      reserve(&end, sections[THIMBLE_WASM_SECTION_GLOBAL].count, sizeof(union thimble_wasm_slot));
  layout->types = reserve(&end, sections[THIMBLE_WASM_SECTION_TYPE].count,
                          sizeof(struct thimble_wasm_type_entry));
  layout->functions = reserve(&end, functions, sizeof(struct thimble_wasm_function));
  layout->branches =
      reserve(&end, thimble_wasm_branch_limit(bounds), sizeof(struct thimble_wasm_branch));
  layout->foreign_globals =
      reserve(&end, imports[THIMBLE_WASM_KIND_GLOBAL], sizeof(union thimble_wasm_slot *));
  layout->tables = reserve(&end, imports[THIMBLE_WASM_KIND_TABLE] + own_tables,
                           sizeof(struct thimble_wasm_table *));
  layout->own_tables = reserve(&end, own_tables, sizeof(struct thimble_wasm_table));
  layout->dropped = reserve(&end, (segments + 7) / 8, 1);
  lay_out_rest(layout, end, bounds);
}

size_t thimble_wasm_need(const struct thimble_wasm_module *module,
                         const struct thimble_wasm_bounds *bounds) {
  struct thimble_wasm_layout layout;
  thimble_wasm_lay_out(&layout, module, bounds);
  return layout.end;
}
