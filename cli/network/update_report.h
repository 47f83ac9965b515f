/* SPDX-License-Identifier: Apache-2.0 */
/* update_report.h: the verdict of a device on an order, as it comes (SPEC.md, section "Resources of
 * a device"), in words. */
#ifndef THIMBLE_CLI_NETWORK_UPDATE_REPORT_H
#define THIMBLE_CLI_NETWORK_UPDATE_REPORT_H

#include <thimble/lines.h>

#include "cli/common/cbor_item.h"
#include "cli/common/json.h"

/* Keys of the map. */
enum update_report_key {
  UPDATE_REPORT_REFUSAL = 1,
  UPDATE_REPORT_SECTION,
  UPDATE_REPORT_COMMAND,
  UPDATE_REPORT_OFFSET,
  UPDATE_REPORT_COMPONENT,
  UPDATE_REPORT_STAGE,
  UPDATE_REPORT_REASON,
  UPDATE_REPORT_PLACE,
  UPDATE_REPORT_DETAIL,
  UPDATE_REPORT_RESULT,
  UPDATE_REPORT_FILE,
  UPDATE_REPORT_LINE,
  UPDATE_REPORT_FUNCTION,
  UPDATE_REPORT_RECEIVED,
  UPDATE_REPORT_BUSY,
  UPDATE_REPORT_TAG,
};

struct update_report {
  struct cbor_item map;
  bool has_verdict;
  uint32_t refusal; /* 0: done */
  uint32_t received;
  bool has_received;
  struct thimble_bytes tag; /* the Request-Tag of the upload it is about, or empty */
};

/* Reads a report, whose bytes have to stay. False: it is none. */
bool update_report_read(struct update_report *report, struct thimble_bytes body);

/* `the host refused the image: verifying: …, in run() at blink.c:14`. `lines`, of the image that
 * was sent, help where the device names no line; may be null. free() gives it back. */
char *update_report_text(const struct update_report *report, const struct thimble_lines *lines);

/* Its members, into an object that has begun. */
void update_report_json(const struct update_report *report, struct json *json);

#endif
