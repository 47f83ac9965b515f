/* SPDX-License-Identifier: Apache-2.0 */
/* json.c: see json.h. */
#include "cli/common/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/hex_text.h"
#include "linux/escape.h"

void json_start(struct json *json, FILE *stream) {
  json->stream = stream;
  json->separate = false;
}

/* One code point. Only quotes, backslashes and control characters need an escape (section 7). */
static void put_point(struct json *json, struct thimble_bytes sequence, uint32_t point) {
  if (point == '"' || point == '\\')
    fprintf(json->stream, "\\%c", (int)point);
  else if (point < 0x20 || point == 0x7f)
    fprintf(json->stream, "\\u%04x", (unsigned)point);
  else
    fwrite(sequence.data, 1, sequence.length, json->stream);
}

static void put_text(struct json *json, struct thimble_bytes text) {
  putc('"', json->stream);
  while (text.length > 0) {
    uint32_t point = 0;
    uint32_t length = thimble_linux_decode_utf8(text, &point);
    if (length == 0) {
      fputs("\\ufffd", json->stream);
      length = 1;
    } else {
      put_point(json, (struct thimble_bytes){text.data, length}, point);
    }
    text.data += length;
    text.length -= length;
  }
  putc('"', json->stream);
}

static struct thimble_bytes bytes_of(const char *string) {
  return (struct thimble_bytes){(const uint8_t *)string, (uint32_t)strlen(string)};
}

static void put_key(struct json *json, const char *key) {
  if (json->separate)
    putc(',', json->stream);
  json->separate = true;
  if (key) {
    put_text(json, bytes_of(key));
    putc(':', json->stream);
  }
}

static void begin(struct json *json, const char *key, char bracket) {
  put_key(json, key);
  putc(bracket, json->stream);
  json->separate = false;
}

static void end(struct json *json, char bracket) {
  putc(bracket, json->stream);
  json->separate = true;
}

void json_begin_object(struct json *json, const char *key) {
  begin(json, key, '{');
}

void json_end_object(struct json *json) {
  end(json, '}');
}

void json_begin_array(struct json *json, const char *key) {
  begin(json, key, '[');
}

void json_end_array(struct json *json) {
  end(json, ']');
}

void json_integer(struct json *json, const char *key, int64_t number) {
  put_key(json, key);
  fprintf(json->stream, "%" PRId64, number);
}

void json_boolean(struct json *json, const char *key, bool value) {
  put_key(json, key);
  fputs(value ? "true" : "false", json->stream);
}

void json_address(struct json *json, const char *key, uint64_t address) {
  put_key(json, key);
  fprintf(json->stream, "\"0x%" PRIx64 "\"", address);
}

void json_string(struct json *json, const char *key, const char *string) {
  json_bytes(json, key, bytes_of(string));
}

void json_bytes(struct json *json, const char *key, struct thimble_bytes text) {
  put_key(json, key);
  put_text(json, text);
}

void json_hex(struct json *json, const char *key, struct thimble_bytes bytes) {
  char *text = hex_text(bytes);
  json_string(json, key, text);
  free(text);
}

void json_end_line(struct json *json) {
  putc('\n', json->stream);
  json->separate = false;
}
