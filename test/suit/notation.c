/* SPDX-License-Identifier: Apache-2.0 */
/* notation.c: see notation.h. A recursive reader, which trusts its input: the cases of this test.
 */
#include "suit/notation.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/sha.h>

#include "suit/sign.h"

struct output {
  uint8_t *bytes;
  uint32_t length;
  uint32_t items;
};

struct input {
  const struct notation *notation;
  const char *text;
  uint32_t depth;
};

static _Noreturn void die(const char *message, const char *text) {
  fprintf(stderr, "notation: %s: %.30s\n", message, text);
  exit(1);
}

static void append(struct output *output, const void *bytes, size_t length) {
  if (output->length + length > NOTATION_SIZE)
    die("an item is too long", "");
  memcpy(output->bytes + output->length, bytes, length);
  output->length += (uint32_t)length;
}

static void append_head(struct output *output, unsigned major, uint64_t value) {
  uint8_t head[9];
  uint32_t more = value < 24            ? 0
                  : value < 0x100       ? 1
                  : value < 0x10000     ? 2
                  : value < 0x100000000 ? 4
                                        : 8;
  uint64_t information = more == 0 ? value : more == 1 ? 24 : more == 2 ? 25 : more == 4 ? 26 : 27;
  head[0] = (uint8_t)(major << 5 | information);
  for (uint32_t i = 0; i < more; i++)
    head[1 + i] = (uint8_t)(value >> 8 * (more - 1 - i));
  append(output, head, 1 + more);
}

static void append_bytes(struct output *output, unsigned major, const void *bytes, size_t length) {
  append_head(output, major, length);
  append(output, bytes, length);
}

static void skip_space(struct input *input) {
  for (;; input->text++) {
    if (*input->text == '#')
      input->text += strcspn(input->text, "\n");
    if (*input->text == '\0' || strchr(" \t\n,:", *input->text) == NULL)
      return;
  }
}

/* NOLINTNEXTLINE(misc-no-recursion): items stand in items, and the cases are ours */
static void read_item(struct input *input, struct output *output);

/* Items up to a closing word, which is passed over. */
/* NOLINTNEXTLINE(misc-no-recursion): see read_item() */
static void read_items(struct input *input, struct output *output, const char *end) {
  for (;;) {
    skip_space(input);
    if (strncmp(input->text, end, strlen(end)) == 0) {
      input->text += strlen(end);
      return;
    }
    if (*input->text == '\0')
      die("there is no", end);
    read_item(input, output);
  }
}

/* NOLINTNEXTLINE(misc-no-recursion): see read_item() */
static void read_group(struct input *input, struct output *output, const char *end,
                       void (*finish)(struct output *output, const struct output *inner)) {
  uint8_t *bytes = malloc(NOTATION_SIZE);
  struct output inner = {.bytes = bytes};
  read_items(input, &inner, end);
  finish(output, &inner);
  free(bytes);
}

static void finish_array(struct output *output, const struct output *inner) {
  append_head(output, 4, inner->items);
  append(output, inner->bytes, inner->length);
}

static void finish_map(struct output *output, const struct output *inner) {
  if (inner->items % 2 != 0)
    die("a map with half a pair", "");
  append_head(output, 5, inner->items / 2);
  append(output, inner->bytes, inner->length);
}

static void finish_wrapped(struct output *output, const struct output *inner) {
  append_bytes(output, 2, inner->bytes, inner->length);
}

static void finish_digest(struct output *output, const struct output *inner) {
  uint8_t digest[32];
  SHA256(inner->bytes, inner->length, digest);
  append_bytes(output, 2, digest, sizeof digest);
}

static void finish_signature(struct output *output, const struct output *inner) {
  uint8_t signature[64];
  sign_with(TEST_KEY, inner->bytes, inner->length, signature);
  append_bytes(output, 2, signature, sizeof signature);
}

static void finish_other(struct output *output, const struct output *inner) {
  uint8_t signature[64];
  sign_with(OTHER_KEY, inner->bytes, inner->length, signature);
  append_bytes(output, 2, signature, sizeof signature);
}

/* The content of the one byte string in it. */
static void finish_raw(struct output *output, const struct output *inner) {
  uint32_t head = inner->bytes[0] < 0x58 ? 1 : 2;
  append(output, inner->bytes + head, inner->length - head);
}

static uint8_t read_digit(struct input *input) {
  static const char digits[] = "0123456789abcdef";
  const char *place = *input->text == '\0' ? NULL : strchr(digits, *input->text);
  if (place == NULL)
    die("no hexadecimal digit", input->text);
  input->text++;
  return (uint8_t)(place - digits);
}

static void read_hexadecimal(struct input *input, struct output *output) {
  uint8_t bytes[NOTATION_SIZE];
  uint32_t length = 0;
  while (*input->text != '\'') {
    if (length == sizeof bytes)
      die("too many bytes", input->text);
    uint8_t high = read_digit(input);
    bytes[length++] = (uint8_t)(high << 4 | read_digit(input));
  }
  input->text++;
  append_bytes(output, 2, bytes, length);
}

static void read_string(struct input *input, struct output *output, unsigned major, char quote) {
  const char *start = input->text, *end = strchr(start, quote);
  if (end == NULL)
    die("a string does not end", start);
  append_bytes(output, major, start, (size_t)(end - start));
  input->text = end + 1;
}

/* NOLINTNEXTLINE(misc-no-recursion): see read_item() */
static void read_number(struct input *input, struct output *output) {
  char *end;
  long long number = strtoll(input->text, &end, 0);
  if (end == input->text)
    die("what is this?", input->text);
  input->text = end;
  if (*input->text == '(') {
    input->text++;
    append_head(output, 6, (uint64_t)number);
    uint32_t items = output->items;
    read_items(input, output, ")");
    output->items = items;
  } else if (number >= 0)
    append_head(output, 0, (uint64_t)number);
  else
    append_head(output, 1, (uint64_t)(-1 - number));
}

static const char *find_variable(const struct notation *notation, const char *name, size_t length) {
  for (uint32_t i = notation->count; i-- > 0;)
    if (strlen(notation->variables[i].name) == length &&
        memcmp(notation->variables[i].name, name, length) == 0)
      return notation->variables[i].text;
  die("no variable", name);
}

/* A variable holds any number of items. */
/* NOLINTNEXTLINE(misc-no-recursion): see read_item() */
static void read_variable(struct input *input, struct output *output) {
  size_t length = 1 + strspn(input->text + 1, "abcdefghijklmnopqrstuvwxyz-0123456789");
  struct input inner = {input->notation, find_variable(input->notation, input->text, length),
                        input->depth + 1};
  if (inner.depth > 50)
    die("a variable is made of itself", input->text);
  for (skip_space(&inner); *inner.text != '\0'; skip_space(&inner))
    read_item(&inner, output);
  input->text += length;
}

struct word {
  const char *start, *end;
  void (*finish)(struct output *output, const struct output *inner);
};

static const struct word groups[] = {
    {"[", "]", finish_array},          {"{", "}", finish_map},
    {"<<", ">>", finish_wrapped},      {"sha256(", ")", finish_digest},
    {"es256(", ")", finish_signature}, {"other(", ")", finish_other},
    {"raw(", ")", finish_raw},
};

static const struct {
  const char *word;
  uint8_t byte;
} simple[] = {{"true", 0xf5}, {"false", 0xf4}, {"null", 0xf6}};

static bool take(struct input *input, const char *word) {
  bool there = strncmp(input->text, word, strlen(word)) == 0;
  if (there)
    input->text += strlen(word);
  return there;
}

/* NOLINTNEXTLINE(misc-no-recursion): see read_item() */
static bool read_group_or_simple(struct input *input, struct output *output) {
  for (uint32_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
    if (take(input, groups[i].start)) {
      read_group(input, output, groups[i].end, groups[i].finish);
      return true;
    }
  for (uint32_t i = 0; i < sizeof simple / sizeof simple[0]; i++)
    if (take(input, simple[i].word)) {
      append(output, &simple[i].byte, 1);
      return true;
    }
  return false;
}

/* NOLINTNEXTLINE(misc-no-recursion): the cases bound the depth */
static void read_item(struct input *input, struct output *output) {
  if (*input->text == '$') {
    read_variable(input, output);
    return;
  }
  output->items++;
  if (read_group_or_simple(input, output))
    return;
  if (take(input, "h'"))
    read_hexadecimal(input, output);
  else if (take(input, "'"))
    read_string(input, output, 2, '\'');
  else if (take(input, "\""))
    read_string(input, output, 3, '"');
  else
    read_number(input, output);
}

uint32_t notation_encode(const struct notation *notation, const char *text,
                         uint8_t bytes[NOTATION_SIZE]) {
  struct input input = {notation, text, 0};
  struct output output = {.bytes = bytes};
  for (skip_space(&input); *input.text != '\0'; skip_space(&input))
    read_item(&input, &output);
  return output.length;
}
