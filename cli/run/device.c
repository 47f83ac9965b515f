/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "cli/run/device.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"

/* Ample for one container, and the same for each space. */
static const struct thimble_key_value_quota value_quota = {
    .entries = 64, .bytes = 4096, .writes_per_second = 1000};

static void note_outcome(void *data, const struct thimble_container *container,
                         const struct thimble_outcome *outcome) {
  struct run_device *device = data;
  (void)container;
  device->outcome = *outcome;
}

/* malloc() aligns for every type of C, which is all that an engine may ask for. */
static struct thimble_memory get_memory(size_t size) {
  return (struct thimble_memory){memory_get(1, size), size};
}

/* Memory of exactly the size that the program needs, so that tools see a step beyond it. */
static enum thimble_result get_need(struct run_device *device, const struct run_setup *setup,
                                    const struct thimble_image *image,
                                    struct thimble_program_refusal *refusal) {
  const struct thimble_policy policy = {.bindings = &thimble_bindings, .allowed = setup->allowed};
  struct thimble_program program;
  struct thimble_need need;
  enum thimble_result result = thimble_verify(&program, image, &policy, refusal);
  if (result != THIMBLE_OK)
    return result;
  thimble_program_need(&program, &need);
  device->host.memory = get_memory(need.instance);
  device->arena.memory = get_memory(need.run);
  return THIMBLE_OK;
}

/* The hook has the name that the image asks for and the context of the one that is fired. */
static void make_hook(struct run_device *device, const struct run_setup *setup,
                      struct thimble_bytes name) {
  const struct event_context *context = setup->context;
  bool is_timer = event_context_is_timer(context) && setup->period_ms > 0;
  memcpy(device->hook_name, name.data, name.length);
  device->hook_type = (struct thimble_hook_type){
      .name = device->hook_name,
      .kind = is_timer ? THIMBLE_HOOK_TIMER : THIMBLE_HOOK_PLAIN,
      .context_length = context->bytes.length,
      .context_writable = event_context_writable(context),
      .fuel = setup->fuel,
      .period_ms = setup->period_ms,
      .allowed = {.grants = THIMBLE_GRANTS_ALL},
  };
  device->hook = (struct thimble_hook){.type = &device->hook_type, .arena = &device->arena};
  device->hooks[0] = &device->hook;
  device->takes_reply = event_context_takes_reply(context);
}

static void make_tenant(struct run_device *device, const struct run_setup *setup) {
  device->policy = (struct thimble_tenant_policy){
      .name = "tenant",
      .allowed = {.grants = setup->allowed},
      .containers = 1,
      .messages = RUN_DEVICE_MESSAGES,
      .private_values = value_quota,
      .shared_values = value_quota,
  };
  device->tenant = (struct thimble_tenant){.policy = &device->policy};
}

static void make_values(struct run_device *device) {
  uint32_t capacity = THIMBLE_SPACES * thimble_key_value_need(&value_quota);
  thimble_key_value_start(&device->values, memory_get(capacity, 1), capacity);
}

static void make_host(struct run_device *device) {
  struct thimble_host *host = &device->host;
  simulator_port(&device->simulator, &device->port);
  host->port = &device->port;
  host->bindings = &thimble_bindings;
  host->hooks = device->hooks;
  host->hook_count = 1;
  host->tenants = &device->tenant;
  host->tenant_count = 1;
  host->containers = &device->container;
  host->container_count = 1;
  host->values = &device->values;
  host->global_values = value_quota;
  host->messages = device->messages;
  host->message_count = RUN_DEVICE_MESSAGES;
  host->observer = (struct thimble_observer){.data = device, .ran = note_outcome};
}

/* The first event of a timer comes one period after its container, and is to come at time 0: so it
 * is installed one period before that. Time wraps round there, as every clock's may. */
static enum thimble_result start(struct run_device *device, const struct run_setup *setup,
                                 struct thimble_program_refusal *refusal) {
  struct thimble_install_report report = {.stage = THIMBLE_INSTALL_IMAGE};
  device->simulator.now_ms = 0 - (uint64_t)setup->period_ms;
  enum thimble_result result = thimble_host_start(&device->host);
  if (result == THIMBLE_OK)
    result = thimble_install(&device->host, &device->tenant, setup->image, &report);
  device->simulator.now_ms = 0;
  if (result == THIMBLE_ERROR_REFUSED)
    *refusal = report.refusal;
  return result;
}

enum thimble_result device_install(struct run_device *device, const struct run_setup *setup,
                                   struct thimble_program_refusal *refusal) {
  struct thimble_image image;
  struct thimble_image_error error;
  enum thimble_result result =
      thimble_image_read(&image, setup->image.data, setup->image.length, &error);
  if (result == THIMBLE_OK)
    result = get_need(device, setup, &image, refusal);
  if (result != THIMBLE_OK)
    return result;
  make_hook(device, setup, image.hook);
  make_tenant(device, setup);
  make_values(device);
  make_host(device);
  return start(device, setup, refusal);
}

uint64_t device_run(struct run_device *device, struct event_context *context, uint32_t count) {
  struct thimble_event event;
  device->reply =
      (struct thimble_reply){.bytes = device->reply_bytes, .capacity = RUN_DEVICE_REPLY};
  if (device->hook_type.kind == THIMBLE_HOOK_TIMER) {
    (void)thimble_poll(
        &device->host); /* how long to sleep may be less than all the time there is */
    return device->container.due_ms - device->simulator.now_ms;
  }
  event_context_next(context, device->simulator.now_ms, count, &event);
  const struct thimble_loan loan = {.bytes = context->lent.data, .length = context->lent.length};
  struct thimble_firing firing = {
      .context = event.context,
      .loans = &loan,
      .loan_count = loan.length > 0 ? 1 : 0,
      .reply = device->takes_reply ? &device->reply : NULL,
  };
  thimble_fire(&device->host, &device->hook, &firing);
  return device->hook_type.period_ms;
}

void device_free(struct run_device *device) {
  simulator_free(&device->simulator);
  free(device->host.memory.data);
  free(device->arena.memory.data);
  free(device->values.bytes);
  *device = (struct run_device){0};
}
