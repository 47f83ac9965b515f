/* SPDX-License-Identifier: Apache-2.0 */
/* suit_seeds.c: the cases of test/suit as inputs for the fuzzers of envelopes and manifests. */
#include "fuzz/suit_seeds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cbor_read.h"
#include "suit/table.h"

static void write_file(const char *folder, const char *kind, const char *name, const uint8_t *bytes,
                       size_t size) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s/%s", folder, kind, name);
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
    perror(path);
    exit(1);
  }
}

/* The manifest of an envelope of sound form, behind answers that are all yes. */
static void write_manifest(const char *folder, const struct suit_case *row) {
  uint8_t input[9 + CASE_SIZE] = {0};
  struct thimble_cbor_reader reader;
  struct thimble_bytes content;
  uint32_t number;
  thimble_cbor_reader_start(&reader, row->envelope);
  if (thimble_cbor_read_tag(&reader, &number) != THIMBLE_OK ||
      thimble_cbor_read_map(&reader, &number) != THIMBLE_OK ||
      thimble_cbor_read_unsigned(&reader, &number) != THIMBLE_OK ||
      thimble_cbor_read_bytes(&reader, &content) != THIMBLE_OK ||
      thimble_cbor_read_unsigned(&reader, &number) != THIMBLE_OK ||
      thimble_cbor_read_bytes(&reader, &content) != THIMBLE_OK || content.length == 0)
    return;
  memcpy(input + 9, content.data, content.length);
  write_file(folder, "suit", row->name, input, 9 + content.length);
}

void write_suit_seeds(const char *folder) {
  struct suit_case row;
  suit_table_start();
  while (suit_table_next(&row)) {
    write_file(folder, "envelope", row.name, row.envelope.data, row.envelope.length);
    write_manifest(folder, &row);
  }
}
