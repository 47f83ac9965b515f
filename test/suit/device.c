/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "suit/device.h"

#include <string.h>

#include <thimble/crypto.h>

enum {
  STEPS_MAXIMUM = 10000
};

static bool equal(struct thimble_bytes left, struct thimble_bytes right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

static void begin(struct device *device, const char *word) {
  if (device->trace.length > 0)
    thimble_text_append(&device->trace, "; ");
  thimble_text_append(&device->trace, word);
}

static void add_number(struct device *device, uint64_t number) {
  thimble_text_append(&device->trace, " ");
  thimble_text_append_unsigned(&device->trace, number);
}

/* As text when it is printable, which the cases' contents are, else in digits. */
static void add_bytes(struct device *device, struct thimble_bytes bytes) {
  bool printable = bytes.length > 0;
  for (uint32_t i = 0; i < bytes.length; i++)
    printable = printable && bytes.data[i] > ' ' && bytes.data[i] < 0x7f;
  thimble_text_append(&device->trace, " ");
  if (printable) {
    thimble_text_append_bytes(&device->trace, bytes);
    return;
  }
  for (uint32_t i = 0; i < bytes.length; i++) {
    char digits[] = {"0123456789abcdef"[bytes.data[i] >> 4], "0123456789abcdef"[bytes.data[i] & 15],
                     '\0'};
    thimble_text_append(&device->trace, digits);
  }
}

static void note(struct device *device, const char *word,
                 const struct thimble_suit_component *component) {
  begin(device, word);
  add_number(device, component->index);
}

static void add_image(struct device *device, const struct thimble_suit_image *image) {
  if (image->has_size)
    add_number(device, image->size);
  if (image->digest != NULL)
    add_bytes(device, (struct thimble_bytes){image->digest, 2});
}

static enum thimble_refusal allows(void *data, uint32_t signer,
                                   const struct thimble_suit_component *component) {
  const struct device *device = data;
  (void)signer;
  if (equal(component->id, device->kind->forbidden))
    return THIMBLE_REFUSAL_NOT_ALLOWED;
  for (uint32_t i = 0; device->kind->components[i].length > 0; i++) {
    struct thimble_bytes start = device->kind->components[i];
    if (component->id.length >= start.length &&
        memcmp(component->id.data, start.data, start.length) == 0)
      return THIMBLE_REFUSAL_NONE;
  }
  return THIMBLE_REFUSAL_COMPONENT;
}

static bool last_sequence(void *data, uint32_t signer,
                          const struct thimble_suit_component *component, uint32_t *sequence) {
  const struct device *device = data;
  (void)signer;
  *sequence = device->kind->sequence;
  return equal(component->id, device->kind->sequenced);
}

static bool has_id(void *data, const struct thimble_suit_component *component,
                   enum thimble_suit_label label, struct thimble_bytes id) {
  struct device *device = data;
  bool vendor = label == THIMBLE_SUIT_VENDOR_ID, class = label == THIMBLE_SUIT_CLASS_ID;
  note(device, vendor ? "vendor" : class ? "class" : "device", component);
  return equal(id, vendor  ? device->kind->vendor
                   : class ? device->kind->class
                           : device->kind->device);
}

static bool is_in_slot(void *data, const struct thimble_suit_component *component, uint32_t slot) {
  struct device *device = data;
  note(device, "slot", component);
  add_number(device, slot);
  return slot == device->kind->slot;
}

static enum thimble_refusal match_image(void *data, const struct thimble_suit_component *component,
                                        const struct thimble_suit_image *image) {
  note(data, "image", component);
  add_image(data, image);
  return image->digest[0] == 0xee ? THIMBLE_REFUSAL_IMAGE : THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal match_content(void *data,
                                          const struct thimble_suit_component *component,
                                          struct thimble_bytes content) {
  note(data, "content", component);
  add_bytes(data, content);
  return equal(content, (struct thimble_bytes){(const uint8_t *)"other", 5})
             ? THIMBLE_REFUSAL_CONTENT
             : THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal write(void *data, const struct thimble_suit_component *component,
                                  struct thimble_bytes content) {
  note(data, "write", component);
  add_bytes(data, content);
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal copy(void *data, const struct thimble_suit_component *component,
                                 const struct thimble_suit_component *source) {
  note(data, "copy", component);
  add_number(data, source->index);
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal swap(void *data, const struct thimble_suit_component *component,
                                 const struct thimble_suit_component *source) {
  const struct device *device = data;
  note(data, "swap", component);
  add_number(data, source->index);
  return device->kind->swaps ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_UNSUPPORTED;
}

static enum thimble_refusal invoke(void *data, const struct thimble_suit_component *component,
                                   struct thimble_bytes arguments) {
  note(data, "invoke", component);
  if (arguments.data != NULL)
    add_bytes(data, arguments);
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal unlink(void *data, const struct thimble_suit_component *component) {
  note(data, "unlink", component);
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal custom(void *data, const struct thimble_suit_component *component,
                                   int32_t code, struct thimble_bytes argument) {
  note(data, "custom", component);
  add_number(data, (uint64_t)-code);
  add_bytes(data, argument);
  return code >= THIMBLE_SUIT_ROLL_BACK ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_CUSTOM;
}

/* What a device does with a payload that has come. */
static enum thimble_refusal take(const struct thimble_suit_wanted *wanted,
                                 struct thimble_bytes payload) {
  uint8_t digest[THIMBLE_DIGEST_SIZE];
  if (wanted->image.has_size && payload.length != wanted->image.size)
    return THIMBLE_REFUSAL_PAYLOAD_SIZE;
  if (wanted->image.digest == NULL)
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  thimble_sha256(payload, digest);
  return memcmp(digest, wanted->image.digest, sizeof digest) == 0 ? THIMBLE_REFUSAL_NONE
                                                                  : THIMBLE_REFUSAL_PAYLOAD_DIGEST;
}

static enum thimble_refusal fetch(struct device *device, const struct thimble_suit *suit) {
  struct thimble_suit_wanted wanted;
  struct thimble_bytes payload;
  thimble_suit_wanted(suit, &wanted);
  note(device, "wants", &wanted.component);
  add_bytes(device, wanted.uri);
  add_image(device, &wanted.image);
  if (wanted.arguments.data != NULL)
    add_bytes(device, wanted.arguments);
  if (device->kind->takes_any_payload)
    return THIMBLE_REFUSAL_NONE;
  if (thimble_payload_find(device->envelope, wanted.uri, &payload) != THIMBLE_OK)
    return THIMBLE_REFUSAL_PAYLOAD_MISSING;
  return take(&wanted, payload);
}

#define THIMBLE_REFUSAL(enumerator, number, text) \
  case THIMBLE_REFUSAL_##enumerator:              \
    return #enumerator;
const char *refusal_name(enum thimble_refusal refusal) {
  switch (refusal) {
#include <thimble/refusals.def>
  }
  return "?";
}
#undef THIMBLE_REFUSAL

static const char *refused(struct device *device, const struct thimble_suit_report *report) {
  begin(device, "refused ");
  thimble_text_append(&device->trace, refusal_name(report->refusal));
  add_number(device, report->section);
  thimble_text_append(&device->trace, ".");
  thimble_text_append_unsigned(&device->trace, report->command);
  return device->bytes;
}

static void start(struct device *device, const struct device_kind *kind) {
  device->kind = kind;
  thimble_text_start(&device->trace, device->bytes, sizeof device->bytes);
}

const char *device_run(struct device *device, const struct device_kind *kind,
                       const struct thimble_envelope *envelope,
                       const struct thimble_suit_observer *observer) {
  const struct thimble_suit_device functions = {
      device, allows, last_sequence, has_id, is_in_slot, match_image, match_content,
      write,  copy,   swap,          invoke, unlink,     custom,
  };
  struct thimble_suit suit;
  start(device, kind);
  device->envelope = envelope;
  enum thimble_suit_status status = thimble_suit_start(&suit, envelope, &functions, observer);
  for (uint32_t i = 0; i < STEPS_MAXIMUM && status <= THIMBLE_SUIT_WANTS; i++)
    status = status == THIMBLE_SUIT_WANTS ? thimble_suit_resume(&suit, fetch(device, &suit))
                                          : thimble_suit_step(&suit);
  if (status == THIMBLE_SUIT_REFUSED)
    return refused(device, &suit.report);
  begin(device, status == THIMBLE_SUIT_DONE ? "done" : "endless");
  return device->bytes;
}

const char *device_process(struct device *device, const struct device_kind *kind,
                           struct thimble_bytes bytes, const struct thimble_signers *signers) {
  struct thimble_envelope envelope;
  struct thimble_suit_report report;
  enum thimble_result result = thimble_envelope_open(&envelope, bytes, signers, &report);
  if (result == THIMBLE_OK)
    return device_run(device, kind, &envelope, NULL);
  start(device, kind);
  if (result == THIMBLE_ERROR_REFUSED)
    return refused(device, &report);
  begin(device, result == THIMBLE_ERROR_TRUNCATED ? "truncated" : "wrong result");
  return device->bytes;
}
