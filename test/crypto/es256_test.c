/* SPDX-License-Identifier: Apache-2.0 */
/* es256_test.c: signatures of es256.tsv are accepted or rejected as it says, and no changed byte of
 * a good one is accepted. */
#include <stdio.h>
#include <string.h>

#include <thimble/crypto.h>

#include "board/board.h"
#include "crypto/signature_line.h"
#include "unit.h"

static char table[64 * 1024];

/* Takes a line `NAME VERDICT es256 KEY MESSAGE SIGNATURE` off the table; null at its end. */
static char *next_line(char **rest) {
  char *line = *rest, *end = strchr(line, '\n');
  if (end == NULL)
    return NULL;
  *end = '\0';
  *rest = end + 1;
  return line;
}

static void check_line(char *line) {
  char *verdict = strchr(line, '\t');
  assert_non_null(verdict);
  *verdict++ = '\0';
  char *rest = strchr(verdict, '\t');
  assert_non_null(rest);
  *rest++ = '\0';
  struct signature_line parts;
  uint8_t digest[THIMBLE_DIGEST_SIZE];
  assert_null(signature_line_read(&parts, rest, strlen(rest)));
  thimble_sha256(parts.message, digest);
  if (thimble_es256_verify(parts.key, digest, parts.signature) != (strcmp(verdict, "accept") == 0))
    fail_msg("%s is not %sed", line, verdict);
}

static void load(void) {
  int32_t length = board_file_read(ES256_TABLE, (uint8_t *)table, sizeof table - 1);
  assert_in_range(length, 1000, sizeof table - 2);
  table[length] = '\0';
}

static void every_line_of_the_table(void **state) {
  (void)state;
  char *rest = table, *line;
  uint32_t lines = 0;
  load();
  for (; (line = next_line(&rest)) != NULL; lines++)
    check_line(line);
  assert_true(lines > 50);
}

/* The first line is a good signature. */
static void no_changed_byte_is_accepted(void **state) {
  (void)state;
  char *rest = table;
  struct signature_line parts;
  uint8_t digest[THIMBLE_DIGEST_SIZE], key[THIMBLE_PUBLIC_KEY_SIZE];
  uint8_t signature[THIMBLE_SIGNATURE_SIZE];
  load();
  char *line = strstr(next_line(&rest), "es256");
  assert_null(signature_line_read(&parts, line, strlen(line)));
  thimble_sha256(parts.message, digest);
  memcpy(key, parts.key.data, sizeof key);
  memcpy(signature, parts.signature.data, sizeof signature);
  const struct {
    uint8_t *bytes;
    uint32_t length;
  } inputs[] = {{digest, sizeof digest}, {key, sizeof key}, {signature, sizeof signature}};
  const struct thimble_bytes key_view = {key, sizeof key};
  const struct thimble_bytes signature_view = {signature, sizeof signature};
  assert_true(thimble_es256_verify(key_view, digest, signature_view));
  for (uint32_t i = 0; i < COUNT(inputs); i++)
    for (uint32_t byte = 0; byte < inputs[i].length; byte += BYTE_STEP) {
      inputs[i].bytes[byte] ^= (uint8_t)(1u << byte % 8);
      assert_false(thimble_es256_verify(key_view, digest, signature_view));
      inputs[i].bytes[byte] ^= (uint8_t)(1u << byte % 8);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_line_of_the_table),
      cmocka_unit_test(no_changed_byte_is_accepted),
  };
  return cmocka_run_group_tests_name("ES256", tests, NULL, NULL);
}
