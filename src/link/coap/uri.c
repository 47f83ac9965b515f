/* SPDX-License-Identifier: Apache-2.0 */
/* uri.c: the parts of a coap URI. See coap_pull.h. */
#include <thimble/coap_pull.h>

enum {
  DEFAULT_PORT = 5683
};

static bool is_digit(uint8_t character) {
  return character >= '0' && character <= '9';
}

static bool is_hex(uint8_t character) {
  uint8_t lower = character | 0x20;
  return is_digit(character) || (lower >= 'a' && lower <= 'f');
}

/* Printable ASCII without spaces, whole percent-encodings, no fragment and no user. */
static bool is_sound(struct thimble_bytes text) {
  for (uint32_t i = 0; i < text.length; i++) {
    uint8_t character = text.data[i];
    if (character <= ' ' || character >= 0x7f || character == '#' || character == '@')
      return false;
    if (character == '%' &&
        (text.length - i < 3 || !is_hex(text.data[i + 1]) || !is_hex(text.data[i + 2])))
      return false;
  }
  return true;
}

/* Takes what stands before one of two characters, or all. */
static struct thimble_bytes take_until(struct thimble_bytes *text, uint8_t first, uint8_t second) {
  struct thimble_bytes taken = {text->data, 0};
  while (taken.length < text->length && text->data[taken.length] != first &&
         text->data[taken.length] != second)
    taken.length++;
  text->data += taken.length;
  text->length -= taken.length;
  return taken;
}

static bool skip(struct thimble_bytes *text, uint8_t character) {
  if (text->length == 0 || text->data[0] != character)
    return false;
  text->data++;
  text->length--;
  return true;
}

static enum thimble_result read_port(struct thimble_bytes digits, uint16_t *port) {
  uint32_t number = 0;
  if (digits.length == 0)
    return THIMBLE_OK;
  for (uint32_t i = 0; i < digits.length; i++) {
    if (!is_digit(digits.data[i]))
      return THIMBLE_ERROR_MALFORMED;
    number = number * 10 + digits.data[i] - '0';
    if (number > UINT16_MAX)
      return THIMBLE_ERROR_MALFORMED;
  }
  *port = (uint16_t)number;
  return number > 0 ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
}

/* `host[:port]`, with an IPv6 address in brackets. */
static enum thimble_result read_authority(struct thimble_coap_uri *uri, struct thimble_bytes text) {
  if (skip(&text, '[')) {
    uri->host = take_until(&text, ']', ']');
    if (!skip(&text, ']'))
      return THIMBLE_ERROR_MALFORMED;
  } else {
    uri->host = take_until(&text, ':', ':');
  }
  if (uri->host.length == 0)
    return THIMBLE_ERROR_MALFORMED;
  if (skip(&text, ':'))
    return read_port(text, &uri->port);
  return text.length == 0 ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
}

static enum thimble_result read_scheme(struct thimble_bytes *text) {
  static const char scheme[] = "coap";
  struct thimble_bytes name = take_until(text, ':', '/');
  bool is_ours = name.length == sizeof scheme - 1;
  if (!skip(text, ':') || !skip(text, '/') || !skip(text, '/'))
    return THIMBLE_ERROR_MALFORMED;
  for (uint32_t i = 0; is_ours && i < name.length; i++)
    is_ours = (name.data[i] | 0x20) == scheme[i];
  return is_ours ? THIMBLE_OK : THIMBLE_ERROR_UNSUPPORTED;
}

enum thimble_result thimble_coap_uri_read(struct thimble_coap_uri *uri, struct thimble_bytes text) {
  *uri = (struct thimble_coap_uri){.port = DEFAULT_PORT};
  if (!is_sound(text))
    return THIMBLE_ERROR_MALFORMED;
  enum thimble_result result = read_scheme(&text);
  if (result != THIMBLE_OK)
    return result;
  result = read_authority(uri, take_until(&text, '/', '?'));
  (void)skip(&text, '/');
  uri->path = take_until(&text, '?', '?');
  if (skip(&text, '?'))
    uri->query = text;
  return result;
}
