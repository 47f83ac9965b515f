/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_string.c: the CBOR reader on strings: it stays in its input, and gives bytes of it.
 */
#include "cbor.h"

static void read_string_of(enum thimble_result result, const struct thimble_bytes *string) {
  read_something(result);
  if (result == THIMBLE_OK)
    PROVE(__CPROVER_same_object(string->data, input.data) && string->data > started_at &&
              string->data + string->length == reader.position,
          "a string is bytes of the input");
}

int main(void) {
  struct thimble_bytes string;
  any_input();
  if (nondet_bool())
    read_string_of(thimble_cbor_read_bytes(&reader, &string), &string);
  else
    read_string_of(thimble_cbor_read_text(&reader, &string), &string);
  return 0;
}
