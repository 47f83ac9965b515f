/* SPDX-License-Identifier: Apache-2.0 */
/* route.c: from a request to its resource. */
#include <string.h>

#include "link/coap/discovery.h"
#include "link/coap/request.h"

/* Takes the segments of a path from the options, one after the other. The options stand behind the
 * last one. Each turn takes one segment of the path. */
static bool take_path(struct thimble_coap_options *options, const char *path) {
  struct thimble_bytes segment;
  while (*path != '\0') {
    uint32_t length = 0;
    while (path[length] != '\0' && path[length] != '/')
      length++;
    if (!thimble_coap_next(options, THIMBLE_COAP_URI_PATH, &segment) || segment.length != length ||
        memcmp(segment.data, path, length) != 0)
      return false;
    path += path[length] == '\0' ? length : length + 1;
  }
  return true;
}

static bool fits(const struct thimble_coap_request *request,
                 const struct thimble_coap_resource *resource) {
  struct thimble_coap_options options;
  struct thimble_bytes segment;
  thimble_coap_options_start(&options, request->options);
  if (!take_path(&options, resource->path))
    return false;
  return (resource->flags & THIMBLE_COAP_SUBTREE) != 0 ||
         !thimble_coap_next(&options, THIMBLE_COAP_URI_PATH, &segment);
}

void thimble_coap_rest_start(const struct thimble_coap_request *request,
                             struct thimble_coap_options *options) {
  thimble_coap_options_start(options, request->options);
  (void)take_path(options, request->resource->path);
}

static const struct thimble_coap_resource *find(const struct thimble_coap_request *request) {
  const struct thimble_coap *coap = request->coap;
  for (uint32_t i = 0; i < coap->resource_count; i++) {
    if (fits(request, &coap->resources[i]))
      return &coap->resources[i];
  }
  return fits(request, &thimble_coap_discovery) ? &thimble_coap_discovery : NULL;
}

bool thimble_coap_is_safe(uint8_t method) {
  return method == THIMBLE_COAP_GET || method == THIMBLE_COAP_FETCH;
}

static bool has_condition(const struct thimble_coap_request *request) {
  struct thimble_coap_options options;
  struct thimble_coap_option option;
  thimble_coap_options_start(&options, request->options);
  while (thimble_coap_option_read(&options, &option) == THIMBLE_OK) {
    if (option.number == THIMBLE_COAP_IF_MATCH || option.number == THIMBLE_COAP_IF_NONE_MATCH)
      return true;
  }
  return false;
}

uint8_t thimble_coap_request_route(struct thimble_coap_request *request) {
  const struct thimble_coap_resource *resource = find(request);
  if (resource == NULL)
    return THIMBLE_COAP_NOT_FOUND;
  request->resource = resource;
  if (request->method > THIMBLE_COAP_IPATCH ||
      (resource->methods & THIMBLE_COAP_METHOD(request->method)) == 0)
    return THIMBLE_COAP_METHOD_NOT_ALLOWED;
  if ((resource->flags & THIMBLE_COAP_CONDITIONAL) == 0 && has_condition(request))
    return THIMBLE_COAP_BAD_OPTION;
  if ((resource->flags & THIMBLE_COAP_ANY_FORMAT) == 0 && request->accept != THIMBLE_COAP_NONE &&
      request->accept != resource->content_format)
    return THIMBLE_COAP_NOT_ACCEPTABLE;
  return 0;
}
