/* SPDX-License-Identifier: Apache-2.0 */
/* lent.c: memory that is lent for a run, by copies: the way of every engine. What is copied to or
 * from may be the loan itself, where an engine also gives it to the container directly. */
#include <stddef.h>
#include <string.h>

#include "binding/functions.h"

/* Null: nothing is lent there. */
static const struct thimble_loan *find(const struct thimble_call *call) {
  const struct thimble_caller *caller = call->caller;
  uint32_t slot = (uint32_t)call->arguments[0].integer;
  return slot < caller->loan_count ? &caller->loans[slot] : NULL;
}

/* Bytes of a loan from the offset on. */
static uint32_t bytes_from(const struct thimble_loan *loan, uint32_t offset) {
  return offset < loan->length ? loan->length - offset : 0;
}

int64_t thimble_binding_lent_read(struct thimble_call *call) {
  const struct thimble_loan *loan = find(call);
  uint32_t offset = (uint32_t)call->arguments[1].integer;
  uint32_t length = call->arguments[2].length;
  if (loan == NULL)
    return THIMBLE_ERROR_NOT_FOUND;
  if (length > bytes_from(loan, offset))
    length = bytes_from(loan, offset);
  if (length > 0)
    memmove(call->arguments[2].writable, loan->bytes + offset, length);
  return length;
}

int64_t thimble_binding_lent_write(struct thimble_call *call) {
  const struct thimble_loan *loan = find(call);
  uint32_t offset = (uint32_t)call->arguments[1].integer;
  const struct thimble_argument *bytes = &call->arguments[2];
  if (loan == NULL)
    return THIMBLE_ERROR_NOT_FOUND;
  if (!loan->writable)
    return THIMBLE_ERROR_UNSUPPORTED;
  if (bytes->length > bytes_from(loan, offset))
    return THIMBLE_ERROR_LIMIT;
  if (bytes->length > 0)
    memmove(loan->bytes + offset, bytes->data, bytes->length);
  return THIMBLE_OK;
}
