/* SPDX-License-Identifier: Apache-2.0 */
/* record_write.c: see record_write.h. Every key is written always: one encoding for each content,
 * and a reader without defaults. */
#include "cli/sign/record_write.h"

#include "cli/common/cbor.h"
#include "cli/image/grants_write.h"

static void put_number(struct thimble_cbor_writer *writer, uint32_t key, uint32_t number) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_unsigned(writer, number);
}

static void put_points(struct thimble_cbor_writer *writer, const struct policy *policy) {
  thimble_cbor_write_unsigned(writer, THIMBLE_RECORD_KEY_KEYS);
  thimble_cbor_write_array(writer, policy->point_count);
  for (uint32_t index = 0; index < policy->point_count; index++)
    thimble_cbor_write_bytes(writer,
                             (struct thimble_bytes){policy->points[index], KEY_POINT_LENGTH});
}

static void put_hooks(struct thimble_cbor_writer *writer, const struct policy *policy) {
  thimble_cbor_write_unsigned(writer, THIMBLE_RECORD_KEY_HOOKS);
  if (policy->all_hooks) {
    thimble_cbor_write_true(writer);
    return;
  }
  thimble_cbor_write_array(writer, policy->hook_count);
  for (uint32_t index = 0; index < policy->hook_count; index++)
    cbor_put_string(writer, policy->hooks[index]);
}

static void put_quota(struct thimble_cbor_writer *writer, uint32_t key,
                      const struct thimble_key_value_quota *quota) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_array(writer, 4);
  thimble_cbor_write_unsigned(writer, quota->entries);
  thimble_cbor_write_unsigned(writer, quota->bytes);
  thimble_cbor_write_unsigned(writer, quota->writes_per_second);
  cbor_put_boolean(writer, quota->kept);
}

static void put_owner(struct thimble_cbor_writer *writer, const void *content) {
  const struct policy *policy = content;
  thimble_cbor_write_map(writer, 2);
  put_number(writer, THIMBLE_RECORD_KEY_FORMAT, THIMBLE_RECORD_FORMAT);
  put_points(writer, policy);
}

static void put_tenant(struct thimble_cbor_writer *writer, const void *content) {
  const struct policy *policy = content;
  const struct thimble_permissions allowed = project_grants_permissions(&policy->grants);
  thimble_cbor_write_map(writer, THIMBLE_RECORD_KEY_SHARED_VALUES);
  put_number(writer, THIMBLE_RECORD_KEY_FORMAT, THIMBLE_RECORD_FORMAT);
  thimble_cbor_write_unsigned(writer, THIMBLE_RECORD_KEY_TENANT);
  cbor_put_string(writer, policy->tenant);
  put_points(writer, policy);
  thimble_cbor_write_unsigned(writer, THIMBLE_RECORD_KEY_GRANTS);
  grants_write(writer, &allowed);
  put_hooks(writer, policy);
  for (uint32_t index = 0; index < POLICY_NUMBERS; index++)
    put_number(writer, THIMBLE_RECORD_KEY_CONTAINERS + index, policy->numbers[index]);
  put_quota(writer, THIMBLE_RECORD_KEY_PRIVATE_VALUES, &policy->private_values);
  put_quota(writer, THIMBLE_RECORD_KEY_SHARED_VALUES, &policy->shared_values);
}

struct file_bytes record_write(const struct policy *policy) {
  return cbor_make(policy->tenant ? put_tenant : put_owner, policy);
}
