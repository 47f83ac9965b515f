/* SPDX-License-Identifier: Apache-2.0 */
/* small_device.h: one device whose store has few slots, and what tests of single sentences do with
 * it, each in one line. Components and signers go by texts. */
#ifndef THIMBLE_TEST_STORE_SMALL_DEVICE_H
#define THIMBLE_TEST_STORE_SMALL_DEVICE_H

#include "store/device.h"

enum {
  SMALL_BLOCK = 512, /* half a slot */
  SMALL_SLOTS = 4
};

extern const uint8_t alice[THIMBLE_STORE_SIGNER], bob[THIMBLE_STORE_SIGNER];
extern const uint8_t *const nobody;
extern struct device device;
extern struct thimble_store *const store;

/* A setup of cmocka: new flash, with an empty store. */
int start(void **state);
void restart(void);

struct thimble_bytes id(const char *text);

/* One change without a signer; it must succeed, or may fail. */
void commit(enum thimble_store_operation operation, const char *name);
enum thimble_result change(enum thimble_store_operation operation, const char *name);
enum thimble_result signed_change(enum thimble_store_operation operation, const char *name,
                                  const uint8_t *signer, uint64_t sequence,
                                  const struct thimble_store_payload *payload);

/* A finished payload; and an installed one. */
struct thimble_store_payload written(const char *name, uint32_t number, uint32_t size);
void install(const char *name, uint32_t number, uint32_t size, bool is_on_trial);

/* The numbers of the payloads of 100 bytes that a component holds (0: none), now; and after a
 * restart too. */
void expect_now(const char *name, uint32_t current, uint32_t previous);
void expect(const char *name, uint32_t current, uint32_t previous);

void expect_free(uint32_t slots);

#endif
