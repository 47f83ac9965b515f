/* SPDX-License-Identifier: Apache-2.0 */
/* report.c: see report.h. */
#include "cli/sign/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/common/hex_text.h"
#include "cli/common/json.h"

static const char *algorithm_name(enum cose_algorithm algorithm) {
  return algorithm == COSE_ESP256 ? "ESP256" : "ES256";
}

void sign_report_text(const struct sign_report *report) {
  char *key = hex_text(key_identifier(report->key));
  printf("%s: %s %s, sequence %" PRIu32 ", %" PRIu32 " bytes", report->path,
         sign_kind_name(report->kind), report->component, report->order->sequence,
         report->envelope->bytes.length);
  if (report->order->payload.length > 0)
    printf(" (%" PRIu32 " before the payload)", report->envelope->head);
  printf(", key %s, %s\n", key, algorithm_name(report->order->algorithm));
  free(key);
}

static void put_uuid(struct json *json, const char *name, const struct uuid *uuid) {
  char text[UUID_TEXT_LENGTH + 1];
  uuid_write(uuid, text);
  json_string(json, name, text);
}

static void put_component(struct json *json, const struct suit_order *order) {
  json_begin_array(json, "component");
  json_string(json, NULL, order->tenant ? order->tenant : "");
  if (order->container)
    json_string(json, NULL, order->container);
  json_end_array(json);
}

static void put_payload(struct json *json, const struct suit_order *order) {
  uint8_t digest[DIGEST_SHA256_LENGTH];
  digest_sha256(order->payload, digest);
  json_begin_object(json, "payload");
  json_string(json, "uri", order->uri);
  json_integer(json, "size", order->payload.length);
  json_hex(json, "digest", (struct thimble_bytes){digest, sizeof digest});
  json_end_object(json);
}

void sign_report_json(const struct sign_report *report) {
  const struct suit_order *order = report->order;
  struct json json;
  json_start(&json, stdout);
  json_begin_object(&json, NULL);
  json_string(&json, "file", report->path);
  json_string(&json, "order", sign_kind_name(report->kind));
  put_component(&json, order);
  json_integer(&json, "sequence", order->sequence);
  put_uuid(&json, "vendor", &order->vendor);
  put_uuid(&json, "class", &order->class);
  if (order->one_device)
    put_uuid(&json, "device", &order->device);
  if (order->operation == SUIT_INSTALL)
    put_payload(&json, order);
  json_hex(&json, "digest",
           (struct thimble_bytes){report->envelope->digest, sizeof report->envelope->digest});
  json_string(&json, "algorithm", algorithm_name(order->algorithm));
  json_hex(&json, "key", key_identifier(report->key));
  json_integer(&json, "size", report->envelope->bytes.length);
  json_integer(&json, "head", report->envelope->head);
  json_end_object(&json);
  json_end_line(&json);
}
