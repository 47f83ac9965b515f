/* SPDX-License-Identifier: Apache-2.0 */
/* record.h: the records by which the owner of a device says who may do what: one for each tenant,
 * and the owner's own (SPEC.md). Each is one CBOR map, signed like an image. */
#ifndef THIMBLE_RECORD_H
#define THIMBLE_RECORD_H

#define THIMBLE_RECORD_FORMAT 1u

/* Keys of the map. Numbers are append-only. The owner's record has FORMAT and KEYS only. */
enum thimble_record_key {
  THIMBLE_RECORD_KEY_FORMAT = 1,
  THIMBLE_RECORD_KEY_TENANT = 2,
  THIMBLE_RECORD_KEY_KEYS = 3,
  THIMBLE_RECORD_KEY_GRANTS = 4,
  THIMBLE_RECORD_KEY_HOOKS = 5,
  THIMBLE_RECORD_KEY_CONTAINERS = 6,
  THIMBLE_RECORD_KEY_MEMORY = 7,
  THIMBLE_RECORD_KEY_FUEL_PER_SECOND = 8,
  THIMBLE_RECORD_KEY_LOG_PER_SECOND = 9,
  THIMBLE_RECORD_KEY_LOG_BELOW = 10,
  THIMBLE_RECORD_KEY_FAILURES = 11,
  THIMBLE_RECORD_KEY_MESSAGES = 12,
  THIMBLE_RECORD_KEY_PRIVATE_VALUES = 13,
  THIMBLE_RECORD_KEY_SHARED_VALUES = 14,
};

#define THIMBLE_RECORD_MAXIMUM 2048u   /* bytes in a record */
#define THIMBLE_RECORD_KEYS_MAXIMUM 4u /* public keys in it */
#define THIMBLE_RECORD_KEY_LENGTH 65u  /* bytes of one: a point on P-256, uncompressed */
#define THIMBLE_RECORD_HOOKS_MAXIMUM 8u

#endif
