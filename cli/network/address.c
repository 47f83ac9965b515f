/* SPDX-License-Identifier: Apache-2.0 */
/* address.c: see address.h. */
#include "cli/network/address.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"

#define HOST_MAXIMUM 255u
#define SCHEME "coap://"

/* ":PORT", or nothing. */
static bool read_port(const char *text, size_t length, uint16_t *port) {
  unsigned long number = 0;
  *port = ADDRESS_PORT;
  if (length == 0)
    return true;
  if (text[0] != ':' || length < 2 || length > 6)
    return false;
  for (size_t i = 1; i < length; i++) {
    if (!isdigit((unsigned char)text[i]))
      return false;
    number = number * 10 + (unsigned long)(text[i] - '0');
  }
  *port = (uint16_t)number;
  return number > 0 && number <= UINT16_MAX;
}

static bool is_host(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (!isalnum((unsigned char)text[i]) && !strchr(".:-_%", text[i]))
      return false;
  }
  return length > 0 && length <= HOST_MAXIMUM;
}

/* How many bytes are the host: up to its bracket, its only colon, or the end. */
static size_t host_length(const char *text, size_t length) {
  const char *colon = memchr(text, ':', length);
  if (!colon || memchr(colon + 1, ':', length - (size_t)(colon + 1 - text)))
    return length;
  return (size_t)(colon - text);
}

bool address_read(struct address *address, const char *text) {
  if (strncmp(text, SCHEME, strlen(SCHEME)) == 0)
    text += strlen(SCHEME);
  size_t length = strlen(text);
  if (length > 0 && text[length - 1] == '/')
    length--;
  bool bracket = length > 0 && text[0] == '[';
  const char *close = bracket ? memchr(text, ']', length) : NULL;
  if (bracket && !close)
    return false;
  const char *host = bracket ? text + 1 : text;
  size_t host_bytes = bracket ? (size_t)(close - host) : host_length(text, length);
  const char *rest = bracket ? close + 1 : text + host_bytes;
  if (!is_host(host, host_bytes) ||
      !read_port(rest, length - (size_t)(rest - text), &address->port))
    return false;
  address->host = memory_format("%.*s", (int)host_bytes, host);
  return true;
}

char *address_text(const struct address *address) {
  bool bracket = strchr(address->host, ':') != NULL;
  return memory_format("coap://%s%s%s:%u", bracket ? "[" : "", address->host, bracket ? "]" : "",
                       (unsigned)address->port);
}

void address_free(struct address *address) {
  free(address->host);
  address->host = NULL;
}
