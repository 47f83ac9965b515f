/* SPDX-License-Identifier: Apache-2.0 */
/* caller.h: what bindings know of the container that calls them.
 *
 * Rules of use: the host makes one for each container and keeps it as long as the container is
 * loaded. Without a host (a program loaded by hand) only `port` and `name` are needed: what is null
 * is not there, and the bindings that need it answer THIMBLE_ERROR_UNSUPPORTED. */
#ifndef THIMBLE_CALLER_H
#define THIMBLE_CALLER_H

#include <thimble/key_value.h>
#include <thimble/permission.h>
#include <thimble/port.h>
#include <thimble/rate.h>

struct thimble_container;

/* The answer that a container builds piece by piece. The host sets `length` to zero before each
 * run and after a run that failed. */
struct thimble_reply {
  uint8_t *bytes;
  uint32_t capacity;
  uint32_t length;
};

/* Memory of the device that a container may use for one run: a packet, the body of a request. */
struct thimble_loan {
  uint8_t *bytes;
  uint32_t length;
  bool writable;
};

/* What only the host can do for a container. */
struct thimble_services {
  /* Runs the container of a timer hook again after so many milliseconds, once, instead of at the
   * hook's period. INVALID: the hook is no timer. */
  enum thimble_result (*rearm)(struct thimble_container *container, uint32_t milliseconds);

  /* Puts a message into the mailbox of another container of the same tenant. NOT_FOUND: there is no
   * such container. LIMIT: longer than THIMBLE_MESSAGE_MAXIMUM. QUOTA: too many are waiting. */
  enum thimble_result (*send)(struct thimble_container *container, struct thimble_bytes to,
                              struct thimble_bytes message);

  /* Takes the oldest message out of the container's mailbox; `length` is set. NOT_FOUND: there is
   * none. LIMIT: it is longer than `capacity`, and stays. */
  enum thimble_result (*receive)(struct thimble_container *container, uint8_t *bytes,
                                 uint32_t capacity, uint32_t *length);
};

/* Whose word narrows the grants, in this order. */
enum {
  THIMBLE_SCOPE_ASKED,
  THIMBLE_SCOPE_TENANT,
  THIMBLE_SCOPE_HOOK,
  THIMBLE_SCOPES
};

struct thimble_caller {
  const struct thimble_port *port;
  struct thimble_bytes name;                          /* the container's */
  const struct thimble_scope *scopes[THIMBLE_SCOPES]; /* null: narrows nothing */
  struct thimble_rate log;                            /* lines */
  uint32_t log_dropped; /* lines since the last one that was written */
  uint32_t log_below;   /* lines of this level or above are not written; 0: all are */
  struct thimble_key_value_space *spaces[THIMBLE_SPACES];
  struct thimble_reply *reply;      /* for this run; null: this hook takes none */
  const struct thimble_loan *loans; /* for this run: what lent_read and lent_write reach */
  uint32_t loan_count;
  const struct thimble_services *services;
  struct thimble_container *container; /* for the services */
};

#endif
