/* SPDX-License-Identifier: Apache-2.0 */
/* envelope_fuzz.c: any bytes as an envelope. Nobody can guess a signature, so an envelope opens
 * only when it comes from the cases; what is opened lies inside the bytes, and a longer head of the
 * same envelope does not change it. */
#include <stdbool.h>
#include <string.h>

#include <thimble/envelope.h>

#include "fuzz/fuzz.h"
#include "suit/device.h"
#include "suit/table.h"

static bool is_inside(struct thimble_bytes view, const uint8_t *bytes, size_t size) {
  if (view.length == 0)
    return true;
  return view.data >= bytes && view.data < bytes + size &&
         view.length <= (size_t)(bytes + size - view.data);
}

static void check_envelope(const struct thimble_envelope *envelope, const uint8_t *bytes,
                           uint32_t size) {
  struct thimble_bytes content;
  must(envelope->signer == 1);
  must(is_inside(envelope->manifest, bytes, size));
  must(envelope->payload_start <= size);
  for (uint32_t i = 0; i < THIMBLE_SEVERABLE_COUNT; i++)
    must(is_inside(envelope->severed[i], bytes, size));
  if (thimble_payload_find(envelope, (struct thimble_bytes){(const uint8_t *)"#a", 2}, &content) ==
      THIMBLE_OK)
    must(is_inside(content, bytes, size));
}

static void open_envelope(const uint8_t *bytes, uint32_t size) {
  struct thimble_envelope envelope;
  struct thimble_suit_report report;
  const struct thimble_bytes head = {bytes, size};
  enum thimble_result result =
      thimble_envelope_open(&envelope, head, suit_table_signers(), &report);
  must(report.offset <= size);
  must((result == THIMBLE_ERROR_REFUSED) == (report.refusal != THIMBLE_REFUSAL_NONE));
  must(result == THIMBLE_OK || result == THIMBLE_ERROR_REFUSED ||
       result == THIMBLE_ERROR_TRUNCATED);
  if (result == THIMBLE_OK) {
    static struct device device;
    check_envelope(&envelope, bytes, size);
    (void)device_run(&device, &suit_table_device, &envelope, NULL);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static bool started;
  if (!started)
    suit_table_start();
  started = true;
  uint8_t *copy = allocate(size);
  if (size > 0)
    memcpy(copy, bytes, size);
  open_envelope(copy, (uint32_t)size);
  free(copy);
  return 0;
}
