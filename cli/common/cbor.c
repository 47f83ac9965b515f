/* SPDX-License-Identifier: Apache-2.0 */
/* cbor.c: see cbor.h. */
#include "cli/common/cbor.h"

#include <string.h>

#include "cli/common/memory.h"

/* The heads of all major types are those of an unsigned integer but for the upper three bits. */
static void put_head(struct thimble_cbor_writer *writer, uint8_t major, uint32_t value) {
  uint32_t start = writer->length;
  thimble_cbor_write_unsigned(writer, value);
  if (!writer->overflow)
    writer->bytes[start] = (uint8_t)(writer->bytes[start] | major << 5);
}

void cbor_put_negative(struct thimble_cbor_writer *writer, uint32_t value) {
  put_head(writer, 1, value);
}

void cbor_put_tag(struct thimble_cbor_writer *writer, uint32_t tag) {
  put_head(writer, 6, tag);
}

void cbor_put_null(struct thimble_cbor_writer *writer) {
  put_head(writer, 7, 22);
}

void cbor_put_boolean(struct thimble_cbor_writer *writer, bool value) {
  put_head(writer, 7, value ? 21 : 20);
}

void cbor_put_string(struct thimble_cbor_writer *writer, const char *text) {
  thimble_cbor_write_text(writer,
                          (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)});
}

struct file_bytes cbor_make(cbor_put *put, const void *content) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, NULL, 0);
  put(&writer, content);
  struct file_bytes made = {memory_get(writer.length + 1u, 1), writer.length};
  thimble_cbor_writer_start(&writer, made.data, made.length);
  put(&writer, content);
  return made;
}

void cbor_put_wrapped(struct thimble_cbor_writer *writer, cbor_put *put, const void *content) {
  struct file_bytes made = cbor_make(put, content);
  thimble_cbor_write_bytes(writer, cbor_bytes(&made));
  file_free(&made);
}

struct thimble_bytes cbor_bytes(const struct file_bytes *made) {
  return (struct thimble_bytes){made->data, made->length};
}
