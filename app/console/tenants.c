/* SPDX-License-Identifier: Apache-2.0 */
/* tenants.c: see tenants.h. Nobody gets `random`: the board's random numbers are not good enough to
 * hand out. */
#include "tenants.h"

#define ALLOW(grant) (1u << THIMBLE_GRANT_##grant)
#define ALL_BUT_RANDOM (THIMBLE_GRANTS_ALL & ~ALLOW(RANDOM))

static const struct thimble_tenant_policy owner_policy = {
    .name = "owner",
    .allowed = {.grants = ALL_BUT_RANDOM},
    .failures = 3,
    .containers = 8,
    .messages = 4,
    .private_values = {.entries = 4, .bytes = 96},
    .shared_values = {.entries = 8, .bytes = 192},
};

/* May switch actuator 0, and read the temperature only. */
static const struct thimble_tenant_policy acme_policy = {
    .name = "acme",
    .allowed = {.grants = ALL_BUT_RANDOM,
                .scope = {.sensors = 1u << THIMBLE_SENSOR_TEMPERATURE, .actuators = 1u << 0}},
    .fuel_per_second = 45000,
    .log_per_second = 5,
    .failures = 3,
    .containers = 8,
    .messages = 4,
    .private_values = {.entries = 4, .bytes = 96, .writes_per_second = 10},
    .shared_values = {.entries = 8, .bytes = 192, .writes_per_second = 20},
};

/* May read all sensors, and switch nothing. */
static const struct thimble_tenant_policy bolt_policy = {
    .name = "bolt",
    .allowed = {.grants = ALL_BUT_RANDOM & ~ALLOW(ACTUATOR)},
    .fuel_per_second = 45000,
    .log_per_second = 5,
    .failures = 3,
    .containers = 8,
    .messages = 4,
    .private_values = {.entries = 4, .bytes = 96, .writes_per_second = 10},
    .shared_values = {.entries = 8, .bytes = 192, .writes_per_second = 20},
};

const struct thimble_key_value_quota global_values = {
    .entries = 8, .bytes = 192, .writes_per_second = 10};

struct thimble_tenant tenants[TENANTS] = {
    [TENANT_OWNER] = {.policy = &owner_policy},
    [TENANT_ACME] = {.policy = &acme_policy},
    [TENANT_BOLT] = {.policy = &bolt_policy},
};

uint32_t tenants_store_need(void) {
  uint32_t need = thimble_key_value_need(&global_values);
  for (uint32_t index = 0; index < TENANTS; index++) {
    const struct thimble_tenant_policy *policy = tenants[index].policy;
    need += thimble_key_value_need(&policy->shared_values) +
            policy->containers * thimble_key_value_need(&policy->private_values);
  }
  return need;
}
