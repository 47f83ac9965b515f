/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: see words.h. */
#include "words.h"

#include <string.h>

static void skip(struct thimble_bytes *bytes, uint32_t count) {
  bytes->data += count;
  bytes->length -= count;
}

struct thimble_bytes scenario_cut(struct thimble_bytes *rest, char separator) {
  struct thimble_bytes first = {rest->data, 0};
  while (first.length < rest->length && rest->data[first.length] != (uint8_t)separator)
    first.length++;
  skip(rest, first.length < rest->length ? first.length + 1 : first.length);
  return first;
}

bool scenario_next_line(struct thimble_bytes *text, struct thimble_bytes *line) {
  if (text->length == 0)
    return false;
  *line = scenario_cut(text, '\n');
  if (line->length > 0 && line->data[line->length - 1] == '\r')
    line->length--;
  return true;
}

static bool is_space(uint8_t character) {
  return character == ' ' || character == '\t';
}

static struct thimble_bytes cut_quoted(struct thimble_bytes *line) {
  struct thimble_bytes word = {line->data, 1};
  skip(line, 1);
  word.length += scenario_cut(line, '"').length;
  return word;
}

struct thimble_bytes scenario_next_word(struct thimble_bytes *line) {
  while (line->length > 0 && is_space(line->data[0]))
    skip(line, 1);
  if (line->length > 0 && line->data[0] == '"')
    return cut_quoted(line);
  if (line->length > 0 && line->data[0] == '#')
    skip(line, line->length);
  struct thimble_bytes word = {line->data, 0};
  while (line->length > 0 && !is_space(line->data[0])) {
    skip(line, 1);
    word.length++;
  }
  return word;
}

bool scenario_is(struct thimble_bytes word, const char *text) {
  return strlen(text) == word.length && memcmp(text, word.data, word.length) == 0;
}

/* Nineteen digits at most, which 64 bits hold with a sign to spare. */
bool scenario_read_number(struct thimble_bytes word, int64_t least, int64_t most, int64_t *number) {
  bool is_negative = word.length > 0 && word.data[0] == '-';
  uint64_t magnitude = 0;
  if (is_negative)
    skip(&word, 1);
  if (word.length == 0 || word.length > 18)
    return false;
  for (uint32_t index = 0; index < word.length; index++) {
    uint32_t digit = (uint32_t)word.data[index] - '0';
    if (digit > 9)
      return false;
    magnitude = 10 * magnitude + digit;
  }
  *number = is_negative ? -(int64_t)magnitude : (int64_t)magnitude;
  return *number >= least && *number <= most;
}

static int32_t hexadecimal_digit(uint8_t character) {
  if (character >= '0' && character <= '9')
    return character - '0';
  if (character >= 'a' && character <= 'f')
    return character - 'a' + 10;
  if (character >= 'A' && character <= 'F')
    return character - 'A' + 10;
  return -1;
}

static bool read_hexadecimal(struct thimble_bytes word, uint8_t *bytes) {
  for (uint32_t index = 0; index < word.length; index++) {
    int32_t digit = hexadecimal_digit(word.data[index]);
    if (digit < 0)
      return false;
    if (index % 2 == 0)
      bytes[index / 2] = (uint8_t)(digit << 4);
    else
      bytes[index / 2] = (uint8_t)(bytes[index / 2] | digit);
  }
  return true;
}

bool scenario_read_bytes(struct thimble_bytes word, uint8_t *bytes, uint32_t capacity,
                         uint32_t *length) {
  bool is_text = word.length > 0 && word.data[0] == '"';
  *length = is_text ? word.length - 1 : word.length / 2;
  if (*length > capacity || (!is_text && word.length % 2 != 0))
    return false;
  if (!is_text)
    return read_hexadecimal(word, bytes);
  if (*length > 0)
    memcpy(bytes, word.data + 1, *length);
  return true;
}
