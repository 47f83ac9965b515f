/* SPDX-License-Identifier: Apache-2.0 */
/* policy_file.c: see policy_file.h. Read it from the bottom: the file, its keys, their values. */
#include "cli/sign/policy_file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <thimble/limits.h>

#include "cli/common/message.h"
#include "cli/project/settings_file.h"
#include "cli/sign/policy_list.h"

#define SEPARATORS " \t,"

/* Those that the owner's file has too come first. The numbers are in the order of the record. */
enum entry {
  ENTRY_KEYS,
  ENTRY_VENDOR,
  ENTRY_CLASS,
  ENTRY_DEVICE,
  ENTRIES_OF_OWNER,
  ENTRY_TENANT = ENTRIES_OF_OWNER,
  ENTRY_GRANTS,
  ENTRY_HOOKS,
  ENTRY_CONTAINERS,
  ENTRY_MEMORY,
  ENTRY_FUEL,
  ENTRY_LOG,
  ENTRY_LOG_BELOW,
  ENTRY_FAILURES,
  ENTRY_MESSAGES,
  ENTRY_PRIVATE,
  ENTRY_SHARED,
  ENTRIES_OF_TENANT
};
_Static_assert(ENTRY_MESSAGES - ENTRY_CONTAINERS + 1 == POLICY_NUMBERS, "a key for each number");

static const struct settings_key entries[ENTRIES_OF_TENANT] = {
    [ENTRY_KEYS] = {"keys", true},           [ENTRY_VENDOR] = {"vendor", false},
    [ENTRY_CLASS] = {"class", false},        [ENTRY_DEVICE] = {"device", false},
    [ENTRY_TENANT] = {"tenant", false},      [ENTRY_GRANTS] = {"grants", true},
    [ENTRY_HOOKS] = {"hooks", true},         [ENTRY_CONTAINERS] = {"containers", false},
    [ENTRY_MEMORY] = {"memory", false},      [ENTRY_FUEL] = {"fuel-per-second", false},
    [ENTRY_LOG] = {"log-per-second", false}, [ENTRY_LOG_BELOW] = {"log-below", false},
    [ENTRY_FAILURES] = {"failures", false},  [ENTRY_MESSAGES] = {"messages", false},
    [ENTRY_PRIVATE] = {"private", false},    [ENTRY_SHARED] = {"shared", false},
};

/* What holds when the file does not say it, and the most that a host can hold. */
static const struct {
  uint32_t standard;
  uint32_t most;
} numbers[POLICY_NUMBERS] = {
    [0] = {1, UINT8_MAX},
    [ENTRY_MEMORY - ENTRY_CONTAINERS] = {0, THIMBLE_MEMORY_MAXIMUM},
    [ENTRY_FUEL - ENTRY_CONTAINERS] = {0, UINT32_MAX},
    [ENTRY_LOG - ENTRY_CONTAINERS] = {0, UINT16_MAX},
    [ENTRY_LOG_BELOW - ENTRY_CONTAINERS] = {0, UINT8_MAX},
    [ENTRY_FAILURES - ENTRY_CONTAINERS] = {3, UINT8_MAX},
    [ENTRY_MESSAGES - ENTRY_CONTAINERS] = {0, UINT8_MAX},
};

static bool read_part(const char **text, uint16_t *number) {
  size_t digits = strspn(*text, "0123456789");
  unsigned long value = digits > 0 && digits < 8 ? strtoul(*text, NULL, 10) : ULONG_MAX;
  if (value > UINT16_MAX)
    return false;
  *number = (uint16_t)value;
  *text += digits;
  *text += strspn(*text, SEPARATORS);
  return true;
}

/* ENTRIES, BYTES, WRITES and perhaps `kept`. */
static bool read_quota(struct thimble_key_value_quota *quota, const struct project_place *place,
                       const char *value) {
  const char *text = value + strspn(value, SEPARATORS);
  if (read_part(&text, &quota->entries) && read_part(&text, &quota->bytes) &&
      read_part(&text, &quota->writes_per_second)) {
    quota->kept = strcmp(text, "kept") == 0;
    if (quota->kept || !*text)
      return true;
  }
  message_error_at(place->file, place->line,
                   "%s = %s; it needs entries, bytes and writes for each second, from 0 to %u, and "
                   "perhaps kept",
                   place->key, value, UINT16_MAX);
  return false;
}

static bool take_value(void *context, size_t entry, const struct project_place *place,
                       const char *value) {
  struct policy *policy = context;
  switch (entry) {
  case ENTRY_KEYS:
    return policy_read_keys(policy, place, value);
  case ENTRY_VENDOR:
    return project_value_vendor(place, value, &policy->vendor);
  case ENTRY_CLASS:
    return project_value_class(place, value, &policy->class);
  case ENTRY_DEVICE:
    return project_value_class(place, value, &policy->device);
  case ENTRY_TENANT:
    return project_value_name(place, value, THIMBLE_NAME_MAXIMUM, "", &policy->tenant);
  case ENTRY_GRANTS:
    return project_grants_read(place, value, &policy->grants);
  case ENTRY_HOOKS:
    return policy_read_hooks(policy, place, value);
  case ENTRY_PRIVATE:
    return read_quota(&policy->private_values, place, value);
  case ENTRY_SHARED:
    return read_quota(&policy->shared_values, place, value);
  default:
    return project_value_number(place, value, 0, numbers[entry - ENTRY_CONTAINERS].most,
                                &policy->numbers[entry - ENTRY_CONTAINERS]);
  }
}

static bool is_complete(const struct policy *policy, enum policy_kind kind) {
  const char *missing = NULL;
  if (kind == POLICY_OF_OWNER && policy->point_count == 0)
    missing = "names no key, and would lock the owner out; write keys = FILE.pub.pem";
  else if (kind == POLICY_OF_TENANT && !policy->tenant)
    missing = "names no tenant; write tenant = NAME";
  else if (kind == POLICY_OF_TENANT && !policy->all_hooks && policy->hook_count == 0)
    missing = "names no hook; write hooks = NAME, or hooks = * for all of them";
  if (missing)
    message_error_at(policy->path, 0, "%s", missing);
  return !missing;
}

bool policy_file_read(struct policy *policy, const char *path, enum policy_kind kind) {
  const struct settings_form form = {
      entries, kind == POLICY_OF_OWNER ? ENTRIES_OF_OWNER : ENTRIES_OF_TENANT, take_value, NULL};
  *policy = (struct policy){.path = path};
  for (size_t index = 0; index < POLICY_NUMBERS; index++)
    policy->numbers[index] = numbers[index].standard;
  return settings_file_read(path, &form, policy) && is_complete(policy, kind);
}

void policy_free(struct policy *policy) {
  for (uint32_t index = 0; index < policy->hook_count; index++)
    free(policy->hooks[index]);
  free(policy->tenant);
  free(policy->vendor);
  free(policy->class);
  free(policy->device);
  project_grants_free(&policy->grants);
  *policy = (struct policy){0};
}
