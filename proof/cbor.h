/* SPDX-License-Identifier: Apache-2.0 */
/* cbor.h: any input of the CBOR reader, of any length, and what holds after a call: it reads inside
 * the input, and either advances there or does not move. */
#ifndef THIMBLE_PROOF_CBOR_H
#define THIMBLE_PROOF_CBOR_H

#include "base/cbor_read.c"

#include "world.h"

static struct thimble_bytes input;
static struct thimble_cbor_reader reader;
static const uint8_t *started_at;

static void any_input(void) {
  uint8_t *bytes;
  input.length = nondet_uint32();
  ASSUME(input.length <= THIMBLE_IMAGE_MAXIMUM);
  ANY_MEMORY(bytes, input.length);
  input.data = bytes;
  thimble_cbor_reader_start(&reader, input);
  uint32_t offset = nondet_uint32();
  ASSUME(offset <= input.length);
  reader.position += offset;
  started_at = reader.position;
}

static void read_something(enum thimble_result result) {
  PROVE(reader.end == input.data + input.length, "the end stays");
  PROVE(__CPROVER_same_object(reader.position, input.data) && reader.position >= started_at &&
            reader.position <= reader.end,
        "the reader stays in its input");
  PROVE((result == THIMBLE_OK) == (reader.position != started_at),
        "the reader advances, or does not move after an error");
}

#endif
