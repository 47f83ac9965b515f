/* SPDX-License-Identifier: Apache-2.0 */
/* store.h: payloads in slots of flash, which survive a power cut at any moment: images of
 * containers, records of tenants, the record of the owner.
 *
 * A component is what a payload is for. It has a current payload, the previous one to roll back to,
 * two flags, and for each signer the highest sequence number that it used, which stays when the
 * payloads are removed. What components have is kept in a journal; payloads lie in slots, each
 * whole blocks of flash, and never move. A change of up to THIMBLE_STORE_BATCH components is one
 * record of the journal: after a power cut all of it has happened or nothing (SPEC.md has the bytes
 * and the argument).
 *
 * A payload comes in by begin, write (as often as needed) and finish; then thimble_store_commit()
 * makes it current. Until then nothing refers to its slot, and after a restart the slot is free.
 * One payload is written at a time; several may be finished before one commit takes them all.
 *
 * The previous payload is the last one that was sound and, where there is one, not on trial. A
 * payload that is found damaged when the store is opened is marked; the previous one stands in for
 * a current one (thimble_store_active()), without a change in flash.
 *
 * Rules of use: an area of flash for the journal and one for the slots, which nobody else writes;
 * the flash is mapped. Memory is the caller's; everything in it may be read, and is written by the
 * functions here only. Pointers to components last until the next commit. What a component was
 * running from stays as it is until the next thimble_store_begin(): whoever removes, replaces or
 * rolls back stops using the old payload before that. After an error nothing has changed, but for
 * this: a commit that failed with OUTPUT may be found done after a restart, unless a begin or a
 * commit succeeds before it. */
#ifndef THIMBLE_STORE_H
#define THIMBLE_STORE_H

#include <stdbool.h>
#include <thimble/bytes.h>
#include <thimble/journal.h>

#define THIMBLE_STORE_ID_MAXIMUM 72u /* bytes in the identifier of a component */
#define THIMBLE_STORE_DIGEST 32u     /* bytes of a digest */
#define THIMBLE_STORE_SIGNER 8u  /* bytes that stand for a signer: the start of a key's digest */
#define THIMBLE_STORE_SIGNERS 4u /* signers of one component */
#define THIMBLE_STORE_BATCH 4u   /* changes in one commit */
#define THIMBLE_STORE_SLOTS 255u
#define THIMBLE_STORE_COMPONENTS 255u
#define THIMBLE_STORE_FAILURE 1000u /* wear that a failure of the flash counts as */

/* SHA-256, or another digest of 32 bytes. `state` is the memory of one calculation; its size is
 * between `state` and the functions. Functions whose first parameter has a type of its own, such as
 * thimble_sha256_start(struct thimble_sha256 *), are called from three functions of one line. */
struct thimble_store_hash {
  void *state;
  void (*start)(void *state);
  void (*update)(void *state, struct thimble_bytes bytes);
  void (*finish)(void *state, uint8_t digest[THIMBLE_STORE_DIGEST]);
};

struct thimble_store_payload {
  uint8_t slot;
  bool is_damaged; /* its digest was wrong when the store was opened */
  uint32_t size;   /* bytes; 0: there is no payload */
  uint8_t digest[THIMBLE_STORE_DIGEST];
};

struct thimble_store_sequence {
  uint8_t signer[THIMBLE_STORE_SIGNER];
  uint64_t number;
};

struct thimble_store_component {
  uint8_t id[THIMBLE_STORE_ID_MAXIMUM];
  uint8_t id_length; /* 0: the record is free, and the rest means nothing */
  uint8_t sequence_count;
  bool is_stopped;
  bool is_on_trial; /* the current payload has not been confirmed */
  struct thimble_store_payload current, previous;
  struct thimble_store_sequence sequences[THIMBLE_STORE_SIGNERS];
};

struct thimble_store_slot {
  uint32_t wear;    /* how often it was begun, and THIMBLE_STORE_FAILURE for each failure */
  bool is_reserved; /* for a payload that is not committed yet */
};

struct thimble_store {
  /* Set by the firmware. */
  struct thimble_journal journal; /* its first four members; the slots are in the same flash */
  uint32_t first_block;           /* of the first slot */
  uint32_t slot_blocks;           /* blocks in a slot */
  uint32_t slot_count;            /* 1 to THIMBLE_STORE_SLOTS */
  uint32_t component_count;       /* 1 to THIMBLE_STORE_COMPONENTS */
  struct thimble_store_slot *slots;
  struct thimble_store_component *components;
  uint8_t *unit; /* as many bytes as the flash programs at once */
  const struct thimble_store_hash *hash;

  /* The store's own. */
  uint32_t damaged; /* payloads that were found damaged */
  bool is_writing;
  uint8_t slot;     /* that is being written */
  uint32_t size;    /* of the payload being written */
  uint32_t written; /* bytes of it so far; those of the last unit may be in `unit` */
};

/* Bytes of a bank that the journal of a store takes at least; more makes it wear less. */
uint32_t thimble_store_bank_need(uint32_t slot_count, uint32_t component_count,
                                 uint32_t program_size);

/* Reads what the flash has, and checks the digest of each payload. Writes nothing. Flash without a
 * store is an empty one. Errors: INVALID (the members contradict each other or the flash, or the
 * store in flash has other slots), NO_MEMORY (it has more components), MALFORMED (the journal is
 * damaged, or something else's), INPUT. After one the store must not be used, but for
 * thimble_store_erase(). */
enum thimble_result thimble_store_open(struct thimble_store *store);

/* Opens a store and forgets all that is in it, sequence numbers and wear too. Errors: INVALID,
 * INPUT, OUTPUT. */
enum thimble_result thimble_store_erase(struct thimble_store *store);

/* Begins a payload of `size` bytes for a component, which need not be known yet. It gets the free
 * slot with the least wear. When none is free, the component's previous payload is given up for it,
 * by a record of its own before the slot is touched: from then on there is nothing to roll back to
 * until the new payload is committed, whatever becomes of it. That is not done while the current
 * payload is on trial or damaged. What was finished and not committed keeps its slot. Errors:
 * INVALID (size 0), LIMIT (larger than a slot), BUSY (another payload is being written), NO_MEMORY
 * (no slot), OUTPUT. */
enum thimble_result thimble_store_begin(struct thimble_store *store, struct thimble_bytes component,
                                        uint32_t size);

/* Writes the next bytes, any number of them. A block is erased when the first byte of it comes: one
 * call erases at most one block for each block's worth of bytes, and one more. Each unit is read
 * again. Errors: INVALID (nothing is being written), LIMIT (more bytes than `size`; nothing of them
 * is written), OUTPUT (then the payload is abandoned). */
enum thimble_result thimble_store_write(struct thimble_store *store, struct thimble_bytes bytes);

/* Ends the payload, and tells where it is and the digest of what was read back. Errors: INVALID,
 * TRUNCATED (bytes are missing; go on or abandon), OUTPUT (the payload is abandoned). */
enum thimble_result thimble_store_finish(struct thimble_store *store,
                                         struct thimble_store_payload *payload);

/* Gives up everything that was begun and not committed. */
void thimble_store_abandon(struct thimble_store *store);

enum thimble_store_operation {
  THIMBLE_STORE_INSTALL = 1,   /* a finished payload becomes current */
  THIMBLE_STORE_CONFIRM = 2,   /* the trial is over */
  THIMBLE_STORE_ROLL_BACK = 3, /* the previous payload becomes current; what was current is gone */
  THIMBLE_STORE_RELEASE = 4,   /* the previous payload is given up */
  THIMBLE_STORE_REMOVE = 5,    /* both payloads are; sequence numbers stay */
  THIMBLE_STORE_STOP = 6,
  THIMBLE_STORE_START = 7,
  THIMBLE_STORE_FORGET = 8, /* the sequence numbers of a signer that is no longer trusted, of all
                               components */
};

struct thimble_store_change {
  enum thimble_store_operation operation;
  struct thimble_bytes component;              /* FORGET: empty */
  const struct thimble_store_payload *payload; /* INSTALL: as finish gave it */
  bool is_on_trial, is_stopped;                /* INSTALL */
  const uint8_t *signer;                       /* null: no sequence number is kept */
  uint64_t sequence;                           /* greater than the one kept for that signer */
};

/* Makes 1 to THIMBLE_STORE_BATCH changes at once, of as many components. Errors: LIMIT (too many),
 * INVALID (a change contradicts itself or another one, a sequence number is too low, a payload is
 * not finished), NOT_FOUND (no such component, or it has no payload to do that with), BUSY (RELEASE
 * of what is on call: see thimble_store_begin()), QUOTA (too many signers), NO_MEMORY (too many
 * components), INPUT (the previous payload is damaged), OUTPUT. */
enum thimble_result thimble_store_commit(struct thimble_store *store,
                                         const struct thimble_store_change *changes,
                                         uint32_t count);

/* The component, or null. All of them: store->components. */
const struct thimble_store_component *thimble_store_find(const struct thimble_store *store,
                                                         struct thimble_bytes component);

/* The payload to run: the current one, or the previous one when that is damaged; null: none. */
const struct thimble_store_payload *
thimble_store_active(const struct thimble_store_component *component);

/* Where the payload is: at a multiple of 8, in mapped flash. */
struct thimble_bytes thimble_store_bytes(const struct thimble_store *store,
                                         const struct thimble_store_payload *payload);

/* The highest sequence number that the signer has used for the component, or 0; sequence numbers
 * start at 1. */
uint64_t thimble_store_sequence(const struct thimble_store *store, struct thimble_bytes component,
                                const uint8_t signer[THIMBLE_STORE_SIGNER]);

struct thimble_store_usage {
  uint32_t slots, free_slots; /* neither used nor reserved */
  uint32_t components, free_components;
  uint32_t least_wear, most_wear;
};

void thimble_store_usage(const struct thimble_store *store, struct thimble_store_usage *usage);

#endif
