/* SPDX-License-Identifier: Apache-2.0 */
/* cbor.h: CBOR (RFC 8949) beyond what images need: items of other kinds, and CBOR in byte strings.
 *
 * Rules of use: those of base/cbor_write.h. A function that puts something puts the same however
 * often it is called: it is called once to measure. */
#ifndef THIMBLE_CLI_COMMON_CBOR_H
#define THIMBLE_CLI_COMMON_CBOR_H

#include "base/cbor_write.h"
#include "cli/common/file.h"

typedef void cbor_put(struct thimble_cbor_writer *writer, const void *content);

/* The number -1 - `value`. */
void cbor_put_negative(struct thimble_cbor_writer *writer, uint32_t value);

void cbor_put_tag(struct thimble_cbor_writer *writer, uint32_t tag);
void cbor_put_null(struct thimble_cbor_writer *writer);
void cbor_put_boolean(struct thimble_cbor_writer *writer, bool value);

/* A text that ends in NUL. */
void cbor_put_string(struct thimble_cbor_writer *writer, const char *text);

/* A byte string of what `put` puts. */
void cbor_put_wrapped(struct thimble_cbor_writer *writer, cbor_put *put, const void *content);

/* What `put` puts, in memory of its own; file_free() gives it back. */
struct file_bytes cbor_make(cbor_put *put, const void *content);

/* The same as a view. */
struct thimble_bytes cbor_bytes(const struct file_bytes *made);

#endif
