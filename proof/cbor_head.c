/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_head.c: the CBOR reader on all other items of one head: it stays in its input.
 */
#include "cbor.h"

int main(void) {
  uint32_t number;
  int32_t integer;
  bool truth;
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
    read_something(thimble_cbor_read_boolean(&reader, &truth));
    break;
  case 5:
    read_something(thimble_cbor_read_null(&reader));
    break;
  case 6:
    read_something(thimble_cbor_read_integer(&reader, &integer));
    break;
  case 7:
    read_something(thimble_cbor_read_tag(&reader, &number));
    break;
  default:
    read_something(thimble_cbor_read_bytes_head(&reader, &number));
    break;
  }
  return 0;
}
