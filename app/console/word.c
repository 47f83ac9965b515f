/* SPDX-License-Identifier: Apache-2.0 */
/* word.c: see word.h. */
#include "word.h"

#include <string.h>

#include "emulated/print.h"

struct thimble_bytes word_next(struct thimble_bytes *line) {
  while (line->length > 0 && line->data[0] == ' ') {
    line->data++;
    line->length--;
  }
  struct thimble_bytes word = {line->data, 0};
  while (line->length > 0 && line->data[0] != ' ') {
    line->data++;
    line->length--;
    word.length++;
  }
  return word;
}

bool word_is(struct thimble_bytes word, const char *text) {
  return strlen(text) == word.length && memcmp(text, word.data, word.length) == 0;
}

uint32_t word_number(struct thimble_bytes word, uint32_t most) {
  uint32_t number = 0;
  for (uint32_t index = 0; index < word.length; index++) {
    uint32_t digit = (uint32_t)word.data[index] - '0';
    if (digit > 9 || number > most / 10)
      return WORD_NO_NUMBER;
    number = 10 * number + digit;
  }
  return word.length > 0 && number <= most ? number : WORD_NO_NUMBER;
}

bool word_complain(const char *message, struct thimble_bytes word) {
  thimble_print("console: ");
  thimble_print(message);
  thimble_print_escaped(word);
  thimble_print("\n");
  return false;
}
