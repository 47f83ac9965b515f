/* SPDX-License-Identifier: Apache-2.0 */
/* update.h: the agent of a device: takes signed envelopes, and does what they say.
 *
 * It holds the store, the host and the keys together. An envelope comes in by begin, write (as it
 * arrives, in pieces of any size) and end; its signature is checked before its manifest is looked
 * at, its payloads go straight into the store. Before anything changes, the host itself checks an
 * image as it would install it; then one record of the store's journal makes the change, then the
 * host installs. So whatever fails, and whenever the power goes, the device is as it was before or
 * as it is to be: what ran goes on running until then, and comes back after a restart.
 *
 * Whose keys sign is in records that are payloads themselves (record.h): the owner's, and one for
 * each tenant, which is also its policy. Tenants come, change and go with their records.
 *
 * A new version of a container is on trial: when THIMBLE_UPDATE_TRIAL_FAILURES of its runs have
 * failed, or the host has quarantined it, before THIMBLE_UPDATE_TRIAL_RUNS have ended well, the
 * version before it comes back by itself. Runs are counted from each start of the device on.
 *
 * Rules of use: fill the first part, with the rest zero; the host is started, its tenants are all
 * free, and nobody else installs, removes, starts or stops containers, gives policies or writes to
 * the store. Then call thimble_update_start() once, and thimble_update_poll() in the main loop. All
 * of it in one thread, and never while a container runs; other threads may use the host meanwhile.
 * The flash is mapped. All memory is the caller's. A check of a signature takes the time and the
 * stack that crypto.h says; the host's lock is held for an installation only. */
#ifndef THIMBLE_UPDATE_H
#define THIMBLE_UPDATE_H

#include <thimble/crypto.h>
#include <thimble/host.h>
#include <thimble/rights.h>
#include <thimble/store.h>
#include <thimble/suit.h>

#define THIMBLE_UPDATE_TRIAL_FAILURES 3u /* runs that fail */
#define THIMBLE_UPDATE_TRIAL_RUNS 10u    /* runs that end well */
#define THIMBLE_UPDATE_HEAD 1024u     /* bytes that stand before the payloads: enough as a rule */
#define THIMBLE_UPDATE_RETRY_MS 1000u /* until what the flash refused is tried again */
#define THIMBLE_UPDATE_UUID 16u

/* Bytes of the name of a payload, with the heads around it. */
#define THIMBLE_UPDATE_NAME 80u

/* The keys of the owner, and of each tenant. */
#define THIMBLE_UPDATE_SIGNERS(tenants) (THIMBLE_RECORD_KEYS_MAXIMUM * ((tenants) + 1u))

/* A tenant by its record. */
struct thimble_update_tenant {
  char name[THIMBLE_NAME_MAXIMUM + 1];
  struct thimble_tenant_policy policy;
  struct thimble_rights rights; /* in the store */
};

struct thimble_update_signer {
  uint8_t id[THIMBLE_STORE_SIGNER];
  uint32_t tenant; /* which one, or THIMBLE_UPDATE_OWNER */
};
#define THIMBLE_UPDATE_OWNER UINT32_MAX

/* What has happened. The numbers go on where enum thimble_change ends, and are append-only. */
enum thimble_update_event_kind {
  THIMBLE_UPDATE_ROLLED_BACK = 7, /* by itself: a version failed its trial, or cannot be run */
  THIMBLE_UPDATE_REFUSED = 8,
  THIMBLE_UPDATE_DONE = 9,
  THIMBLE_UPDATE_POLICY = 10,
  THIMBLE_UPDATE_KEYS = 11,   /* the owner's */
  THIMBLE_UPDATE_BROKEN = 12, /* a container is in the store, and the host does not take it */
};

/* The views end with the call. */
struct thimble_update_event {
  enum thimble_update_event_kind kind;
  struct thimble_bytes tenant, container; /* empty: it is about none */
  enum thimble_refusal refusal;
};

/* How the last envelope went. What a number does not say is zero. Views end with the next begin. */
struct thimble_update_report {
  struct thimble_suit_report suit;  /* `refusal` is the verdict */
  struct thimble_bytes component;   /* that it is about, as encoded */
  enum thimble_result result;       /* of what failed, or OK */
  enum thimble_install_stage stage; /* 0: it did not come to the host */
  struct thimble_program_refusal program;
  struct thimble_origin origin;
  uint32_t received; /* bytes of the envelope */
};

enum thimble_update_status {
  THIMBLE_UPDATE_IDLE,     /* nothing is under way; `report` has the last verdict */
  THIMBLE_UPDATE_RECEIVES, /* write, or end */
  THIMBLE_UPDATE_PULLS,    /* thimble_update_wanted() says what is to be fetched */
};

/* A change that the envelope asks for. */
struct thimble_update_change {
  struct thimble_bytes component;
  enum thimble_store_operation operation;
  struct thimble_store_payload payload; /* of INSTALL */
  bool is_invoked, is_stopped;
};

struct thimble_update {
  /* Set by the firmware; all of it outlives the agent. */
  struct thimble_host *host;
  struct thimble_store *store;              /* its members are set, but for the hash */
  struct thimble_update_tenant *tenants;    /* as many as the host has */
  struct thimble_signer *signers;           /* THIMBLE_UPDATE_SIGNERS of that number */
  struct thimble_update_signer *identities; /* as many */
  uint8_t *head; /* of an envelope: what comes before the content of its first payload */
  uint32_t head_size;
  const uint8_t *vendor, *class, *device; /* THIMBLE_UPDATE_UUID bytes each; device may be null */
  struct thimble_bytes owner_key;         /* of a device that has no owner's record yet, or empty */
  void *data;
  void (*event)(void *data, const struct thimble_update_event *event); /* may be null */

  /* May be read. */
  enum thimble_update_status status;
  struct thimble_update_report report;
  bool has_report; /* there was an envelope */

  /* The agent's own. */
  struct thimble_sha256 sha;
  struct thimble_store_hash hash;
  uint32_t signer_count;
  struct thimble_envelope envelope;
  struct thimble_suit suit;
  struct thimble_suit_device suit_device;
  struct thimble_update_change changes[THIMBLE_STORE_BATCH];
  uint32_t change_count;
  uint32_t head_length;
  bool is_open;      /* `envelope` is set */
  bool is_stored;    /* the content that is arriving goes into the store */
  uint32_t left;     /* bytes of it */
  uint32_t payloads; /* that have begun */
  uint32_t name_length;
  uint8_t name[THIMBLE_UPDATE_NAME]; /* the beginning of a payload */
  uint64_t retry_ms;
};

/* Opens the store, keeps the first owner's key in it, and brings back tenants and containers.
 * A container that the host no longer takes is rolled back, or stays in the store and does not run;
 * an event says so. Errors: those of thimble_store_open(); INVALID (a member is missing); and of
 * keeping the owner's key those of the store. After one the agent must not be used. */
enum thimble_result thimble_update_start(struct thimble_update *update);

/* Begins a new envelope; one that was under way is given up. */
void thimble_update_begin(struct thimble_update *update);

/* Takes the next bytes; then `status` is RECEIVES, or IDLE when it is refused. */
void thimble_update_write(struct thimble_update *update, struct thimble_bytes bytes);

/* The envelope is complete. Then `status` is IDLE, and the verdict is there; or PULLS. */
void thimble_update_end(struct thimble_update *update);

/* What is to be fetched. Only while `status` is PULLS. */
void thimble_update_wanted(const struct thimble_update *update, struct thimble_suit_wanted *wanted);

/* Takes the next bytes of it. False: they are refused, and so is the update. */
bool thimble_update_pulled(struct thimble_update *update, struct thimble_bytes bytes);

/* All of it was fetched, or not (anything but OK). Afterwards as after end. */
void thimble_update_pull_end(struct thimble_update *update, enum thimble_result result);

/* Ends trials, and rolls back what has failed one. */
void thimble_update_poll(struct thimble_update *update);

/* The two names of a container's component. False: it is none. */
bool thimble_update_names(const struct thimble_store_component *component,
                          struct thimble_bytes *tenant, struct thimble_bytes *container);

/* The container of the component, or null: it is not installed. */
struct thimble_container *thimble_update_container(const struct thimble_update *update,
                                                   const struct thimble_store_component *component);

#endif
