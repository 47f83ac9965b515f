/* SPDX-License-Identifier: Apache-2.0 */
/* agent.c: see agent.h. */
#include "update/agent.h"

#include <string.h>

#include "base/cbor_write.h"
#include "base/name.h"
#include "ebpf/assembly.h"
#include "unit.h"

enum {
  BLOCK = 512,
  UNIT = 8,
  BANK_BLOCKS = 6,
  BANKS = 2,
  SLOT_BLOCKS = 2,
  BLOCKS = BANK_BLOCKS * BANKS + AGENT_SLOTS * SLOT_BLOCKS
};

struct agent agent;
struct key agent_keys[AGENT_KEYS];
static uint32_t sequence;

static _Alignas(16) uint8_t run_memory[1024], memory[8192];
static struct thimble_arena arena = {.memory = {run_memory, sizeof run_memory}};
static const struct thimble_hook_type type = {
    .name = "all", .context_length = 8, .allowed = {.grants = THIMBLE_GRANTS_ALL}};
struct thimble_hook agent_hook = {.type = &type, .arena = &arena};
static struct thimble_hook *const hooks[] = {&agent_hook};
static const uint8_t vendor[16] = {1}, class[16] = {2}, device[16] = {3};

static uint64_t clock_ms(void *data) {
  (void)data;
  return agent.now_ms;
}

static void log_line(void *data, enum thimble_log_level level, struct thimble_bytes container,
                     struct thimble_bytes text) {
  (void)data;
  (void)level;
  (void)container;
  (void)text;
}

static void do_nothing(void *data) {
  (void)data;
}

static const struct thimble_port port = {
    .clock_ms = clock_ms, .log = log_line, .lock = do_nothing, .unlock = do_nothing};

static void note(void *data, const struct thimble_update_event *event) {
  (void)data;
  assert_in_range(event->kind, 7, 7 + AGENT_EVENTS - 1);
  agent.events[event->kind - 7]++;
}

void agent_make_keys(void) {
  for (uint32_t i = 0; i < AGENT_KEYS; i++)
    assert_true(key_generate(&agent_keys[i]));
}

enum thimble_result agent_restart(void) {
  ram_flash_power_on(&agent.ram);
  memset(agent.host_tenants, 0, sizeof agent.host_tenants);
  memset(agent.slots, 0xa5, sizeof agent.slots);
  memset(agent.components, 0xa5, sizeof agent.components);
  memset(memory, 0xa5, sizeof memory);
  agent.store = (struct thimble_store){
      .journal = {.flash = &agent.ram.flash, .bank_blocks = BANK_BLOCKS, .banks = BANKS},
      .first_block = BANK_BLOCKS * BANKS,
      .slot_blocks = SLOT_BLOCKS,
      .slot_count = AGENT_SLOTS,
      .component_count = AGENT_COMPONENTS,
      .slots = agent.slots,
      .components = agent.components,
      .unit = agent.unit,
  };
  agent.host = (struct thimble_host){.port = &port,
                                     .bindings = &thimble_bindings,
                                     .hooks = hooks,
                                     .hook_count = 1,
                                     .tenants = agent.host_tenants,
                                     .tenant_count = AGENT_TENANTS,
                                     .containers = agent.containers,
                                     .container_count = AGENT_CONTAINERS,
                                     .memory = {memory, sizeof memory}};
  assert_int_equal(thimble_host_start(&agent.host), THIMBLE_OK);
  agent.update = (struct thimble_update){.host = &agent.host,
                                         .store = &agent.store,
                                         .tenants = agent.tenants,
                                         .signers = agent.signers,
                                         .identities = agent.identities,
                                         .head = agent.head,
                                         .head_size = sizeof agent.head,
                                         .vendor = vendor,
                                         .class = class,
                                         .device = device,
                                         .owner_key = key_point(&agent_keys[OWNER]),
                                         .event = note};
  return thimble_update_start(&agent.update);
}

void agent_start(uint32_t seed) {
  memset(&agent, 0, sizeof agent);
  ram_flash_start(&agent.ram, BLOCK, BLOCKS, UNIT, seed);
  assert_int_equal(agent_restart(), THIMBLE_OK);
}

struct suit_order agent_order(enum suit_operation operation, const char *tenant,
                              const char *container) {
  sequence++;
  struct suit_order order = {.operation = operation,
                             .tenant = tenant,
                             .container = container,
                             .sequence = sequence,
                             .uri = "#payload",
                             .algorithm = COSE_ESP256};
  memcpy(order.vendor.bytes, vendor, sizeof vendor);
  memcpy(order.class.bytes, class, sizeof class);
  memcpy(order.device.bytes, device, sizeof device);
  return order;
}

struct suit_envelope agent_sign(const struct suit_order *order, enum agent_key key) {
  struct suit_envelope envelope;
  assert_true(suit_envelope_write(&envelope, order, &agent_keys[key]));
  return envelope;
}

enum thimble_refusal agent_push_bytes(struct thimble_bytes bytes, uint32_t piece) {
  struct thimble_update *update = &agent.update;
  thimble_update_begin(update);
  while (bytes.length > 0 && update->status == THIMBLE_UPDATE_RECEIVES) {
    uint32_t length = bytes.length < piece ? bytes.length : piece;
    thimble_update_write(update, (struct thimble_bytes){bytes.data, length});
    bytes.data += length;
    bytes.length -= length;
  }
  thimble_update_end(update);
  return update->report.suit.refusal;
}

enum thimble_refusal agent_push(const struct suit_order *order, enum agent_key key) {
  struct suit_envelope envelope = agent_sign(order, key);
  enum thimble_refusal refusal = agent_push_bytes(
      (struct thimble_bytes){envelope.bytes.data, envelope.bytes.length}, 1 + sequence % 100);
  suit_envelope_free(&envelope);
  return refusal;
}

struct thimble_bytes agent_image(struct image_file *file, const char *name, int32_t value) {
  const struct thimble_ebpf_instruction good[] = {MOVE(0, value), EXIT};
  const struct thimble_ebpf_instruction bad[] = {MOVE(1, 0), LOAD64(0, 1, 0), EXIT};
  const struct image_parts parts = {
      .name = name, .text = value < 0 ? bad : good, .slots = value < 0 ? 3 : 2};
  return image_put_together(file, &parts);
}

static void write_number(struct thimble_cbor_writer *writer, uint32_t key, uint32_t value) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_unsigned(writer, value);
}

static void write_quota(struct thimble_cbor_writer *writer, uint32_t key) {
  thimble_cbor_write_unsigned(writer, key);
  thimble_cbor_write_array(writer, 4);
  for (uint32_t i = 0; i < 3; i++)
    thimble_cbor_write_unsigned(writer, 0);
  thimble_cbor_write_boolean(writer, false);
}

struct thimble_bytes agent_record(uint8_t bytes[THIMBLE_RECORD_MAXIMUM], const char *tenant,
                                  bool has_hooks) {
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, bytes, THIMBLE_RECORD_MAXIMUM);
  thimble_cbor_write_map(&writer, 14);
  write_number(&writer, 1, 1);
  thimble_cbor_write_unsigned(&writer, 2);
  thimble_cbor_write_text(&writer, thimble_name(tenant));
  thimble_cbor_write_unsigned(&writer, 3);
  thimble_cbor_write_array(&writer, 1);
  thimble_cbor_write_bytes(&writer, key_point(&agent_keys[ACME]));
  thimble_cbor_write_unsigned(&writer, 4);
  thimble_cbor_write_map(&writer, 0);
  thimble_cbor_write_unsigned(&writer, 5);
  if (has_hooks) {
    thimble_cbor_write_true(&writer);
  } else {
    thimble_cbor_write_array(&writer, 1);
    thimble_cbor_write_text(&writer, thimble_name("nowhere"));
  }
  static const uint32_t numbers[] = {3, 0, 0, 0, 0, 2, 0};
  for (uint32_t i = 0; i < COUNT(numbers); i++)
    write_number(&writer, 6 + i, numbers[i]);
  write_quota(&writer, 13);
  write_quota(&writer, 14);
  assert_false(writer.overflow);
  return (struct thimble_bytes){bytes, writer.length};
}

void agent_let_in(const char *tenant) {
  uint8_t bytes[THIMBLE_RECORD_MAXIMUM];
  struct suit_order order = agent_order(SUIT_INSTALL, tenant, NULL);
  order.payload = agent_record(bytes, tenant, true);
  assert_int_equal(agent_push(&order, OWNER), THIMBLE_REFUSAL_NONE);
}

void agent_install(const char *tenant, const char *name, int32_t value) {
  struct image_file file;
  struct suit_order order = agent_order(SUIT_INSTALL, tenant, name);
  order.payload = agent_image(&file, name, value);
  assert_int_equal(agent_push(&order, ACME), THIMBLE_REFUSAL_NONE);
}

void agent_do(enum suit_operation operation, const char *tenant, const char *name) {
  struct suit_order order = agent_order(operation, tenant, name);
  assert_int_equal(agent_push(&order, ACME), THIMBLE_REFUSAL_NONE);
}

int64_t agent_value(const char *tenant_name, const char *name) {
  _Alignas(8) uint8_t context[8] = {0};
  const struct thimble_tenant *tenant = thimble_find_tenant(&agent.host, thimble_name(tenant_name));
  struct thimble_container *container =
      tenant == NULL ? NULL : thimble_find(&agent.host, tenant, thimble_name(name));
  struct thimble_firing firing = {.context = context, .tenant = tenant};
  if (container == NULL)
    return INT64_MAX;
  if (container->state != THIMBLE_CONTAINER_READY)
    return INT64_MIN;
  assert_int_equal(thimble_fire(&agent.host, &agent_hook, &firing), THIMBLE_OK);
  return firing.failed > 0 ? INT64_MIN : firing.value;
}
