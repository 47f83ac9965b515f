/* SPDX-License-Identifier: Apache-2.0 */
/* keeper.c: keeps bytes and an integer, reads both back, lists the keys, deletes one, and adds up
 * what the bindings return, each in a decimal place of its own. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  static const char name[4] = {'n', 'a', 'm', 'e'};
  char bytes[8], key[8];
  int64_t level = 0;
  int64_t sum = thimble_value_set_bytes(THIMBLE_SPACE_PRIVATE, "bytes", name, sizeof name);
  sum += thimble_value_set(THIMBLE_SPACE_PRIVATE, "level", 7);
  sum += 10 * thimble_value_get_bytes(THIMBLE_SPACE_PRIVATE, "bytes", bytes, sizeof bytes);
  sum += 100 * thimble_value_next(THIMBLE_SPACE_PRIVATE, "bytes", key, sizeof key);
  if (key[0] == 'l' && bytes[3] == 'e')
    sum += thimble_value_get(THIMBLE_SPACE_PRIVATE, key, &level, sizeof level);
  sum += thimble_value_delete(THIMBLE_SPACE_PRIVATE, "bytes");
  sum += thimble_value_delete(THIMBLE_SPACE_PRIVATE, "bytes") * 1000;
  return sum + level;
}
