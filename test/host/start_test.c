/* SPDX-License-Identifier: Apache-2.0 */
/* start_test.c: which hosts start, and with what; how things are found by name. */
#include "host/device.h"
#include "unit.h"

static void a_sound_host_starts(void **state) {
  (void)state;
  device_restart();
  assert_int_equal(device.locks, 0);
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
}

/* Changes that contradict the rest of what the firmware declares. */
static void unsound_name(void) {
  device.types[HOOK_FIRST].name = "First";
}
static void empty_name(void) {
  device.types[HOOK_FIRST].name = "";
}
static void long_name(void) {
  device.types[HOOK_FIRST].name = "a23456789012345678901234567890123";
}
static void two_hooks_of_a_name(void) {
  device.types[HOOK_OTHER].name = "all";
}
static void two_tenants_of_a_name(void) {
  device.policies[TENANT_TWO].name = "one";
}
static void unsound_tenant(void) {
  device.policies[TENANT_TWO].name = "t wo";
}
static void endless_fuel(void) {
  device.policies[TENANT_TWO].fuel_per_second = THIMBLE_RATE_MAXIMUM + 1;
}
static void timer_without_period(void) {
  device.types[HOOK_TIMER].period_ms = 0;
}
static void timer_of_another_context(void) {
  device.types[HOOK_TIMER].context_length = 8;
}
static void message_of_another_context(void) {
  device.types[HOOK_MESSAGE].context_length = 0;
}
static void writable_beyond_the_context(void) {
  device.types[HOOK_ALL].context_writable = device.types[HOOK_ALL].context_length + 1;
}
static void writable_beyond_the_limit(void) {
  device.types[HOOK_ALL].context_length = 100;
  device.types[HOOK_ALL].context_writable = THIMBLE_CONTEXT_WRITABLE_MAXIMUM + 1;
}
static void unknown_kind(void) {
  device.types[HOOK_ALL].kind = (enum thimble_hook_kind)3;
}
static void unknown_rule(void) {
  device.types[HOOK_ALL].rule = (enum thimble_hook_rule)3;
}
static void no_arena(void) {
  device.hooks[HOOK_ALL].arena = NULL;
}
static void queue_of_three(void) {
  device.host.post_count = 3;
}

static void unsound_hosts_do_not_start(void **state) {
  (void)state;
  static void (*const changes[])(void) = {
      unsound_name,
      empty_name,
      long_name,
      two_hooks_of_a_name,
      two_tenants_of_a_name,
      unsound_tenant,
      endless_fuel,
      timer_without_period,
      timer_of_another_context,
      message_of_another_context,
      writable_beyond_the_context,
      writable_beyond_the_limit,
      unknown_kind,
      unknown_rule,
      no_arena,
      queue_of_three,
  };
  for (uint32_t i = 0; i < COUNT(changes); i++) {
    device_reset();
    changes[i]();
    if (thimble_host_start(&device.host) != THIMBLE_ERROR_INVALID)
      fail_msg("change %u", (unsigned)i);
    assert_int_equal(device.locks, 0);
  }
}

/* At the limits, just within. */
static void the_greatest_values_are_sound(void **state) {
  (void)state;
  device_reset();
  device.types[HOOK_FIRST].name = "a2345678901234567890123456789._-";
  device.types[HOOK_ALL].context_length = THIMBLE_CONTEXT_WRITABLE_MAXIMUM;
  device.types[HOOK_ALL].context_writable = THIMBLE_CONTEXT_WRITABLE_MAXIMUM;
  device.policies[TENANT_TWO].fuel_per_second = THIMBLE_RATE_MAXIMUM;
  device.host.post_count = 0;
  device_start();
}

static void starting_again_forgets_the_containers(void **state) {
  (void)state;
  device_restart();
  struct thimble_container *container = device_install_value("a", "all", 0, 1);
  device.arenas[0].running = container;
  device.messages[0].to = container;
  device.host.running = 1;
  device_start();
  assert_null(device_find("a"));
  assert_null(device.messages[0].to);
  assert_null(device.arenas[0].running);
  assert_int_equal(device_fire(HOOK_ALL).ran, 0);
  device_install_value("a", "all", 0, 1);
}

static void names_are_found_whole(void **state) {
  (void)state;
  device_restart();
  struct thimble_container *container = device_install_value("ab", "all", 0, 1);
  assert_ptr_equal(device_find("ab"), container);
  assert_null(device_find("a"));
  assert_null(device_find("abc"));
  assert_null(thimble_find(&device.host, &device.tenants[TENANT_TWO], bytes_of("ab")));
  assert_ptr_equal(thimble_find_hook(&device.host, bytes_of("other")), &device.hooks[HOOK_OTHER]);
  assert_null(thimble_find_hook(&device.host, bytes_of("othe")));
  assert_ptr_equal(thimble_find_tenant(&device.host, bytes_of("two")), &device.tenants[TENANT_TWO]);
  assert_null(thimble_find_tenant(&device.host, bytes_of("three")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sound_host_starts),
      cmocka_unit_test(unsound_hosts_do_not_start),
      cmocka_unit_test(the_greatest_values_are_sound),
      cmocka_unit_test(starting_again_forgets_the_containers),
      cmocka_unit_test(names_are_found_whole),
  };
  return cmocka_run_group_tests_name("start of a host", tests, NULL, NULL);
}
