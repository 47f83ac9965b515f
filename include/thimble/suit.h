/* SPDX-License-Identifier: Apache-2.0 */
/* suit.h: carries out the manifest of an opened envelope, command by command
 * (draft-ietf-suit-manifest -37, section 6, with unlink and uninstall of
 * draft-ietf-suit-trust-domains).
 *
 * The processor changes nothing by itself: it asks the device, through one struct of functions.
 * Each step is one command on one component. When a payload is wanted it stops; who drives it gets
 * the payload, as fast as the link gives it, and resumes.
 *
 * Rules of use: all state is in `struct thimble_suit`, the caller's. The envelope, the device and
 * the observer outlive it. What the device has done before a refusal is the device's to undo: it
 * should make its changes last only after THIMBLE_SUIT_DONE. */
#ifndef THIMBLE_SUIT_H
#define THIMBLE_SUIT_H

#include <stdbool.h>
#include <thimble/bytes.h>
#include <thimble/envelope.h>
#include <thimble/refusal.h>

#define THIMBLE_SUIT_COMPONENTS 4u /* components of one manifest; at most 8 */
#define THIMBLE_SUIT_DEPTH 4u      /* sequences in each other, the outermost one included */

/* Elements of a manifest: where a report is from. */
enum thimble_suit_section {
  THIMBLE_SUIT_VERSION = 1,
  THIMBLE_SUIT_SEQUENCE_NUMBER = 2,
  THIMBLE_SUIT_COMMON = 3, /* holds the shared sequence */
  THIMBLE_SUIT_REFERENCE_URI = 4,
  THIMBLE_SUIT_VALIDATE = 7,
  THIMBLE_SUIT_LOAD = 8,
  THIMBLE_SUIT_INVOKE = 9,
  THIMBLE_SUIT_PAYLOAD_FETCH = 16,
  THIMBLE_SUIT_INSTALL = 20,
  THIMBLE_SUIT_TEXT = 23,
  THIMBLE_SUIT_UNINSTALL = 24,
};

/* Commands. The three custom ones are Thimble's own. */
enum thimble_suit_code {
  THIMBLE_SUIT_CHECK_VENDOR = 1,
  THIMBLE_SUIT_CHECK_CLASS = 2,
  THIMBLE_SUIT_CHECK_IMAGE = 3,
  THIMBLE_SUIT_CHECK_SLOT = 5,
  THIMBLE_SUIT_CHECK_CONTENT = 6,
  THIMBLE_SUIT_SET_INDEX = 12,
  THIMBLE_SUIT_ABORT = 14,
  THIMBLE_SUIT_TRY_EACH = 15,
  THIMBLE_SUIT_WRITE = 18,
  THIMBLE_SUIT_OVERRIDE_PARAMETERS = 20,
  THIMBLE_SUIT_FETCH = 21,
  THIMBLE_SUIT_COPY = 22,
  THIMBLE_SUIT_INVOKE_COMPONENT = 23,
  THIMBLE_SUIT_CHECK_DEVICE = 24,
  THIMBLE_SUIT_SWAP = 31,
  THIMBLE_SUIT_RUN_SEQUENCE = 32,
  THIMBLE_SUIT_UNLINK = 33,
  THIMBLE_SUIT_STOP = -257,
  THIMBLE_SUIT_START = -258,
  THIMBLE_SUIT_ROLL_BACK = -259,
};

/* Labels of parameters. */
enum thimble_suit_label {
  THIMBLE_SUIT_VENDOR_ID = 1,
  THIMBLE_SUIT_CLASS_ID = 2,
  THIMBLE_SUIT_DIGEST = 3,
  THIMBLE_SUIT_SLOT = 5,
  THIMBLE_SUIT_STRICT_ORDER = 12,
  THIMBLE_SUIT_SOFT_FAILURE = 13,
  THIMBLE_SUIT_SIZE = 14,
  THIMBLE_SUIT_CONTENT = 18,
  THIMBLE_SUIT_URI = 21,
  THIMBLE_SUIT_SOURCE = 22,
  THIMBLE_SUIT_INVOKE_ARGUMENTS = 23,
  THIMBLE_SUIT_DEVICE_ID = 24,
  THIMBLE_SUIT_FETCH_ARGUMENTS = 25,
};

/* Bits of a reporting policy. */
enum thimble_suit_policy {
  THIMBLE_SUIT_RECORD_SUCCESS = 1,
  THIMBLE_SUIT_RECORD_FAILURE = 2,
  THIMBLE_SUIT_SYSTEM_SUCCESS = 4,
  THIMBLE_SUIT_SYSTEM_FAILURE = 8,
};

struct thimble_suit_component {
  uint32_t index;          /* in the manifest */
  struct thimble_bytes id; /* an array of byte strings, as encoded: equal when the bytes are */
};

/* Gives one of the byte strings of a component's id, from 0. NOT_FOUND: it has fewer. */
enum thimble_result thimble_suit_id_part(struct thimble_bytes id, uint32_t part,
                                         struct thimble_bytes *bytes);

/* What the manifest says of a component's content. */
struct thimble_suit_image {
  const uint8_t *digest; /* THIMBLE_DIGEST_SIZE bytes of SHA-256; null: it says none */
  bool has_size;
  uint32_t size; /* bytes */
};

/* What the device does and knows. Each function that returns a refusal returns
 * THIMBLE_REFUSAL_NONE when it did it, or when the condition holds; anything else goes to the
 * report as it is. `data` is the device's own. Views end with the call. */
struct thimble_suit_device {
  void *data;

  /* Whether the signer may update the component: NONE, COMPONENT (there is none) or NOT_ALLOWED. */
  enum thimble_refusal (*allows)(void *data, uint32_t signer,
                                 const struct thimble_suit_component *component);

  /* The last sequence number of this signer that was accepted for the component, kept when the
   * component is removed. False: there is none. */
  bool (*last_sequence)(void *data, uint32_t signer, const struct thimble_suit_component *component,
                        uint32_t *sequence);

  /* Whether an identifier of 16 bytes is one of the component's. `label` says which kind:
   * THIMBLE_SUIT_VENDOR_ID, THIMBLE_SUIT_CLASS_ID or THIMBLE_SUIT_DEVICE_ID. */
  bool (*has_id)(void *data, const struct thimble_suit_component *component,
                 enum thimble_suit_label label, struct thimble_bytes id);

  /* Whether the component is in, or will be put in, the slot with this index. */
  bool (*is_in_slot)(void *data, const struct thimble_suit_component *component, uint32_t slot);

  /* Whether what the component holds now, or will hold once this update is done, has that digest
   * and, where a size is given, that size: NONE or IMAGE. The digest is never null. */
  enum thimble_refusal (*match_image)(void *data, const struct thimble_suit_component *component,
                                      const struct thimble_suit_image *image);

  /* The same, byte by byte, in a time that does not depend on the bytes: NONE or CONTENT. */
  enum thimble_refusal (*match_content)(void *data, const struct thimble_suit_component *component,
                                        struct thimble_bytes content);

  enum thimble_refusal (*write)(void *data, const struct thimble_suit_component *component,
                                struct thimble_bytes content);
  enum thimble_refusal (*copy)(void *data, const struct thimble_suit_component *component,
                               const struct thimble_suit_component *source);
  enum thimble_refusal (*swap)(void *data, const struct thimble_suit_component *component,
                               const struct thimble_suit_component *source);
  enum thimble_refusal (*invoke)(void *data, const struct thimble_suit_component *component,
                                 struct thimble_bytes arguments);
  enum thimble_refusal (*unlink)(void *data, const struct thimble_suit_component *component);

  /* A command below -256. The argument is as encoded. CUSTOM: it is unknown. */
  enum thimble_refusal (*custom)(void *data, const struct thimble_suit_component *component,
                                 int32_t code, struct thimble_bytes argument);
};

/* A command that was carried out, on one component. */
struct thimble_suit_event {
  uint32_t section; /* enum thimble_suit_section; THIMBLE_SUIT_COMMON: the shared sequence */
  uint32_t depth;   /* 0, or how many sequences it stands in */
  uint32_t command; /* which one of its sequence */
  int32_t code;     /* enum thimble_suit_code, or another custom one */
  struct thimble_bytes argument; /* as encoded */
  uint32_t policy;               /* bits of enum thimble_suit_policy; 0 where there is none */
  struct thimble_suit_component component;
  enum thimble_refusal refusal; /* NONE: done, or the condition holds */
};

struct thimble_suit_observer {
  void *data;
  void (*observe)(void *data, const struct thimble_suit_event *event);
};

enum thimble_suit_status {
  THIMBLE_SUIT_RUNS,    /* step again */
  THIMBLE_SUIT_WANTS,   /* thimble_suit_wanted() says what */
  THIMBLE_SUIT_DONE,    /* the whole manifest was carried out */
  THIMBLE_SUIT_REFUSED, /* `report` says why */
};

/* The parameters that belong to a component. */
#define THIMBLE_SUIT_PARAMETERS 11u

/* A sequence that is being run. */
struct thimble_suit_frame {
  const uint8_t *position; /* the current command */
  const uint8_t *end;
  const uint8_t *index; /* the argument of set-component-index, or null: `component` */
  uint16_t command, commands;
  uint16_t alternative; /* of a try-each: the one that is being tried */
  uint8_t component;
  uint8_t target; /* which of the selected components the command is at */
  uint8_t kind, index_rule;
  uint8_t written, read; /* components, as bits, since the order is not strict */
  bool is_soft, is_strict;
};

struct thimble_suit {
  const struct thimble_envelope *envelope;
  const struct thimble_suit_device *device;
  const struct thimble_suit_observer *observer;
  enum thimble_suit_status status;
  uint32_t sequence; /* the manifest's sequence number */
  struct thimble_suit_report report;
  /* The processor's own. */
  struct thimble_bytes common;
  const uint8_t *parameters[THIMBLE_SUIT_COMPONENTS][THIMBLE_SUIT_PARAMETERS]; /* encoded values */
  struct thimble_suit_frame frames[THIMBLE_SUIT_DEPTH];
  uint8_t depth;
  uint8_t components;
  uint8_t sections; /* that are still to be run, as bits */
  bool is_shared_done;
  uint8_t identified; /* what the shared sequence has checked: bits */
  uint8_t unverified; /* components, as bits */
};

/* Checks what can be checked before a command is carried out: version, elements, severed elements,
 * components, rights and sequence number. `observer` may be null. Returns RUNS or REFUSED. */
enum thimble_suit_status thimble_suit_start(struct thimble_suit *suit,
                                            const struct thimble_envelope *envelope,
                                            const struct thimble_suit_device *device,
                                            const struct thimble_suit_observer *observer);

/* Carries out the next command, on one component. Does nothing unless the status is RUNS. Every
 * manifest ends: there is no jump back. */
enum thimble_suit_status thimble_suit_step(struct thimble_suit *suit);

/* What is wanted: the content of a component, from a URI. */
struct thimble_suit_wanted {
  struct thimble_suit_component component;
  struct thimble_bytes uri;
  struct thimble_suit_image image; /* what the manifest says of it so far; the device may insist */
  struct thimble_bytes arguments;  /* for the device's own use; null when there are none */
};

/* Only while the status is WANTS. */
void thimble_suit_wanted(const struct thimble_suit *suit, struct thimble_suit_wanted *wanted);

/* Answers what is wanted: with NONE the payload is in the component, and steps go on; anything else
 * refuses the update. */
enum thimble_suit_status thimble_suit_resume(struct thimble_suit *suit,
                                             enum thimble_refusal refusal);

#endif
