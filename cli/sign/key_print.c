/* SPDX-License-Identifier: Apache-2.0 */
/* key_print.c: see key_print.h. */
#include "cli/sign/key_print.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/common/hex_text.h"
#include "cli/common/json.h"
#include "cli/common/path.h"

static void print_hex(const char *before, struct thimble_bytes bytes, const char *after) {
  char *text = hex_text(bytes);
  printf("%s%s%s", before, text, after);
  free(text);
}

/* A name in C after that of the file, up to its first dot. */
static void print_name(const char *path) {
  fputs("public_", stdout);
  for (const char *name = path_last_part(path); *name && *name != '.'; name++)
    putchar(isalnum((unsigned char)*name) ? tolower((unsigned char)*name) : '_');
}

static void print_array(const struct key *key, const char *path) {
  print_hex("/* The public key ", key_identifier(key), ": a point on P-256, uncompressed. */\n");
  fputs("static const uint8_t ", stdout);
  print_name(path);
  printf("[%u] = {", KEY_POINT_LENGTH);
  for (uint32_t index = 0; index < KEY_POINT_LENGTH; index++)
    printf("%s0x%02x,", index % 13 == 0 ? "\n    " : " ", key->point[index]);
  puts("\n};");
}

static void print_text(const struct key *key, const struct key_files *files) {
  if (files->private)
    printf("%s: the private key; keep it secret\n", files->private);
  if (files->public)
    printf("%s: the public key\n", files->public);
  print_hex("key ", key_identifier(key), "\n");
}

static void print_json(const struct key *key, const struct key_files *files) {
  struct json json;
  json_start(&json, stdout);
  json_begin_object(&json, NULL);
  json_hex(&json, "key", key_identifier(key));
  json_hex(&json, "point", key_point(key));
  if (files->private)
    json_string(&json, "private", files->private);
  if (files->public)
    json_string(&json, "public", files->public);
  json_end_object(&json);
  json_end_line(&json);
}

void key_print(const struct key *key, const struct key_files *files, enum key_form form) {
  switch (form) {
  case KEY_FORM_RAW:
    print_array(key, files->public ? files->public : files->private);
    break;
  case KEY_FORM_HEX:
    print_hex("", key_point(key), "\n");
    break;
  case KEY_FORM_JSON:
    print_json(key, files);
    break;
  default:
    print_text(key, files);
  }
}
