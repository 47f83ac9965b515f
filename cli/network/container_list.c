/* SPDX-License-Identifier: Apache-2.0 */
/* container_list.c: see container_list.h. */
#include "cli/network/container_list.h"

#include "cli/common/memory.h"
#include "cli/image/describe.h"
#include "cli/network/device_key.h"

bool container_list_start(struct thimble_bytes body, struct thimble_bytes *rest) {
  struct cbor_item list;
  if (!cbor_body_read(body, CBOR_ARRAY, &list))
    return false;
  *rest = list.bytes;
  return true;
}

static void read_texts(struct listed_container *container) {
  const struct cbor_item *map = &container->map;
  (void)cbor_find_bytes(map, CONTAINER_TENANT, CBOR_TEXT, &container->tenant);
  (void)cbor_find_bytes(map, CONTAINER_NAME, CBOR_TEXT, &container->name);
  (void)cbor_find_bytes(map, CONTAINER_VERSION, CBOR_TEXT, &container->version);
  (void)cbor_find_bytes(map, CONTAINER_HOOK, CBOR_TEXT, &container->hook);
  (void)cbor_find_bytes(map, CONTAINER_DIGEST, CBOR_BYTES, &container->digest);
}

static void read_numbers(struct listed_container *container) {
  const struct cbor_item *map = &container->map;
  (void)cbor_find_number(map, CONTAINER_STATE, &container->state);
  (void)cbor_find_number(map, CONTAINER_SIZE, &container->size);
  (void)cbor_find_number(map, CONTAINER_THROTTLED, &container->throttled);
  (void)cbor_find_number(map, CONTAINER_FUEL_LAST, &container->fuel_last);
  (void)cbor_find_number(map, CONTAINER_FUEL_GREATEST, &container->fuel_greatest);
  (void)cbor_find_number(map, CONTAINER_FUEL_SUM, &container->fuel_sum);
  (void)cbor_find_number(map, CONTAINER_MEMORY, &container->memory);
  (void)cbor_find_number(map, CONTAINER_SEQUENCE, &container->sequence);
  container->is_on_trial = cbor_find_true(map, CONTAINER_ON_TRIAL);
  container->has_previous = cbor_find_true(map, CONTAINER_HAS_PREVIOUS);
}

static void read_runs(struct listed_container *container) {
  struct cbor_item list, run;
  if (!cbor_item_find(&container->map, CONTAINER_RUNS, &list) || list.kind != CBOR_ARRAY)
    return;
  for (uint32_t i = 0; i < THIMBLE_OUTCOME_KINDS && cbor_item_read(&list.bytes, &run); i++)
    container->runs[i] = run.kind == CBOR_UNSIGNED ? run.number : 0;
}

/* [kind, reason, place, address, at_ms, file?, line?, function?] */
static void read_failure(struct listed_container *container) {
  uint64_t *const numbers[] = {&container->failure_kind, &container->failure_reason,
                               &container->failure_place, &container->failure_address,
                               &container->failure_at};
  struct cbor_item list, item;
  if (!cbor_item_find(&container->map, CONTAINER_FAILURE, &list) || list.kind != CBOR_ARRAY)
    return;
  for (uint32_t i = 0; cbor_item_read(&list.bytes, &item); i++) {
    if (i < 5 && item.kind == CBOR_UNSIGNED)
      *numbers[i] = item.number;
    else if (i == 5 && item.kind == CBOR_TEXT)
      container->failure_file = item.bytes;
    else if (i == 6 && item.kind == CBOR_UNSIGNED)
      container->failure_line = item.number;
    else if (i == 7 && item.kind == CBOR_TEXT)
      container->failure_function = item.bytes;
  }
  container->has_failed = container->failure_kind != THIMBLE_DONE;
}

bool container_list_next(struct thimble_bytes *rest, struct listed_container *container) {
  struct thimble_bytes behind = *rest;
  *container = (struct listed_container){0};
  if (!cbor_item_read(&behind, &container->map) || container->map.kind != CBOR_MAP)
    return false;
  *rest = behind;
  read_texts(container);
  read_numbers(container);
  read_runs(container);
  read_failure(container);
  return true;
}

const char *container_state_text(uint64_t state) {
  switch (state) {
  case THIMBLE_CONTAINER_NONE:
    return "not running";
  case THIMBLE_CONTAINER_READY:
    return "ready";
  case THIMBLE_CONTAINER_STOPPED:
    return "stopped";
  case THIMBLE_CONTAINER_QUARANTINED:
    return "quarantined";
  default:
    return "unknown";
  }
}

static void append_origin(const struct listed_container *container, struct thimble_text *text) {
  if (container->failure_function.length > 0) {
    thimble_text_append(text, ", in ");
    thimble_text_append_bytes(text, container->failure_function);
    thimble_text_append(text, "()");
  }
  if (container->failure_file.length > 0) {
    thimble_text_append(text, " at ");
    thimble_text_append_bytes(text, container->failure_file);
    thimble_text_append(text, ":");
    thimble_text_append_unsigned(text, container->failure_line);
  }
}

char *container_failure_text(const struct listed_container *container) {
  enum thimble_reason reason = container->failure_reason < THIMBLE_REASON_COUNT
                                   ? (enum thimble_reason)container->failure_reason
                                   : THIMBLE_REASON_COUNT;
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  describe_reason(&text, reason, container->failure_address);
  if (reason < THIMBLE_REASON_COUNT && thimble_reason_has_address(reason)) {
    thimble_text_append(&text, ", address ");
    describe_address(&text, container->failure_address);
  }
  append_origin(container, &text);
  return memory_text(bytes);
}
