/* SPDX-License-Identifier: Apache-2.0 */
/* agent.h: a device with an agent on flash in RAM, and the author's side that signs for it: keys of
 * the owner, of the tenant `acme` and of nobody. Envelopes are those of `thimble sign`. */
#ifndef THIMBLE_TEST_UPDATE_AGENT_H
#define THIMBLE_TEST_UPDATE_AGENT_H

#include <thimble/update.h>

#include "cli/sign/suit_envelope.h"
#include "flash/ram_flash.h"
#include "host/image_parts.h"

enum {
  AGENT_TENANTS = 2,
  AGENT_SLOTS = 8,
  AGENT_COMPONENTS = 8,
  AGENT_CONTAINERS = 5,
  AGENT_EVENTS = 8
};

enum agent_key {
  OWNER,
  ACME,
  NOBODY,
  AGENT_KEYS
};

struct agent {
  struct ram_flash ram;
  struct thimble_store store;
  struct thimble_store_slot slots[AGENT_SLOTS];
  struct thimble_store_component components[AGENT_COMPONENTS];
  uint8_t unit[THIMBLE_PROGRAM_SIZE_MAXIMUM];
  struct thimble_host host;
  struct thimble_tenant host_tenants[AGENT_TENANTS];
  struct thimble_container containers[AGENT_CONTAINERS];
  struct thimble_update update;
  struct thimble_update_tenant tenants[AGENT_TENANTS];
  struct thimble_signer signers[THIMBLE_UPDATE_SIGNERS(AGENT_TENANTS)];
  struct thimble_update_signer identities[THIMBLE_UPDATE_SIGNERS(AGENT_TENANTS)];
  uint8_t head[THIMBLE_UPDATE_HEAD];
  uint64_t now_ms;
  uint32_t events[AGENT_EVENTS]; /* how many of each kind, less 7 */
};

extern struct agent agent;
extern struct key agent_keys[AGENT_KEYS];
extern struct thimble_hook agent_hook;

/* Makes the keys; once. */
void agent_make_keys(void);

/* New flash and a device that starts with it, whose owner is OWNER. */
void agent_start(uint32_t seed);

/* The power is back. */
enum thimble_result agent_restart(void);

/* An order for the device, by the next number. The envelope is to be freed. */
struct suit_order agent_order(enum suit_operation operation, const char *tenant,
                              const char *container);
struct suit_envelope agent_sign(const struct suit_order *order, enum agent_key key);

/* Hands over an envelope in pieces of that size; returns the verdict. */
enum thimble_refusal agent_push_bytes(struct thimble_bytes bytes, uint32_t piece);
enum thimble_refusal agent_push(const struct suit_order *order, enum agent_key key);

/* The image of a container that returns `value`, or fails when that is negative. */
struct thimble_bytes agent_image(struct image_file *file, const char *name, int32_t value);

/* A record of a tenant, whose key is ACME's; `hooks`: all of them, or none that there is. */
struct thimble_bytes agent_record(uint8_t bytes[THIMBLE_RECORD_MAXIMUM], const char *tenant,
                                  bool hooks);

/* Whole orders: they must be accepted. */
void agent_let_in(const char *tenant);
void agent_install(const char *tenant, const char *name, int32_t value);
void agent_do(enum suit_operation operation, const char *tenant, const char *name);

/* What the container returns now; INT64_MIN: it does not run or fails, INT64_MAX: it is not there.
 */
int64_t agent_value(const char *tenant, const char *name);

#endif
