/* SPDX-License-Identifier: Apache-2.0 */
/* discovery.c: see discovery.h. */
#include "link/coap/discovery.h"

#include <string.h>

#include "base/text.h"

/* A value matches as a whole, or by its start where the pattern ends in an asterisk (RFC 6690,
 * section 4.1). */
static bool matches(struct thimble_bytes value, struct thimble_bytes pattern) {
  if (pattern.length > 0 && pattern.data[pattern.length - 1] == '*')
    return value.length >= pattern.length - 1 &&
           memcmp(value.data, pattern.data, pattern.length - 1) == 0;
  return value.length == pattern.length && memcmp(value.data, pattern.data, value.length) == 0;
}

/* Whether one of the words between spaces matches. */
static bool any_matches(const char *words, struct thimble_bytes pattern) {
  while (words != NULL) {
    uint32_t length = 0;
    while (words[length] != '\0' && words[length] != ' ')
      length++;
    if (matches((struct thimble_bytes){(const uint8_t *)words, length}, pattern))
      return true;
    words = words[length] == '\0' ? NULL : words + length + 1;
  }
  return false;
}

static bool path_matches(const char *path, struct thimble_bytes pattern) {
  if (pattern.length == 0 || pattern.data[0] != '/')
    return false;
  pattern.data++;
  pattern.length--;
  return matches((struct thimble_bytes){(const uint8_t *)path, (uint32_t)strlen(path)}, pattern);
}

static bool format_matches(uint32_t format, struct thimble_bytes pattern) {
  char digits[12];
  struct thimble_text text;
  if (format == THIMBLE_COAP_NONE)
    return false;
  thimble_text_start(&text, digits, sizeof digits);
  thimble_text_append_unsigned(&text, format);
  return any_matches(digits, pattern);
}

static bool title_matches(const char *title, struct thimble_bytes pattern) {
  return title != NULL &&
         matches((struct thimble_bytes){(const uint8_t *)title, (uint32_t)strlen(title)}, pattern);
}

static bool is_named(struct thimble_bytes query, const char *name, struct thimble_bytes *pattern) {
  uint32_t length = (uint32_t)strlen(name);
  if (query.length < length || memcmp(query.data, name, length) != 0)
    return false;
  *pattern = (struct thimble_bytes){query.data + length, query.length - length};
  return true;
}

/* An attribute that no link of ours has selects nothing. */
static bool query_selects(struct thimble_bytes query,
                          const struct thimble_coap_resource *resource) {
  struct thimble_bytes pattern;
  if (is_named(query, "href=", &pattern))
    return path_matches(resource->path, pattern);
  if (is_named(query, "rt=", &pattern))
    return any_matches(resource->type, pattern);
  if (is_named(query, "if=", &pattern))
    return any_matches(resource->interface, pattern);
  if (is_named(query, "ct=", &pattern))
    return format_matches(resource->content_format, pattern);
  if (is_named(query, "title=", &pattern))
    return title_matches(resource->title, pattern);
  return is_named(query, "obs", &pattern) && pattern.length == 0 &&
         (resource->flags & THIMBLE_COAP_OBSERVABLE) != 0;
}

static bool is_selected(const struct thimble_coap_request *request,
                        const struct thimble_coap_resource *resource) {
  struct thimble_coap_options options;
  struct thimble_bytes query;
  if ((resource->flags & THIMBLE_COAP_HIDDEN) != 0)
    return false;
  thimble_coap_options_start(&options, request->options);
  while (thimble_coap_next(&options, THIMBLE_COAP_URI_QUERY, &query)) {
    if (!query_selects(query, resource))
      return false;
  }
  return true;
}

static void append_attribute(struct thimble_coap_slice *slice, const char *name,
                             const char *value) {
  if (value == NULL)
    return;
  thimble_coap_slice_text(slice, name);
  thimble_coap_slice_text(slice, value);
  thimble_coap_slice_text(slice, "\"");
}

static void append_link(struct thimble_coap_slice *slice,
                        const struct thimble_coap_resource *resource) {
  char digits[12];
  struct thimble_text text;
  thimble_coap_slice_text(slice, slice->position == 0 ? "</" : ",</");
  thimble_coap_slice_text(slice, resource->path);
  thimble_coap_slice_text(slice, ">");
  append_attribute(slice, ";rt=\"", resource->type);
  append_attribute(slice, ";if=\"", resource->interface);
  append_attribute(slice, ";title=\"", resource->title);
  if (resource->content_format != THIMBLE_COAP_NONE) {
    thimble_text_start(&text, digits, sizeof digits);
    thimble_text_append_unsigned(&text, resource->content_format);
    thimble_coap_slice_text(slice, ";ct=");
    thimble_coap_slice_text(slice, digits);
  }
  if ((resource->flags & THIMBLE_COAP_OBSERVABLE) != 0)
    thimble_coap_slice_text(slice, ";obs");
}

static void handle(void *data, const struct thimble_coap_request *request,
                   struct thimble_coap_response *response) {
  (void)data;
  const struct thimble_coap *coap = request->coap;
  struct thimble_coap_slice slice = {response, 0};
  for (uint32_t i = 0; i < coap->resource_count; i++) {
    if (is_selected(request, &coap->resources[i]))
      append_link(&slice, &coap->resources[i]);
  }
  response->total = slice.position;
}

const struct thimble_coap_resource thimble_coap_discovery = {
    .path = ".well-known/core",
    .methods = THIMBLE_COAP_METHOD(THIMBLE_COAP_GET),
    .flags = THIMBLE_COAP_MULTICAST | THIMBLE_COAP_HIDDEN,
    .content_format = THIMBLE_COAP_LINKS,
    .handle = handle,
};
