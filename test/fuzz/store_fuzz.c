/* SPDX-License-Identifier: Apache-2.0 */
/* store_fuzz.c: any bytes in flash: opening a store ends and stays inside its memory; what it
 * accepts is sound, can be used, and is the same after a restart; what it refuses can be erased.
 *
 * The first byte of an input says what the rest is: bytes of the flash from its start (bit 0), or
 * records, each with a byte for its length, which are written to a bank as a store writes them,
 * behind a layout that is right unless bit 1 is set. */
#include <stdbool.h>
#include <string.h>

#include <thimble/store.h>

#include "fuzz/fuzz.h"

enum {
  UNIT = 4,
  BLOCK = 512,
  BANK_BLOCKS = 4,
  SLOTS = 4,
  FIRST_SLOT = 2 * BANK_BLOCKS,
  SIZE = (FIRST_SLOT + SLOTS) * BLOCK,
  COMPONENTS = 3,
  IS_RAW = 1,
  HAS_NO_LAYOUT = 2
};

static _Alignas(8) uint8_t memory[SIZE];

static enum thimble_result read_flash(void *device, uint32_t address, uint8_t *bytes,
                                      uint32_t length) {
  (void)device;
  must(address <= SIZE && length <= SIZE - address);
  memcpy(bytes, memory + address, length);
  return THIMBLE_OK;
}

static enum thimble_result program_flash(void *device, uint32_t address, const uint8_t *bytes,
                                         uint32_t length) {
  (void)device;
  must(address <= SIZE && length <= SIZE - address && length > 0);
  must(address % UNIT == 0 && length % UNIT == 0);
  for (uint32_t i = 0; i < length; i++) {
    must(memory[address + i] == 0xff);
    memory[address + i] = bytes[i];
  }
  return THIMBLE_OK;
}

static enum thimble_result erase_flash(void *device, uint32_t address) {
  (void)device;
  must(address < SIZE && address % BLOCK == 0);
  memset(memory + address, 0xff, BLOCK);
  return THIMBLE_OK;
}

static enum thimble_result sync_flash(void *device) {
  (void)device;
  return THIMBLE_OK;
}

static const struct thimble_flash flash = {NULL,          BLOCK,       FIRST_SLOT + SLOTS,
                                           UNIT,          memory,      read_flash,
                                           program_flash, erase_flash, sync_flash};

/* A digest that a fuzzer can find: the sum of the bytes. */
static uint8_t sum;

static void start_sum(void *state) {
  (void)state;
  sum = 0;
}

static void add_to_sum(void *state, struct thimble_bytes bytes) {
  (void)state;
  must(bytes.data >= memory + FIRST_SLOT * BLOCK && bytes.data < memory + SIZE);
  must(bytes.length <= (size_t)(memory + SIZE - bytes.data));
  for (uint32_t i = 0; i < bytes.length; i++)
    sum = (uint8_t)(sum + bytes.data[i]);
}

static void finish_sum(void *state, uint8_t digest[THIMBLE_STORE_DIGEST]) {
  (void)state;
  memset(digest, sum, THIMBLE_STORE_DIGEST);
}

static const struct thimble_store_hash hash = {NULL, start_sum, add_to_sum, finish_sum};

static struct thimble_store store;

/* Memory of exactly the size that is needed. */
static void start_store(void) {
  store = (struct thimble_store){
      .journal = {.flash = &flash, .bank_blocks = BANK_BLOCKS, .banks = 2},
      .first_block = FIRST_SLOT,
      .slot_blocks = 1,
      .slot_count = SLOTS,
      .component_count = COMPONENTS,
      .slots = allocate(SLOTS * sizeof *store.slots),
      .components = allocate(COMPONENTS * sizeof *store.components),
      .unit = allocate(UNIT),
      .hash = &hash,
  };
}

static void end_store(void) {
  free(store.slots);
  free(store.components);
  free(store.unit);
}

static void write_layout(struct thimble_journal *journal) {
  static const uint8_t layout[] = {1, 1, SLOTS, 0, FIRST_SLOT * BLOCK >> 8, 0, 0, 0, BLOCK >> 8,
                                   0, 0, 0,     0};
  must(thimble_journal_append(journal, (struct thimble_bytes){layout, sizeof layout}) ==
       THIMBLE_OK);
}

static enum thimble_result skip(void *data, struct thimble_bytes record) {
  (void)data;
  (void)record;
  return THIMBLE_OK;
}

static void write_records(const uint8_t *bytes, size_t size, bool has_layout) {
  struct thimble_journal journal = store.journal;
  must(thimble_journal_open(&journal, skip, NULL) == THIMBLE_OK);
  must(thimble_journal_rewrite(&journal) == THIMBLE_OK);
  if (has_layout)
    write_layout(&journal);
  while (size > 1) {
    size_t length = bytes[0] < size - 1 ? bytes[0] : size - 1;
    if (length > 0)
      (void)thimble_journal_append(&journal, (struct thimble_bytes){bytes + 1, (uint32_t)length});
    bytes += 1 + length;
    size -= 1 + length;
  }
  must(thimble_journal_finish(&journal) == THIMBLE_OK);
}

static void count(const struct thimble_store_payload *payload, uint32_t used[SLOTS]) {
  if (payload->size == 0)
    return;
  must(payload->slot < SLOTS && payload->size <= BLOCK);
  used[payload->slot]++;
}

static void check(void) {
  uint32_t used[SLOTS] = {0};
  struct thimble_store_usage usage;
  for (uint32_t i = 0; i < COMPONENTS; i++) {
    const struct thimble_store_component *component = &store.components[i];
    struct thimble_bytes id = {component->id, component->id_length};
    must(component->sequence_count <= THIMBLE_STORE_SIGNERS);
    must(component->id_length <= THIMBLE_STORE_ID_MAXIMUM);
    must(component->id_length == 0 || thimble_store_find(&store, id) == component);
    must(component->current.size != 0 || component->previous.size == 0);
    count(&component->current, used);
    count(&component->previous, used);
  }
  thimble_store_usage(&store, &usage);
  for (uint32_t i = 0; i < SLOTS; i++) {
    must(used[i] <= 1);
    usage.free_slots += used[i];
  }
  must(usage.free_slots == SLOTS);
}

/* An installation, which fails for want of room or of signers only. */
static bool install(const char *name) {
  static const uint8_t bytes[] = "payload";
  struct thimble_store_payload payload;
  const struct thimble_store_change change = {.operation = THIMBLE_STORE_INSTALL,
                                              .component = {(const uint8_t *)name, 1},
                                              .payload = &payload};
  enum thimble_result result = thimble_store_begin(&store, change.component, sizeof bytes);
  must(result == THIMBLE_OK || result == THIMBLE_ERROR_NO_MEMORY);
  if (result != THIMBLE_OK)
    return false;
  must(thimble_store_write(&store, (struct thimble_bytes){bytes, sizeof bytes}) == THIMBLE_OK);
  must(thimble_store_finish(&store, &payload) == THIMBLE_OK);
  result = thimble_store_commit(&store, &change, 1);
  must(result == THIMBLE_OK || result == THIMBLE_ERROR_NO_MEMORY);
  thimble_store_abandon(&store);
  return result == THIMBLE_OK;
}

static void use(void) {
  struct thimble_store_component before[COMPONENTS];
  check();
  for (uint32_t i = 0; i < 4; i++)
    install(i % 2 == 0 ? "x" : "y");
  check();
  memcpy(before, store.components, sizeof before);
  must(thimble_store_open(&store) == THIMBLE_OK);
  check();
  for (uint32_t i = 0; i < COMPONENTS; i++) {
    const struct thimble_store_component *component = &before[i];
    struct thimble_bytes id = {component->id, component->id_length};
    const struct thimble_store_component *now = thimble_store_find(&store, id);
    if (component->id_length == 0)
      continue;
    must(now != NULL && now->current.size == component->current.size);
    must(now->previous.size == component->previous.size);
    must(now->sequence_count == component->sequence_count);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size == 0 || size - 1 > SIZE)
    return 0;
  memset(memory, 0xff, sizeof memory);
  start_store();
  if ((bytes[0] & IS_RAW) != 0)
    memcpy(memory, bytes + 1, size - 1);
  else
    write_records(bytes + 1, size - 1, (bytes[0] & HAS_NO_LAYOUT) == 0);
  if (thimble_store_open(&store) == THIMBLE_OK)
    use();
  must(thimble_store_erase(&store) == THIMBLE_OK);
  must(install("x"));
  use();
  end_store();
  return 0;
}
