/* SPDX-License-Identifier: Apache-2.0 */
/* rights_fuzz.c: any bytes as a record. What is read obeys the rules that SPEC.md has for a reader,
 * and lies inside the bytes. */
#include <string.h>
#include <thimble/rights.h>

#include "base/name.h"
#include "fuzz/fuzz.h"

static bool is_inside(struct thimble_bytes view, const uint8_t *bytes, size_t size) {
  return view.data >= bytes && view.length <= size &&
         (size_t)(view.data - bytes) <= size - view.length;
}

static void check_keys(const struct thimble_rights *rights, const uint8_t *bytes, size_t size) {
  must(rights->key_count <= THIMBLE_RECORD_KEYS_MAXIMUM);
  for (uint32_t i = 0; i < rights->key_count; i++) {
    must(is_inside(rights->keys[i], bytes, size));
    must(rights->keys[i].length == THIMBLE_RECORD_KEY_LENGTH);
  }
}

static void check_tenant(const struct thimble_rights *rights, const uint8_t *bytes, size_t size) {
  check_keys(rights, bytes, size);
  must(thimble_name_is_valid(rights->tenant) && is_inside(rights->tenant, bytes, size));
  must(rights->all_hooks || rights->hook_count > 0);
  must(rights->hook_count <= THIMBLE_RECORD_HOOKS_MAXIMUM);
  for (uint32_t i = 0; i < rights->hook_count; i++) {
    must(is_inside(rights->hooks[i], bytes, size) && thimble_name_is_valid(rights->hooks[i]));
    must(thimble_rights_has_hook(rights, rights->hooks[i]));
  }
  must(rights->memory <= THIMBLE_MEMORY_MAXIMUM);
  must(rights->fuel_per_second <= THIMBLE_RATE_MAXIMUM);
  must((rights->allowed.grants & ~THIMBLE_GRANTS_ALL) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  struct thimble_rights rights;
  const struct thimble_bytes record = {bytes, (uint32_t)size};
  if (thimble_rights_read_tenant(&rights, record) == THIMBLE_OK)
    check_tenant(&rights, bytes, size);
  if (thimble_rights_read_owner(&rights, record) == THIMBLE_OK) {
    check_keys(&rights, bytes, size);
    must(rights.key_count > 0);
  }
  return 0;
}
