/* SPDX-License-Identifier: Apache-2.0 */
/* signature_line.c: see signature_line.h. */
#include "crypto/signature_line.h"

#include <stdbool.h>
#include <string.h>

enum {
  WORDS = 4
};

struct word {
  char *text;
  size_t length;
};

static int digit(char character) {
  static const char digits[] = "0123456789abcdef0123456789ABCDEF";
  const char *place = character == '\0' ? NULL : strchr(digits, character);
  return place == NULL ? -1 : (int)((place - digits) % 16);
}

/* Overwrites the digits with the bytes, which are half as long. */
static const char *read_bytes(struct word word, struct thimble_bytes *bytes) {
  uint8_t *output = (uint8_t *)word.text;
  bytes->data = output;
  bytes->length = (uint32_t)(word.length / 2);
  if (word.length == 1 && word.text[0] == '-')
    return NULL;
  if (word.length % 2 != 0)
    return "an odd number of hexadecimal digits";
  for (size_t i = 0; i < word.length; i += 2) {
    int high = digit(word.text[i]), low = digit(word.text[i + 1]);
    if (high < 0 || low < 0)
      return "a character that is no hexadecimal digit";
    output[i / 2] = (uint8_t)(high * 16 + low);
  }
  return NULL;
}

static bool is_space(char character) {
  return character == ' ' || character == '\t';
}

/* Returns the number of words, or WORDS + 1 when there are more. An empty word counts. */
static size_t split(char *line, size_t length, struct word words[WORDS]) {
  size_t count = 0, start = 0;
  for (size_t i = 0; i <= length; i++) {
    if (i < length && !is_space(line[i]))
      continue;
    if (count == WORDS)
      return WORDS + 1;
    words[count++] = (struct word){line + start, i - start};
    start = i + 1;
  }
  return count;
}

const char *signature_line_read(struct signature_line *parts, char *line, size_t length) {
  struct word words[WORDS];
  struct thimble_bytes *views[] = {&parts->key, &parts->message, &parts->signature};
  if (length > 0 && line[length - 1] == '\r')
    length--;
  size_t count = split(line, length, words);
  if (words[0].length != 5 || memcmp(words[0].text, "es256", 5) != 0)
    return "the line does not begin with es256";
  if (count != WORDS)
    return "a line is: es256 KEY MESSAGE SIGNATURE";
  for (size_t i = 1; i < WORDS; i++) {
    if (words[i].length == 0)
      return "a word is empty; write - for no bytes";
    const char *wrong = read_bytes(words[i], views[i - 1]);
    if (wrong != NULL)
      return wrong;
  }
  return NULL;
}
