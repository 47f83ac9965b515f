/* SPDX-License-Identifier: Apache-2.0 */
/* uuid.c: see uuid.h. */
#include "cli/common/uuid.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/digest.h"
#include "cli/common/memory.h"

const struct uuid uuid_domains = {{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00,
                                   0xc0, 0x4f, 0xd4, 0x30, 0xc8}};

static bool is_hyphen_place(size_t place) {
  return place == 8 || place == 13 || place == 18 || place == 23;
}

static uint8_t digit_value(char digit) {
  return (uint8_t)(digit <= '9' ? digit - '0' : tolower((unsigned char)digit) - 'a' + 10);
}

bool uuid_read(struct uuid *uuid, const char *text) {
  size_t digits = 0;
  if (strlen(text) != UUID_TEXT_LENGTH)
    return false;
  for (size_t place = 0; place < UUID_TEXT_LENGTH; place++) {
    if (is_hyphen_place(place) ? text[place] != '-' : !isxdigit((unsigned char)text[place]))
      return false;
    if (is_hyphen_place(place))
      continue;
    uint8_t *byte = &uuid->bytes[digits++ / 2];
    *byte = (uint8_t)(*byte << 4 | digit_value(text[place]));
  }
  return true;
}

void uuid_write(const struct uuid *uuid, char text[UUID_TEXT_LENGTH + 1]) {
  static const char digits[] = "0123456789abcdef";
  size_t digit = 0;
  for (size_t place = 0; place < UUID_TEXT_LENGTH; place++) {
    text[place] = '-';
    if (is_hyphen_place(place))
      continue;
    uint8_t byte = uuid->bytes[digit / 2];
    text[place] = digits[digit % 2 == 0 ? byte >> 4 : byte & 15];
    digit++;
  }
  text[UUID_TEXT_LENGTH] = '\0';
}

struct uuid uuid_of_name(const struct uuid *space, const char *name) {
  uint8_t digest[DIGEST_SHA1_LENGTH];
  struct uuid uuid;
  size_t length = sizeof space->bytes + strlen(name);
  uint8_t *bytes = memory_get(length + 1, 1);
  memcpy(bytes, space->bytes, sizeof space->bytes);
  memcpy(bytes + sizeof space->bytes, name, strlen(name) + 1);
  digest_sha1((struct thimble_bytes){bytes, (uint32_t)length}, digest);
  free(bytes);
  memcpy(uuid.bytes, digest, sizeof uuid.bytes);
  uuid.bytes[6] = (uint8_t)((uuid.bytes[6] & 0x0f) | 0x50);
  uuid.bytes[8] = (uint8_t)((uuid.bytes[8] & 0x3f) | 0x80);
  return uuid;
}
