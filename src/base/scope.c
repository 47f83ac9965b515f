/* SPDX-License-Identifier: Apache-2.0 */
/* scope.c: whether a list of key prefixes includes a key (permission.h). */
#include <thimble/permission.h>

#include <string.h>

/* Whether the text SPACE/KEY begins with `prefix`. Neither is put together. */
static bool begins_with(const char *space, struct thimble_bytes key, struct thimble_bytes prefix) {
  uint32_t space_length = (uint32_t)strlen(space);
  if (prefix.length <= space_length)
    return memcmp(space, prefix.data, prefix.length) == 0;
  if (memcmp(space, prefix.data, space_length) != 0 || prefix.data[space_length] != '/')
    return false;
  uint32_t rest = prefix.length - space_length - 1;
  if (rest == 0)
    return true;
  return rest <= key.length && memcmp(key.data, prefix.data + space_length + 1, rest) == 0;
}

/* An empty prefix, which a well-formed list does not have, includes nothing. */
bool thimble_scope_has_key(struct thimble_bytes prefixes, const char *space,
                           struct thimble_bytes key) {
  if (prefixes.length == 0)
    return true;
  uint32_t start = 0;
  for (uint32_t i = 0; i <= prefixes.length; i++) {
    if (i < prefixes.length && prefixes.data[i] != ' ')
      continue;
    struct thimble_bytes prefix = {prefixes.data + start, i - start};
    if (prefix.length > 0 && begins_with(space, key, prefix))
      return true;
    start = i + 1;
  }
  return false;
}
