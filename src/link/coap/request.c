/* SPDX-License-Identifier: Apache-2.0 */
/* request.c: the options of a request, each checked against the table of what RFC 7252 and its
 * successors say of it. An option that is unknown, of a wrong length or repeated without right is
 * treated as unrecognised (RFC 7252, sections 5.4.1, 5.4.3 and 5.4.5). */
#include "link/coap/request.h"

#include <string.h>

struct rule {
  uint16_t number;
  uint8_t least; /* bytes of the value */
  uint8_t most;
  bool repeats;
};

static const struct rule rules[] = {
    {THIMBLE_COAP_IF_MATCH, 0, 8, true},    {THIMBLE_COAP_URI_HOST, 1, 255, false},
    {THIMBLE_COAP_ETAG, 1, 8, true},        {THIMBLE_COAP_IF_NONE_MATCH, 0, 0, false},
    {THIMBLE_COAP_OBSERVE, 0, 3, false},    {THIMBLE_COAP_URI_PORT, 0, 2, false},
    {THIMBLE_COAP_URI_PATH, 0, 255, true},  {THIMBLE_COAP_CONTENT_FORMAT, 0, 2, false},
    {THIMBLE_COAP_URI_QUERY, 0, 255, true}, {THIMBLE_COAP_ACCEPT, 0, 2, false},
    {THIMBLE_COAP_BLOCK2, 0, 3, false},     {THIMBLE_COAP_BLOCK1, 0, 3, false},
    {THIMBLE_COAP_SIZE2, 0, 4, false},      {THIMBLE_COAP_SIZE1, 0, 4, false},
    {THIMBLE_COAP_ECHO, 1, 40, false},      {THIMBLE_COAP_REQUEST_TAG, 0, 8, true},
};

static bool is_recognised(const struct thimble_coap_option *option, uint32_t before) {
  for (uint32_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    if (rules[i].number == option->number)
      return option->value.length >= rules[i].least && option->value.length <= rules[i].most &&
             (rules[i].repeats || option->number != before);
  }
  return false;
}

static uint8_t refusal_of(uint32_t number) {
  if (number == THIMBLE_COAP_PROXY_URI || number == THIMBLE_COAP_PROXY_SCHEME)
    return THIMBLE_COAP_NO_PROXY;
  return (number & 1) != 0 ? THIMBLE_COAP_BAD_OPTION : 0;
}

/* The length was checked, so only the reserved exponent can be refused. */
static uint8_t store_block(struct thimble_coap_request *request,
                           const struct thimble_coap_option *option, uint32_t number) {
  struct thimble_coap_block block;
  if (thimble_coap_block_read(option->value, &block) != THIMBLE_OK)
    return THIMBLE_COAP_BAD_REQUEST;
  if (option->number == THIMBLE_COAP_BLOCK1) {
    request->block1 = number;
  } else {
    request->block2 = block;
    request->has_block2 = true;
  }
  return 0;
}

static uint8_t store(struct thimble_coap_request *request,
                     const struct thimble_coap_option *option) {
  uint32_t number = 0;
  if (option->value.length <= 4)
    (void)thimble_coap_unsigned_read(option->value, &number);
  switch (option->number) {
  case THIMBLE_COAP_OBSERVE:
    request->observe = number;
    break;
  case THIMBLE_COAP_CONTENT_FORMAT:
    request->content_format = number;
    break;
  case THIMBLE_COAP_ACCEPT:
    request->accept = number;
    break;
  case THIMBLE_COAP_BLOCK2:
  case THIMBLE_COAP_BLOCK1:
    return store_block(request, option, number);
  case THIMBLE_COAP_SIZE2:
    request->wants_size = true;
    break;
  case THIMBLE_COAP_SIZE1:
    request->size = number;
    break;
  case THIMBLE_COAP_ECHO:
    request->echo = option->value;
    break;
  case THIMBLE_COAP_REQUEST_TAG:
    request->tag = option->value;
    break;
  default:
    break;
  }
  return 0;
}

/* Block1: where the payload belongs, and whether it has the length that the option says. */
static uint8_t place_payload(struct thimble_coap_request *request) {
  if (request->block1 == THIMBLE_COAP_NONE)
    return 0;
  if (request->method == THIMBLE_COAP_GET)
    return THIMBLE_COAP_BAD_REQUEST;
  uint32_t number = request->block1 >> 4, exponent = request->block1 & 7;
  uint32_t size = 16u << exponent;
  request->offset = number << (exponent + 4);
  request->more = (request->block1 & 8) != 0;
  bool is_sound = request->more ? request->payload.length == size : request->payload.length <= size;
  return is_sound ? 0 : THIMBLE_COAP_BAD_REQUEST;
}

static void clear(struct thimble_coap_request *request) {
  const struct thimble_coap_message *message = request->message;
  request->options = message->options;
  request->payload = message->payload;
  request->method = message->code;
  request->offset = 0;
  request->more = false;
  request->block2 = (struct thimble_coap_block){.exponent = request->coap->block_exponent};
  request->size = request->content_format = request->accept = THIMBLE_COAP_NONE;
  request->block1 = request->observe = THIMBLE_COAP_NONE;
}

uint8_t thimble_coap_request_read(struct thimble_coap_request *request) {
  struct thimble_coap_options options;
  struct thimble_coap_option option;
  uint32_t before = THIMBLE_COAP_NONE;
  clear(request);
  thimble_coap_options_start(&options, request->options);
  while (thimble_coap_option_read(&options, &option) == THIMBLE_OK) {
    uint8_t code =
        is_recognised(&option, before) ? store(request, &option) : refusal_of(option.number);
    if (code != 0)
      return code;
    before = option.number;
  }
  return place_payload(request);
}

bool thimble_coap_next(struct thimble_coap_options *options, uint32_t number,
                       struct thimble_bytes *value) {
  struct thimble_coap_option option;
  while (thimble_coap_option_read(options, &option) == THIMBLE_OK) {
    if (option.number == number) {
      *value = option.value;
      return true;
    }
  }
  return false;
}

bool thimble_coap_query(const struct thimble_coap_request *request, const char *name,
                        struct thimble_bytes *value) {
  struct thimble_coap_options options;
  uint32_t length = (uint32_t)strlen(name);
  thimble_coap_options_start(&options, request->options);
  while (thimble_coap_next(&options, THIMBLE_COAP_URI_QUERY, value)) {
    if (value->length < length || memcmp(value->data, name, length) != 0)
      continue;
    bool is_alone = value->length == length;
    if (!is_alone && value->data[length] != '=')
      continue;
    value->data += is_alone ? length : length + 1;
    value->length -= is_alone ? length : length + 1;
    return true;
  }
  return false;
}

bool thimble_coap_is_equal(struct thimble_bytes left, struct thimble_bytes right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

bool thimble_coap_has_etag(const struct thimble_coap_request *request, uint32_t number,
                           struct thimble_bytes etag) {
  struct thimble_coap_options options;
  struct thimble_bytes value;
  thimble_coap_options_start(&options, request->options);
  while (thimble_coap_next(&options, number, &value)) {
    if (thimble_coap_is_equal(value, etag))
      return true;
  }
  return false;
}

bool thimble_coap_may_go_on(const struct thimble_coap_request *request, bool exists,
                            struct thimble_bytes etag) {
  struct thimble_coap_options options;
  struct thimble_bytes value;
  thimble_coap_options_start(&options, request->options);
  bool asks = thimble_coap_next(&options, THIMBLE_COAP_IF_MATCH, &value);
  if (asks && !(exists &&
                (thimble_coap_has_etag(request, THIMBLE_COAP_IF_MATCH, etag) ||
                 thimble_coap_has_etag(request, THIMBLE_COAP_IF_MATCH, (struct thimble_bytes){0}))))
    return false;
  thimble_coap_options_start(&options, request->options);
  return !(exists && thimble_coap_next(&options, THIMBLE_COAP_IF_NONE_MATCH, &value));
}
