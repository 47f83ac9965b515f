/* SPDX-License-Identifier: Apache-2.0 */
/* json.h: writes JSON (RFC 8259) straight to a stream: whole 64-bit numbers, any bytes as text.
 *
 * Rules of use: begin and end in pairs; `key` is null inside an array and at the top. Nothing is
 * kept in memory, so a value may be followed by anything else that is written in between. */
#ifndef THIMBLE_CLI_COMMON_JSON_H
#define THIMBLE_CLI_COMMON_JSON_H

#include <stdbool.h>
#include <stdio.h>
#include <thimble/bytes.h>

struct json {
  FILE *stream;
  bool separate; /* a comma is due before the next value */
};

void json_start(struct json *json, FILE *stream);

void json_begin_object(struct json *json, const char *key);
void json_end_object(struct json *json);
void json_begin_array(struct json *json, const char *key);
void json_end_array(struct json *json);

void json_integer(struct json *json, const char *key, int64_t number);
void json_boolean(struct json *json, const char *key, bool value);

/* 0x and hexadecimal digits, as a string: an address may exceed what JSON readers hold exactly. */
void json_address(struct json *json, const char *key, uint64_t address);

void json_string(struct json *json, const char *key, const char *string);

/* Bytes that are not UTF-8 become U+FFFD. */
void json_bytes(struct json *json, const char *key, struct thimble_bytes text);

/* Two hexadecimal digits for each byte, as a string. */
void json_hex(struct json *json, const char *key, struct thimble_bytes bytes);

/* Ends the line after an object at the top; the next one may begin. */
void json_end_line(struct json *json);

#endif
