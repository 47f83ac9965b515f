/* SPDX-License-Identifier: Apache-2.0 */
/* install_test.c: how containers come, are replaced, and go; and that an installation that fails
 * has changed nothing. */
#include <string.h>

#include "host/device.h"
#include "unit.h"

static void an_installed_container_is_ready(void **state) {
  (void)state;
  device_restart();
  struct thimble_container *container = device_install_value("a", "all", 0, 5);
  assert_int_equal(device.report.stage, THIMBLE_INSTALL_DONE);
  assert_ptr_equal(device_find("a"), container);
  assert_int_equal(container->state, THIMBLE_CONTAINER_READY);
  assert_ptr_equal(container->tenant, &device.tenants[TENANT_ONE]);
  assert_ptr_equal(container->hook, &device.hooks[HOOK_ALL]);
  assert_int_equal(device_fire(HOOK_ALL).value, 5);
  device_expect("+a a=5 ");
}

/* What an installation could change. */
struct snapshot {
  struct thimble_container containers[CONTAINERS];
  uint8_t memory[MEMORY];
  uint8_t values[sizeof device.value_bytes];
  struct thimble_container *first[HOOKS];
  uint32_t running;
};

static void take_snapshot(struct snapshot *snapshot) {
  memcpy(snapshot->containers, device.containers, sizeof snapshot->containers);
  memcpy(snapshot->memory, device.memory, sizeof snapshot->memory);
  memcpy(snapshot->values, device.value_bytes, sizeof snapshot->values);
  for (uint32_t i = 0; i < HOOKS; i++)
    snapshot->first[i] = device.hooks[i].first;
  snapshot->running = device.host.running;
}

/* Expects the installation to fail at this stage, with everything as before. */
static void expect_refusal(const struct image_parts *parts, enum thimble_result result,
                           enum thimble_install_stage stage) {
  static struct snapshot before, after;
  memset(&before, 0, sizeof before);
  memset(&after, 0, sizeof after);
  device.trace[0] = '\0';
  take_snapshot(&before);
  enum thimble_result actual = device_try_install(TENANT_ONE, parts);
  take_snapshot(&after);
  if (actual != result || device.report.stage != stage)
    fail_msg("%s at stage %d", thimble_result_text(actual), device.report.stage);
  assert_null(device.report.container);
  assert_memory_equal(&before, &after, sizeof before);
  device_expect("");
}

static const struct image_parts returns_7 = {TEXT(MOVE(0, 7), EXIT)};

/* A container named "a", which is to survive, and a neighbour. */
static void start_with_two(void) {
  device_install_value("a", "all", 0, 5);
  device_install_value("b", "all", 0, 6);
  device_fire(HOOK_ALL);
}

static void expect_the_two(void) {
  device_fire(HOOK_ALL);
  device_expect("a=5 b=6 ");
  assert_int_equal(device_find("a")->statistics.runs[THIMBLE_DONE], 2);
}

static void a_broken_image_is_refused(void **state) {
  (void)state;
  const struct image_parts parts = {.name = "A", TEXT(EXIT)};
  device_restart();
  start_with_two();
  expect_refusal(&parts, THIMBLE_ERROR_MALFORMED, THIMBLE_INSTALL_IMAGE);
  assert_int_equal(device.report.image_error.key, THIMBLE_IMAGE_NAME);
  expect_the_two();
}

static void an_unknown_hook_is_refused(void **state) {
  (void)state;
  const struct image_parts parts = {.hook = "door", TEXT(EXIT)};
  device_restart();
  start_with_two();
  expect_refusal(&parts, THIMBLE_ERROR_NOT_FOUND, THIMBLE_INSTALL_PLACE);
  assert_memory_equal(device.report.image.hook.data, "door", 4);
  expect_the_two();
}

static void a_tenant_has_so_many_containers(void **state) {
  (void)state;
  const struct image_parts parts = {.name = "c", TEXT(EXIT)};
  device_reset();
  device.policies[TENANT_ONE].containers = 2;
  device_start();
  start_with_two();
  expect_refusal(&parts, THIMBLE_ERROR_QUOTA, THIMBLE_INSTALL_PLACE);
  expect_the_two();
  device_install(TENANT_ONE, &returns_7); /* replaces */
  device_install(TENANT_TWO, &parts);
  assert_int_equal(device_fire(HOOK_ALL).ran, 3);
}

static void a_replacement_needs_a_free_record(void **state) {
  (void)state;
  device_reset();
  device.host.container_count = 2;
  device_start();
  start_with_two();
  expect_refusal(&returns_7, THIMBLE_ERROR_NO_MEMORY, THIMBLE_INSTALL_PLACE);
  expect_the_two();
}

static void what_is_not_verified_is_refused(void **state) {
  (void)state;
  const struct image_parts parts = {TEXT(MOVE(0, 0))};
  device_restart();
  start_with_two();
  expect_refusal(&parts, THIMBLE_ERROR_REFUSED, THIMBLE_INSTALL_VERIFY);
  assert_int_equal(device.report.refusal.reason, THIMBLE_REASON_FALLS_OFF);
  expect_the_two();
}

static void a_module_runs_beside_them(void **state) {
  (void)state;
  const struct image_parts parts = {.name = "c", .module = MODULE("\x41\7")};
  device_restart();
  start_with_two();
  device_install(TENANT_ONE, &parts);
  device.trace[0] = '\0';
  device_fire(HOOK_ALL);
  device_expect("a=5 b=6 c=7 ");
}

/* An engine that verifies to the end only when it loads, in free memory, is told of like any other.
 */
static void what_is_found_in_loading_is_refused(void **state) {
  (void)state;
  const struct image_parts parts = {.module = MODULE("\x42\7")};
  device_restart();
  start_with_two();
  device.trace[0] = '\0';
  assert_int_equal(device_try_install(TENANT_ONE, &parts), THIMBLE_ERROR_REFUSED);
  assert_int_equal(device.report.stage, THIMBLE_INSTALL_VERIFY);
  assert_int_equal(device.report.refusal.reason, THIMBLE_REASON_WASM_TYPE);
  assert_int_equal(device.report.refusal.place, 26);
  expect_the_two();
}

static const struct image_parts reads_clock = {.grants = 1u << THIMBLE_GRANT_CLOCK,
                                               TEXT(CALL(3), EXIT)};

static void expect_no_clock(const struct image_parts *parts) {
  expect_refusal(parts, THIMBLE_ERROR_REFUSED, THIMBLE_INSTALL_VERIFY);
  assert_int_equal(device.report.refusal.reason, THIMBLE_REASON_BINDING_NOT_GRANTED);
  assert_int_equal(device.report.refusal.detail, 3);
}

/* The container must ask, its tenant be allowed, and its hook. */
static void a_grant_takes_three(void **state) {
  (void)state;
  const struct image_parts does_not_ask = {.grants = 1u << THIMBLE_GRANT_LOG, TEXT(CALL(3), EXIT)};
  device_restart();
  expect_no_clock(&does_not_ask);
  device.policies[TENANT_ONE].allowed.grants = ALL_GRANTS & ~(1u << THIMBLE_GRANT_CLOCK);
  expect_no_clock(&reads_clock);
  device.policies[TENANT_ONE].allowed.grants = 1u << THIMBLE_GRANT_CLOCK;
  device.types[HOOK_ALL].allowed.grants = ALL_GRANTS & ~(1u << THIMBLE_GRANT_CLOCK);
  expect_no_clock(&reads_clock);
  device.types[HOOK_ALL].allowed.grants = 1u << THIMBLE_GRANT_CLOCK;
  device_install(TENANT_ONE, &reads_clock);
  device.now_ms = 4321;
  assert_int_equal(device_fire(HOOK_ALL).value, 4321);
}

static void scopes_come_from_three(void **state) {
  (void)state;
  device_restart();
  const struct thimble_container *container = device_install(TENANT_ONE, &reads_clock);
  const struct thimble_caller *caller = &container->caller;
  assert_ptr_equal(caller->scopes[THIMBLE_SCOPE_ASKED], &container->program.image.asked.scope);
  assert_ptr_equal(caller->scopes[THIMBLE_SCOPE_TENANT],
                   &device.policies[TENANT_ONE].allowed.scope);
  assert_ptr_equal(caller->scopes[THIMBLE_SCOPE_HOOK], &device.types[HOOK_ALL].allowed.scope);
}

static void too_little_memory_is_refused(void **state) {
  (void)state;
  const struct image_parts parts = {.zero = MEMORY, TEXT(EXIT)};
  device_restart();
  start_with_two();
  expect_refusal(&parts, THIMBLE_ERROR_NO_MEMORY, THIMBLE_INSTALL_LOAD);
  assert_true(device.report.need.instance > MEMORY);
  expect_the_two();
}

static void too_small_an_arena_is_refused(void **state) {
  (void)state;
  const struct image_parts parts = {.hook = "other", TEXT(EXIT)};
  device_restart();
  start_with_two();
  device.arenas[1].memory.size = 56;
  expect_refusal(&parts, THIMBLE_ERROR_NO_MEMORY, THIMBLE_INSTALL_LOAD);
  assert_int_equal(device.report.need.run, 64);
  device.arenas[1].memory.size = 64;
  device_install(TENANT_ONE, &parts);
}

static void a_replacement_starts_afresh(void **state) {
  (void)state;
  device_restart();
  device_install_failing("a", "all", 1);
  device_fire(HOOK_ALL);
  assert_int_equal(device_find("a")->failures_in_row, 1);
  device_install_value("a", "first", 2, 7);
  device_expect("+a a! ~a ");
  const struct thimble_container *container = device_find("a");
  assert_int_equal(container->failures_in_row, 0);
  assert_int_equal(container->statistics.runs[THIMBLE_TRAPPED], 0);
  assert_int_equal(device_fire(HOOK_ALL).ran, 0);
  assert_int_equal(device_fire(HOOK_FIRST).value, 7);
}

/* The same name of another tenant is another container. */
static void tenants_do_not_share_names(void **state) {
  (void)state;
  device_restart();
  device_install_value("a", "all", 0, 5);
  device_install(TENANT_TWO, &returns_7);
  assert_int_equal(device_fire(HOOK_ALL).ran, 2);
  device_expect("+a +a a=5 a=7 ");
}

/* Installs one with so many bytes of data. */
static struct thimble_container *install_large(const char *name, uint32_t zero) {
  const struct image_parts parts = {.name = name, .zero = zero, TEXT(EXIT)};
  return device_install(TENANT_ONE, &parts);
}

static size_t end_of(const struct thimble_container *container) {
  return (size_t)((const uint8_t *)container->memory.data - device.memory) + container->memory.size;
}

static void gaps_of_memory_are_used_again(void **state) {
  (void)state;
  device_restart();
  struct thimble_container *a = install_large("a", 400);
  struct thimble_container *b = install_large("b", 801);
  struct thimble_container *c = install_large("c", 400);
  assert_ptr_equal(a->memory.data, device.memory);
  assert_int_equal((uintptr_t)c->memory.data % 8, 0);
  void *gap = b->memory.data;
  size_t end = end_of(c);
  assert_int_equal(thimble_remove(&device.host, b), THIMBLE_OK);
  /* Too large for the gap: behind all others. */
  struct thimble_container *d = install_large("d", 809);
  assert_true((uint8_t *)d->memory.data >= device.memory + end);
  /* Two that fit into the gap together do. */
  struct thimble_container *e = install_large("e", 0);
  assert_ptr_equal(e->memory.data, gap);
  struct thimble_container *f = install_large("f", 0);
  assert_true((uint8_t *)f->memory.data >= (uint8_t *)gap + e->memory.size);
  assert_true(end_of(f) <= (size_t)((uint8_t *)c->memory.data - device.memory));
  /* And the first place, when it is free. */
  assert_int_equal(thimble_remove(&device.host, a), THIMBLE_OK);
  assert_ptr_equal(install_large("g", 400)->memory.data, device.memory);
}

/* To the last byte, also when the memory starts at an odd address. */
static void all_of_the_memory_can_be_used(void **state) {
  (void)state;
  const struct image_parts parts = {TEXT(EXIT)};
  for (uint32_t shift = 0; shift < 8; shift++) {
    device_restart();
    device_install(TENANT_ONE, &parts);
    size_t need = device.report.need.instance, lost = (8 - shift) % 8;
    device_start();
    device.host.memory = (struct thimble_memory){device.memory + shift, need + lost};
    struct thimble_container *container = device_install(TENANT_ONE, &parts);
    assert_int_equal(end_of(container), shift + need + lost);
    assert_int_equal(thimble_remove(&device.host, container), THIMBLE_OK);
    device.host.memory.size--;
    expect_refusal(&parts, THIMBLE_ERROR_NO_MEMORY, THIMBLE_INSTALL_LOAD);
  }
}

static void a_removed_container_is_gone(void **state) {
  (void)state;
  device_restart();
  start_with_two();
  struct thimble_container *container = device_find("a");
  assert_int_equal(thimble_remove(&device.host, container), THIMBLE_OK);
  device_expect("+a +b a=5 b=6 -a ");
  assert_null(device_find("a"));
  assert_int_equal(container->state, THIMBLE_CONTAINER_NONE);
  device_fire(HOOK_ALL);
  device_expect("b=6 ");
  assert_int_equal(thimble_remove(&device.host, container), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_stop(&device.host, container), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_start(&device.host, container), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(device.locks, 0);
}

static void fire_when_removed(void *data, const struct thimble_container *container,
                              enum thimble_change change) {
  (void)data;
  if (change == THIMBLE_REMOVED) {
    assert_int_equal(container->statistics.runs[THIMBLE_DONE], 1);
    assert_int_equal(device_fire(HOOK_ALL).ran, 0);
    assert_int_equal(thimble_remove(&device.host, device_find("a")), THIMBLE_ERROR_BUSY);
  }
}

/* The observer is told, with the host locked and busy, when it no longer runs but can be looked at.
 */
static void a_container_that_goes_does_not_run(void **state) {
  (void)state;
  device_reset();
  device.host.observer.changed = fire_when_removed;
  device_start();
  struct thimble_container *container = device_install_value("a", "all", 0, 5);
  device_fire(HOOK_ALL);
  assert_int_equal(thimble_remove(&device.host, container), THIMBLE_OK);
}

/* From the front, the middle and the end of a hook's list. */
static void each_place_of_a_list_can_be_left(void **state) {
  (void)state;
  static const char *const traces[] = {"b=0 c=0 ", "a=0 c=0 ", "a=0 b=0 "};
  static const char *const names[] = {"a", "b", "c"};
  for (uint32_t i = 0; i < COUNT(names); i++) {
    device_restart();
    for (uint32_t j = 0; j < COUNT(names); j++)
      device_install_value(names[j], "all", 0, 0);
    thimble_remove(&device.host, device_find(names[i]));
    device.trace[0] = '\0';
    device_fire(HOOK_ALL);
    device_expect(traces[i]);
  }
}

static void a_stopped_container_does_not_run(void **state) {
  (void)state;
  device_restart();
  start_with_two();
  struct thimble_container *container = device_find("a");
  device.trace[0] = '\0';
  assert_int_equal(thimble_stop(&device.host, container), THIMBLE_OK);
  assert_int_equal(thimble_stop(&device.host, container), THIMBLE_OK);
  assert_int_equal(container->state, THIMBLE_CONTAINER_STOPPED);
  device_expect("stop:a ");
  assert_int_equal(device_fire(HOOK_ALL).ran, 1);
  device_expect("b=6 ");
  assert_int_equal(thimble_start(&device.host, container), THIMBLE_OK);
  assert_int_equal(thimble_start(&device.host, container), THIMBLE_OK);
  device_expect("start:a ");
  assert_int_equal(device_fire(HOOK_ALL).ran, 2);
}

/* What a container kept under "k", or -1. */
static int64_t value_of(struct thimble_container *container) {
  struct thimble_value value;
  enum thimble_result result =
      thimble_key_value_get(container->caller.spaces[THIMBLE_SPACE_PRIVATE], bytes_of("k"), &value);
  return result == THIMBLE_OK ? value.integer : -1;
}

static void keep(struct thimble_container *container, enum thimble_space space, int64_t number) {
  const struct thimble_value value = {.integer = number};
  assert_int_equal(
      thimble_key_value_set(container->caller.spaces[space], bytes_of("k"), &value, device.now_ms),
      THIMBLE_OK);
}

static void values_outlive_a_replacement_and_no_removal(void **state) {
  (void)state;
  device_restart();
  start_with_two();
  keep(device_find("a"), THIMBLE_SPACE_PRIVATE, 1);
  keep(device_find("b"), THIMBLE_SPACE_PRIVATE, 2);
  device_install(TENANT_ONE, &returns_7);
  assert_int_equal(value_of(device_find("a")), 1);
  assert_int_equal(thimble_remove(&device.host, device_find("a")), THIMBLE_OK);
  device_install(TENANT_ONE, &returns_7);
  assert_int_equal(value_of(device_find("a")), -1);
  assert_int_equal(value_of(device_find("b")), 2);
}

static void spaces_are_private_shared_and_global(void **state) {
  (void)state;
  device_restart();
  start_with_two();
  const struct thimble_container *a = device_find("a"), *b = device_find("b");
  const struct thimble_container *other = device_install(TENANT_TWO, &returns_7);
  assert_ptr_equal(a->caller.spaces[THIMBLE_SPACE_PRIVATE], &a->values);
  assert_ptr_equal(a->caller.spaces[THIMBLE_SPACE_SHARED], &device.tenants[TENANT_ONE].shared);
  assert_ptr_equal(b->caller.spaces[THIMBLE_SPACE_SHARED], &device.tenants[TENANT_ONE].shared);
  assert_ptr_equal(other->caller.spaces[THIMBLE_SPACE_SHARED], &device.tenants[TENANT_TWO].shared);
  assert_ptr_equal(other->caller.spaces[THIMBLE_SPACE_GLOBAL], &device.host.global);
}

static void a_host_may_keep_no_values(void **state) {
  (void)state;
  device_reset();
  device.host.values = NULL;
  device_start();
  start_with_two();
  for (uint32_t i = 0; i < THIMBLE_SPACES; i++)
    assert_null(device_find("a")->caller.spaces[i]);
  assert_int_equal(thimble_remove(&device.host, device_find("a")), THIMBLE_OK);
}

static void the_last_failure_has_a_place_in_the_source(void **state) {
  (void)state;
  /* files ["m.c"], functions [[0, "f"]], rows: instruction 0, file 0, line 7. */
  static const uint8_t lines[] = {0x83, 0x81, 0x63, 'm',  '.', 'c', 0x81, 0x82,
                                  0x00, 0x61, 'f',  0x43, 0,   0,   14};
  const struct image_parts parts = {.lines = {lines, sizeof lines},
                                    TEXT(MOVE(1, 0), LOAD8(0, 1, 0), EXIT)};
  struct thimble_origin origin;
  device_restart();
  struct thimble_container *container = device_install(TENANT_ONE, &parts);
  thimble_failure_origin(container, &origin);
  assert_int_equal(origin.line, 0);
  assert_int_equal(origin.function.length, 0);
  device_fire(HOOK_ALL);
  thimble_failure_origin(container, &origin);
  assert_int_equal(origin.line, 7);
  assert_memory_equal(origin.file.data, "m.c", 3);
  assert_memory_equal(origin.function.data, "f", 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_installed_container_is_ready),
      cmocka_unit_test(a_broken_image_is_refused),
      cmocka_unit_test(an_unknown_hook_is_refused),
      cmocka_unit_test(a_tenant_has_so_many_containers),
      cmocka_unit_test(a_replacement_needs_a_free_record),
      cmocka_unit_test(what_is_not_verified_is_refused),
      cmocka_unit_test(a_module_runs_beside_them),
      cmocka_unit_test(what_is_found_in_loading_is_refused),
      cmocka_unit_test(a_grant_takes_three),
      cmocka_unit_test(scopes_come_from_three),
      cmocka_unit_test(too_little_memory_is_refused),
      cmocka_unit_test(too_small_an_arena_is_refused),
      cmocka_unit_test(a_replacement_starts_afresh),
      cmocka_unit_test(tenants_do_not_share_names),
      cmocka_unit_test(gaps_of_memory_are_used_again),
      cmocka_unit_test(all_of_the_memory_can_be_used),
      cmocka_unit_test(a_removed_container_is_gone),
      cmocka_unit_test(a_container_that_goes_does_not_run),
      cmocka_unit_test(each_place_of_a_list_can_be_left),
      cmocka_unit_test(a_stopped_container_does_not_run),
      cmocka_unit_test(values_outlive_a_replacement_and_no_removal),
      cmocka_unit_test(spaces_are_private_shared_and_global),
      cmocka_unit_test(a_host_may_keep_no_values),
      cmocka_unit_test(the_last_failure_has_a_place_in_the_source),
  };
  return cmocka_run_group_tests_name("installation", tests, NULL, NULL);
}
