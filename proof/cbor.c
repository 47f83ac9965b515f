/* SPDX-License-Identifier: Apache-2.0 */
/* cbor.c: one call of any function of the CBOR reader, on any bytes of any length: it reads inside
 * them, and either advances inside them or does not move; what it gives are bytes of the input. */
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

static void read_string_of(enum thimble_result result, const struct thimble_bytes *string) {
  read_something(result);
  if (result == THIMBLE_OK)
    PROVE(__CPROVER_same_object(string->data, input.data) && string->data > started_at &&
              string->data + string->length == reader.position,
          "a string is bytes of the input");
}

int main(void) {
  struct thimble_bytes string;
  uint32_t number;
  any_input();
  PROVE(thimble_cbor_at_end(&reader) == (started_at == input.data + input.length),
        "the end is seen");
  switch (nondet_uint8()) {
  case 0:
    read_something(thimble_cbor_read_unsigned(&reader, &number));
    break;
  case 1:
    read_something(thimble_cbor_read_array(&reader, &number));
    break;
  case 2:
    read_something(thimble_cbor_read_map(&reader, &number));
    break;
  case 3:
    read_something(thimble_cbor_read_true(&reader));
    break;
  case 4:
    read_string_of(thimble_cbor_read_bytes(&reader, &string), &string);
    break;
  case 5:
    read_string_of(thimble_cbor_read_text(&reader, &string), &string);
    break;
  default:
    break;
  }
  return 0;
}
