/* SPDX-License-Identifier: Apache-2.0 */
/* record.h: the records of a store's journal (SPEC.md, "Records of a store").
 *
 * One description of each record serves to write and to read it: a coder goes through the fields in
 * their order and copies each in or out. It never passes the end of the record; after a failure it
 * copies nothing. Numbers are the machine's own, which is little-endian (port.h). */
#ifndef THIMBLE_STORE_RECORD_H
#define THIMBLE_STORE_RECORD_H

#include <thimble/store.h>

enum {
  THIMBLE_STORE_LAYOUT = 1,    /* what the store in flash is like */
  THIMBLE_STORE_WEAR = 2,      /* the wear of slots in a row */
  THIMBLE_STORE_COMPONENT = 3, /* all of a component */
  THIMBLE_STORE_CHANGES = 4    /* changes that happen at once */
};

enum {
  THIMBLE_STORE_LAYOUT_SIZE = 13,
  THIMBLE_STORE_WEAR_SIZE = 3, /* and 4 for each slot */
  THIMBLE_STORE_PAYLOAD_SIZE = 5 + THIMBLE_STORE_DIGEST,
  THIMBLE_STORE_SEQUENCE_SIZE = THIMBLE_STORE_SIGNER + 8,
  THIMBLE_STORE_COMPONENT_SIZE = 5 + THIMBLE_STORE_ID_MAXIMUM + 2 * THIMBLE_STORE_PAYLOAD_SIZE +
                                 THIMBLE_STORE_SIGNERS * THIMBLE_STORE_SEQUENCE_SIZE,
  THIMBLE_STORE_STEP_SIZE = 3 + THIMBLE_STORE_PAYLOAD_SIZE + THIMBLE_STORE_SEQUENCE_SIZE,
  THIMBLE_STORE_CHANGES_SIZE = 2 + THIMBLE_STORE_BATCH * THIMBLE_STORE_STEP_SIZE
};
_Static_assert(THIMBLE_STORE_COMPONENT_SIZE <= THIMBLE_JOURNAL_RECORD_MAXIMUM, "a record holds it");
_Static_assert(THIMBLE_STORE_CHANGES_SIZE <= THIMBLE_JOURNAL_RECORD_MAXIMUM, "a record holds them");

/* Flags of a component, and of a step. */
enum {
  THIMBLE_STORE_STOPPED = 0x01,
  THIMBLE_STORE_ON_TRIAL = 0x02,
  THIMBLE_STORE_COMPONENT_FLAGS = 0x03,
  THIMBLE_STORE_HAS_SEQUENCE = 0x04,
  THIMBLE_STORE_KEEPS_CURRENT = 0x08,  /* INSTALL: as the previous payload */
  THIMBLE_STORE_KEEPS_PREVIOUS = 0x10, /* INSTALL: the previous payload stays that */
  THIMBLE_STORE_STEP_FLAGS = 0x1f
};

struct thimble_store_layout {
  uint8_t version;
  uint8_t slot_count;
  uint32_t address; /* of the first slot, in flash */
  uint32_t slot_size;
  uint16_t records; /* that were written with this one */
};

/* A change as it is recorded. */
struct thimble_store_step {
  uint8_t operation;
  uint8_t component; /* its place in the store's array */
  uint8_t flags;
  struct thimble_store_payload payload; /* INSTALL */
  struct thimble_store_sequence sequence;
};

struct thimble_coder {
  const uint8_t *from; /* read from here; null when writing */
  uint8_t *to;         /* or written to here */
  uint32_t left;       /* bytes of the record */
  bool has_failed;
};

void thimble_coder_write(struct thimble_coder *coder,
                         uint8_t record[THIMBLE_JOURNAL_RECORD_MAXIMUM]);
void thimble_coder_read(struct thimble_coder *coder, struct thimble_bytes record);

/* When writing: the bytes so far, of the record that was started. */
struct thimble_bytes thimble_coder_record(const struct thimble_coder *coder, const uint8_t *record);

/* Whether a record was read to its very end. */
bool thimble_coder_is_complete(const struct thimble_coder *coder);

void thimble_code_bytes(struct thimble_coder *coder, void *bytes, uint32_t length);
void thimble_code_layout(struct thimble_coder *coder, struct thimble_store_layout *layout);
void thimble_code_component(struct thimble_coder *coder, struct thimble_store_component *component);
void thimble_code_step(struct thimble_coder *coder, struct thimble_store_step *step);

#endif
