/* SPDX-License-Identifier: Apache-2.0 */
/* keep.c: see keep.h. */
#include "store/keep.h"

#include "journal/bank.h"

enum {
  VERSION = 1,         /* of the records */
  WEAR_IN_RECORD = 32, /* slots */
};

static void start_record(struct thimble_coder *coder,
                         uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM], uint8_t type) {
  thimble_coder_write(coder, record);
  thimble_code_bytes(coder, &type, 1);
}

static struct thimble_bytes write_component(const struct thimble_store *store, uint32_t place,
                                            uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM]) {
  struct thimble_coder coder;
  uint8_t number = (uint8_t)place;
  start_record(&coder, record, THIMBLE_STORE_COMPONENT);
  thimble_code_bytes(&coder, &number, 1);
  thimble_code_component(&coder, &store->components[place]);
  return thimble_coder_record(&coder, record);
}

static struct thimble_bytes write_wear(const struct thimble_store *store, uint32_t slot,
                                       uint32_t count,
                                       uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM]) {
  struct thimble_coder coder;
  uint8_t head[2] = {(uint8_t)slot, (uint8_t)count};
  start_record(&coder, record, THIMBLE_STORE_WEAR);
  thimble_code_bytes(&coder, head, sizeof head);
  for (uint32_t i = slot; i < slot + count; i++)
    thimble_code_bytes(&coder, &store->slots[i].wear, 4);
  return thimble_coder_record(&coder, record);
}

void thimble_store_layout(const struct thimble_store *store, struct thimble_store_layout *layout) {
  uint32_t block_size = store->journal.flash->block_size;
  *layout = (struct thimble_store_layout){
      .version = VERSION,
      .slot_count = (uint8_t)store->slot_count,
      .address = store->first_block * block_size,
      .slot_size = store->slot_blocks * block_size,
  };
}

static uint32_t wear_records(uint32_t slot_count) {
  return (slot_count + WEAR_IN_RECORD - 1) / WEAR_IN_RECORD;
}

/* Appends the layout, which promises what append_all() appends behind it and so many records more.
 */
static enum thimble_result append_layout(struct thimble_store *store, uint32_t more,
                                         uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM]) {
  struct thimble_store_layout layout;
  struct thimble_coder coder;
  thimble_store_layout(store, &layout);
  layout.records = (uint16_t)(wear_records(store->slot_count) + more);
  for (uint32_t i = 0; i < store->component_count; i++)
    layout.records = (uint16_t)(layout.records + (store->components[i].id_length != 0));
  start_record(&coder, record, THIMBLE_STORE_LAYOUT);
  thimble_code_layout(&coder, &layout);
  return thimble_journal_append(&store->journal, thimble_coder_record(&coder, record));
}

/* Appends what the store has. */
static enum thimble_result append_all(struct thimble_store *store, uint32_t more) {
  uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM];
  enum thimble_result result = append_layout(store, more, record);
  for (uint32_t i = 0; i < store->slot_count && result == THIMBLE_OK; i += WEAR_IN_RECORD) {
    uint32_t left = store->slot_count - i;
    uint32_t count = left < WEAR_IN_RECORD ? left : WEAR_IN_RECORD;
    result = thimble_journal_append(&store->journal, write_wear(store, i, count, record));
  }
  for (uint32_t i = 0; i < store->component_count && result == THIMBLE_OK; i++) {
    if (store->components[i].id_length != 0)
      result = thimble_journal_append(&store->journal, write_component(store, i, record));
  }
  return result;
}

enum thimble_result thimble_store_rewrite(struct thimble_store *store,
                                          struct thimble_bytes record) {
  enum thimble_result result = thimble_journal_rewrite(&store->journal);
  if (result == THIMBLE_OK)
    result = append_all(store, record.length > 0);
  if (result == THIMBLE_OK && record.length > 0)
    result = thimble_journal_append(&store->journal, record);
  if (result == THIMBLE_OK)
    result = thimble_journal_finish(&store->journal);
  if (result != THIMBLE_OK)
    thimble_journal_abandon(&store->journal);
  return result;
}

enum thimble_result thimble_store_keep(struct thimble_store *store, struct thimble_bytes record) {
  enum thimble_result result = thimble_journal_append(&store->journal, record);
  return result == THIMBLE_ERROR_NO_MEMORY ? thimble_store_rewrite(store, record) : result;
}

enum thimble_result thimble_store_keep_component(struct thimble_store *store, uint32_t place) {
  uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM];
  return thimble_store_keep(store, write_component(store, place, record));
}

enum thimble_result thimble_store_keep_wear(struct thimble_store *store, uint32_t slot) {
  uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM];
  return thimble_store_keep(store, write_wear(store, slot, 1, record));
}

static uint32_t round_up(uint32_t length, uint32_t unit) {
  return (length + unit - 1) & ~(unit - 1);
}

/* One record is appended to a bank that has just been started, whatever it is. */
uint32_t thimble_store_bank_need(uint32_t slot_count, uint32_t component_count,
                                 uint32_t program_size) {
  uint32_t wear = THIMBLE_STORE_WEAR_SIZE + 4 * WEAR_IN_RECORD;
  return round_up(THIMBLE_BANK_HEAD, program_size) +
         round_up(THIMBLE_RECORD_FRAME + THIMBLE_STORE_LAYOUT_SIZE, program_size) +
         wear_records(slot_count) * round_up(THIMBLE_RECORD_FRAME + wear, program_size) +
         component_count *
             round_up(THIMBLE_RECORD_FRAME + THIMBLE_STORE_COMPONENT_SIZE, program_size) +
         round_up(THIMBLE_RECORD_FRAME + THIMBLE_JOURNAL_RECORD_MAXIMUM, program_size) +
         program_size;
}
