/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "host/device.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

struct device device;

struct thimble_bytes bytes_of(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)};
}

static uint64_t clock_ms(void *data) {
  (void)data;
  return device.now_ms;
}

static void lock(void *data) {
  (void)data;
  device.locks++;
}

static void unlock(void *data) {
  (void)data;
  assert_true(device.locks > 0);
  device.locks--;
}

static void add_to_trace(const char *text) {
  size_t length = strlen(device.trace);
  assert_true(length + strlen(text) < sizeof device.trace);
  memcpy(device.trace + length, text, strlen(text) + 1);
}

static void ran(void *data, const struct thimble_container *container,
                const struct thimble_outcome *outcome) {
  char text[64];
  struct thimble_bytes name = container->program.image.name;
  (void)data;
  if (outcome->kind == THIMBLE_DONE)
    snprintf(text, sizeof text, "%.*s=%d ", (int)name.length, (const char *)name.data,
             (int)outcome->value);
  else
    snprintf(text, sizeof text, "%.*s! ", (int)name.length, (const char *)name.data);
  add_to_trace(text);
}

static void log_line(void *data, enum thimble_log_level level, struct thimble_bytes container,
                     struct thimble_bytes line) {
  char text[64];
  (void)data;
  snprintf(text, sizeof text, "%.*s:%d:%.*s ", (int)container.length, (const char *)container.data,
           (int)level, (int)line.length, (const char *)line.data);
  add_to_trace(text);
}

static void changed(void *data, const struct thimble_container *container,
                    enum thimble_change change) {
  static const char *const signs[] = {"", "+", "~", "-", "start:", "stop:", "quarantine:"};
  char text[64];
  struct thimble_bytes name = container->program.image.name;
  (void)data;
  snprintf(text, sizeof text, "%s%.*s ", signs[change], (int)name.length, (const char *)name.data);
  add_to_trace(text);
}

static int64_t call_back(struct thimble_call *call) {
  (void)call;
  return device.callback != NULL ? device.callback() : 0;
}

/* The library's bindings, and one more. */
static const struct thimble_binding_table *make_bindings(void) {
  static struct thimble_binding bindings[CALLBACK + 1];
  static const struct thimble_binding_table table = {bindings, CALLBACK + 1};
  assert_true(thimble_bindings.count <= CALLBACK);
  memcpy(bindings, thimble_bindings.bindings, thimble_bindings.count * sizeof bindings[0]);
  bindings[CALLBACK] = (struct thimble_binding){
      .name = "callback", .function = call_back, .result = 'l', .grant = THIMBLE_GRANT_NONE};
  return &table;
}

static void make_hooks(void) {
  static const struct thimble_hook_type sample = {THIMBLE_HOOK_CONTEXT(sample)};
  static const char *const names[HOOKS] = {"all", "first", "strict", "timer", "message", "other"};
  for (uint32_t i = 0; i < HOOKS; i++) {
    device.types[i] = i <= HOOK_STRICT ? sample : (struct thimble_hook_type){0};
    device.types[i].name = names[i];
    device.types[i].allowed.grants = ALL_GRANTS;
    device.hooks[i] = (struct thimble_hook){.type = &device.types[i], .arena = &device.arenas[0]};
    device.hook_list[i] = &device.hooks[i];
  }
  device.types[HOOK_FIRST].rule = THIMBLE_HOOK_FIRST;
  device.types[HOOK_STRICT].rule = THIMBLE_HOOK_STOP_ON_ERROR;
  device.types[HOOK_TIMER].kind = THIMBLE_HOOK_TIMER;
  device.types[HOOK_TIMER].context_length = sizeof(struct thimble_context_timer);
  device.types[HOOK_TIMER].period_ms = 100;
  device.types[HOOK_MESSAGE].kind = THIMBLE_HOOK_MESSAGE;
  device.types[HOOK_MESSAGE].context_length = sizeof(struct thimble_context_message);
  device.hooks[HOOK_OTHER].arena = &device.arenas[1];
}

static void make_tenants(void) {
  static const struct thimble_key_value_quota quota = {4, 256, 100, false};
  static const char *const names[TENANTS] = {"one", "two"};
  for (uint32_t i = 0; i < TENANTS; i++) {
    device.policies[i] = (struct thimble_tenant_policy){
        .name = names[i],
        .allowed.grants = ALL_GRANTS,
        .containers = CONTAINERS,
        .messages = MESSAGES,
        .private_values = quota,
        .shared_values = quota,
    };
    device.tenants[i].policy = &device.policies[i];
  }
}

static void make_host(void) {
  device.host = (struct thimble_host){
      .port = &device.port,
      .bindings = make_bindings(),
      .hooks = device.hook_list,
      .hook_count = HOOKS,
      .tenants = device.tenants,
      .tenant_count = TENANTS,
      .containers = device.containers,
      .container_count = CONTAINERS,
      .memory = {device.memory, MEMORY},
      .values = &device.values,
      .messages = device.messages,
      .message_count = MESSAGES,
      .posts = device.posts,
      .post_count = POSTS,
      .observer = {.ran = ran, .changed = changed},
  };
}

void device_reset(void) {
  memset(&device, 0, sizeof device);
  device.now_ms = 1000;
  device.port =
      (struct thimble_port){.clock_ms = clock_ms, .log = log_line, .lock = lock, .unlock = unlock};
  for (uint32_t i = 0; i < COUNT(device.arenas); i++)
    device.arenas[i].memory = (struct thimble_memory){device.arena_memory[i], ARENA};
  thimble_key_value_start(&device.values, device.value_bytes, sizeof device.value_bytes);
  make_hooks();
  make_tenants();
  make_host();
}

void device_start(void) {
  assert_int_equal(thimble_host_start(&device.host), THIMBLE_OK);
}

void device_restart(void) {
  device_reset();
  device_start();
}

enum thimble_result device_try_install(uint32_t tenant, const struct image_parts *parts) {
  struct image_file *file = &device.images[device.image_count++ % COUNT(device.images)];
  struct thimble_bytes image = image_put_together(file, parts);
  enum thimble_result result =
      thimble_install(&device.host, &device.tenants[tenant], image, &device.report);
  assert_int_equal(device.locks, 0);
  return result;
}

struct thimble_container *device_install(uint32_t tenant, const struct image_parts *parts) {
  enum thimble_result result = device_try_install(tenant, parts);
  if (result != THIMBLE_OK)
    fail_msg("stage %d: %s (%s at %u)", device.report.stage, thimble_result_text(result),
             thimble_reason_text(device.report.refusal.reason),
             (unsigned)device.report.refusal.place);
  return device.report.container;
}

struct thimble_container *device_install_value(const char *name, const char *hook, uint32_t order,
                                               int32_t value) {
  const struct image_parts parts = {
      .name = name, .hook = hook, .order = order, TEXT(MOVE(0, value), EXIT)};
  return device_install(TENANT_ONE, &parts);
}

struct thimble_container *device_install_failing(const char *name, const char *hook,
                                                 uint32_t order) {
  const struct image_parts parts = {
      .name = name, .hook = hook, .order = order, TEXT(MOVE(1, 0), LOAD8(0, 1, 0), EXIT)};
  return device_install(TENANT_ONE, &parts);
}

struct thimble_container *device_find(const char *name) {
  return thimble_find(&device.host, &device.tenants[TENANT_ONE], bytes_of(name));
}

struct thimble_firing device_fire(uint32_t hook) {
  static _Alignas(8) uint8_t context[64];
  struct thimble_firing firing = {.context = context, .value = 9, .ran = 9, .failed = 9};
  uint32_t locks = device.locks;
  memset(context, 0, sizeof context);
  assert_int_equal(thimble_fire(&device.host, &device.hooks[hook], &firing), THIMBLE_OK);
  assert_int_equal(device.locks, locks);
  return firing;
}

void device_expect(const char *trace) {
  assert_string_equal(device.trace, trace);
  device.trace[0] = '\0';
}
