/* SPDX-License-Identifier: Apache-2.0 */
/* compose.c: see compose.h. The payload lies in the buffer behind THIMBLE_COAP_OVERHEAD bytes, or
 * elsewhere; header and options, which are at most so long, are written in front and the payload is
 * moved to them. */
#include "link/coap/compose.h"

#include "link/coap/request.h"
#include "link/coap/write.h"

enum {
  MARKER = 1,
  BLOCK2 = 4, /* bytes of the option at most */
  BLOCK1 = 5,
  UNSLICED_OVERHEAD = 4 + 3 + MARKER /* header and Content-Format */
};

void thimble_coap_response_start(const struct thimble_coap_request *request,
                                 struct thimble_coap_response *response, uint32_t limit) {
  const struct thimble_coap *coap = request->coap;
  uint32_t overhead = UNSLICED_OVERHEAD + request->message->token.length +
                      (request->block1 != THIMBLE_COAP_NONE ? BLOCK1 : 0);
  bool is_safe = thimble_coap_is_safe(request->method);
  uint8_t exponent = request->block2.exponent;
  *response = (struct thimble_coap_response){
      .code = is_safe ? THIMBLE_COAP_CONTENT : THIMBLE_COAP_CHANGED,
      .payload = coap->buffer + THIMBLE_COAP_OVERHEAD,
      .total = THIMBLE_COAP_NONE,
      .content_format = THIMBLE_COAP_NONE,
      .max_age = THIMBLE_COAP_NONE,
      .size_limit = THIMBLE_COAP_NONE,
  };
  if (exponent > coap->block_exponent)
    exponent = coap->block_exponent;
  if (is_safe) {
    response->offset = thimble_coap_block_offset(request->block2);
    response->capacity = 16u << exponent;
  } else {
    uint32_t room = coap->buffer_size - THIMBLE_COAP_OVERHEAD;
    response->capacity = limit > overhead ? limit - overhead : 0;
    if (response->capacity > room)
      response->capacity = room;
  }
}

void thimble_coap_reply_start(struct thimble_coap_reply *reply,
                              const struct thimble_coap_request *request) {
  uint8_t most = request->coap->block_exponent;
  *reply = (struct thimble_coap_reply){
      .head.token = request->message->token,
      .limit = request->budget,
      .observe = THIMBLE_COAP_NONE,
      .block1 = request->block1,
      .exponent = request->block2.exponent < most ? request->block2.exponent : most,
      .has_block2 = request->has_block2,
      .wants_size = request->wants_size,
      .may_slice = thimble_coap_is_safe(request->method),
  };
}

static void write_if(struct thimble_coap_writer *writer, uint32_t number, uint32_t value) {
  if (value != THIMBLE_COAP_NONE)
    thimble_coap_write_unsigned(writer, number, value);
}

static void write_block2(struct thimble_coap_writer *writer, const struct thimble_coap_reply *reply,
                         const struct thimble_coap_response *response) {
  struct thimble_coap_block block = {response->offset >> (reply->exponent + 4), reply->exponent,
                                     response->more};
  if (reply->may_slice && response->code == THIMBLE_COAP_CONTENT &&
      (reply->has_block2 || response->more || response->offset > 0))
    thimble_coap_write_unsigned(writer, THIMBLE_COAP_BLOCK2, thimble_coap_block_value(block));
}

static void write_options(struct thimble_coap_writer *writer,
                          const struct thimble_coap_reply *reply,
                          const struct thimble_coap_response *response) {
  bool is_first = response->offset == 0;
  if (response->etag_length > 0)
    thimble_coap_write_option(writer, THIMBLE_COAP_ETAG,
                              (struct thimble_bytes){response->etag, response->etag_length});
  write_if(writer, THIMBLE_COAP_OBSERVE, reply->observe);
  if (response->length > 0)
    write_if(writer, THIMBLE_COAP_CONTENT_FORMAT, response->content_format);
  write_if(writer, THIMBLE_COAP_MAX_AGE, response->max_age);
  write_block2(writer, reply, response);
  write_if(writer, THIMBLE_COAP_BLOCK1, reply->block1);
  if (reply->wants_size && is_first)
    write_if(writer, THIMBLE_COAP_SIZE2, response->total);
  write_if(writer, THIMBLE_COAP_SIZE1, response->size_limit);
  if (reply->has_echo)
    thimble_coap_write_option(writer, THIMBLE_COAP_ECHO,
                              (struct thimble_bytes){reply->echo, sizeof reply->echo});
}

/* Halves the block until the message fits, or the block is the smallest. Offsets are multiples of
 * the larger size, so of the smaller one too. */
static void fit(struct thimble_coap_reply *reply, struct thimble_coap_response *response,
                uint32_t overhead) {
  if (!reply->may_slice || THIMBLE_COAP_CLASS(response->code) != 2)
    return;
  uint32_t length = response->length;
  while (reply->exponent > 0 && overhead + length > reply->limit) {
    reply->exponent--;
    uint32_t size = 16u << reply->exponent;
    length = response->length < size ? response->length : size;
  }
  if (length < response->length) {
    response->length = length;
    response->more = reply->is_cut = true;
  }
}

uint32_t thimble_coap_compose(const struct thimble_coap *coap, struct thimble_coap_reply *reply,
                              struct thimble_coap_response *response) {
  struct thimble_coap_writer writer;
  reply->head.code = response->code;
  reply->is_cut = false;
  thimble_coap_writer_start(&writer, coap->buffer, THIMBLE_COAP_OVERHEAD, &reply->head);
  write_options(&writer, reply, response);
  fit(reply, response, writer.length + BLOCK2 + MARKER);
  thimble_coap_writer_start(&writer, coap->buffer, THIMBLE_COAP_OVERHEAD, &reply->head);
  write_options(&writer, reply, response);
  writer.capacity = reply->limit < coap->buffer_size ? reply->limit : coap->buffer_size;
  if (writer.length > writer.capacity)
    return 0;
  thimble_coap_write_payload(&writer, (struct thimble_bytes){response->payload, response->length});
  return writer.is_cut ? 0 : writer.length;
}
