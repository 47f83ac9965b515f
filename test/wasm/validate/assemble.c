/* SPDX-License-Identifier: Apache-2.0 */
/* assemble.c: see assemble.h. */
#include "assemble.h"

#include <string.h>

#define DEPTH_MAXIMUM 8u

static const uint8_t header[8] = {0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00};

struct assembler {
  struct assembled *module;
  uint32_t open[DEPTH_MAXIMUM]; /* where the brackets began */
  uint32_t depth;
  uint32_t mark_depth; /* brackets round the mark that are still open */
};

static bool put(struct assembled *module, uint8_t byte) {
  if (module->length == ASSEMBLED_MAXIMUM)
    return false;
  module->bytes[module->length++] = byte;
  return true;
}

/* Puts the length of what follows `start` before it, in one or two bytes. */
static bool put_length(struct assembled *module, uint32_t start) {
  uint32_t length = module->length - start;
  uint32_t bytes = length < 0x80 ? 1 : 2;
  if (length >= 0x4000 || module->length + bytes > ASSEMBLED_MAXIMUM)
    return false;
  memmove(module->bytes + start + bytes, module->bytes + start, length);
  module->bytes[start] = (uint8_t)(bytes == 1 ? length : (length & 0x7f) | 0x80);
  if (bytes == 2)
    module->bytes[start + 1] = (uint8_t)(length >> 7);
  module->length += bytes;
  return true;
}

/* What was marked inside the bracket moves with what is there. */
static bool close_bracket(struct assembler *assembler) {
  struct assembled *module = assembler->module;
  if (assembler->depth == 0)
    return false;
  uint32_t before = module->length;
  if (!put_length(module, assembler->open[--assembler->depth]))
    return false;
  if (assembler->mark_depth > assembler->depth) {
    module->mark += module->length - before;
    assembler->mark_depth = assembler->depth;
  }
  return true;
}

static int digit(char letter) {
  const char *digits = "0123456789abcdef";
  const char *found = letter == '\0' ? NULL : strchr(digits, letter);
  return found == NULL ? -1 : (int)(found - digits);
}

/* Takes letters up to the closing quote and moves on behind it. */
static bool take_name(struct assembled *module, const char **text) {
  uint32_t start = module->length;
  for (; **text != '"'; (*text)++)
    if (**text == '\0' || !put(module, (uint8_t) * *text))
      return false;
  (*text)++;
  return put_length(module, start);
}

static bool take(struct assembler *assembler, const char **text) {
  struct assembled *module = assembler->module;
  char letter = *(*text)++;
  switch (letter) {
  case ' ':
    return true;
  case '@':
    module->mark = module->length;
    assembler->mark_depth = assembler->depth;
    return true;
  case '[':
    if (assembler->depth == DEPTH_MAXIMUM)
      return false;
    assembler->open[assembler->depth++] = module->length;
    return true;
  case ']':
    return close_bracket(assembler);
  case '"':
    return take_name(module, text);
  default:
    break;
  }
  int high = digit(letter), low = digit(**text);
  if (high < 0 || low < 0)
    return false;
  (*text)++;
  return put(module, (uint8_t)(high << 4 | low));
}

bool assemble(struct assembled *module, const char *text) {
  struct assembler assembler = {.module = module};
  module->length = 0;
  module->mark = 0;
  if (*text == '!') {
    text++;
  } else {
    memcpy(module->bytes, header, sizeof(header));
    module->length = sizeof(header);
  }
  while (*text != '\0')
    if (!take(&assembler, &text))
      return false;
  return assembler.depth == 0;
}
