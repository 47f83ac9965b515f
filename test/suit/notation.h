/* SPDX-License-Identifier: Apache-2.0 */
/* notation.h: turns a text into CBOR, right or wrong, for test cases. It is the diagnostic notation
 * of RFC 8949, section 8, as far as the cases need it, and:
 *
 *   NAME               the text of a variable, whose name begins with $
 *   <<ITEM...>>        a byte string with these items in it
 *   'text'             a byte string with these letters; h'…' one of these bytes
 *   sha256(ITEM...)    a byte string: the digest of the items
 *   es256(ITEM)        a byte string: the signature of the item by the test's key
 *   other(ITEM)        the same by another key
 *   raw(h'…')          these bytes, as one item
 *   TAG(ITEM)          a tagged item
 *
 * Commas and colons are space; a comment goes from # to the end of the line. */
#ifndef THIMBLE_TEST_SUIT_NOTATION_H
#define THIMBLE_TEST_SUIT_NOTATION_H

#include <stdint.h>

enum {
  NOTATION_VARIABLES = 128,
  NOTATION_SIZE = 8192, /* bytes that an item may have */
};

struct notation_variable {
  char *name, *text;
};

/* A later variable of the same name counts. */
struct notation {
  struct notation_variable variables[NOTATION_VARIABLES];
  uint32_t count;
};

/* Encodes a text. Returns the length; a mistake in the text ends the program with a message. */
uint32_t notation_encode(const struct notation *notation, const char *text,
                         uint8_t bytes[NOTATION_SIZE]);

#endif
