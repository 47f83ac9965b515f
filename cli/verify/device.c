/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "cli/verify/device.h"

#include <string.h>
#include <thimble/crypto.h>

#include "base/name.h"

typedef struct thimble_bytes bytes_t;
typedef const struct thimble_suit_component component_t;

static void note(struct verification *verification, enum thimble_suit_label label, bytes_t bytes,
                 uint32_t number) {
  if (verification->noted_count < sizeof verification->noted / sizeof *verification->noted)
    verification->noted[verification->noted_count++] =
        (struct verify_parameter){label, bytes, number};
}

static void note_image(struct verification *verification, const struct thimble_suit_image *image) {
  if (image->digest)
    note(verification, THIMBLE_SUIT_DIGEST, (bytes_t){image->digest, THIMBLE_DIGEST_SIZE}, 0);
  if (image->has_size)
    note(verification, THIMBLE_SUIT_SIZE, (bytes_t){NULL, 0}, image->size);
}

static bool equal(bytes_t left, bytes_t right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

static bool starts_with(bytes_t bytes, const char *text) {
  size_t length = strlen(text);
  return bytes.length >= length && memcmp(bytes.data, text, length) == 0;
}

/* The parts of an identifier that are names; 3: it is no component of Thimble. */
static uint32_t count_names(bytes_t id) {
  bytes_t part;
  uint32_t count = 0;
  for (; count < 3 && thimble_suit_id_part(id, count, &part) == THIMBLE_OK; count++) {
    if (!thimble_name_is_valid(part))
      return 3;
  }
  return count;
}

static bool is_owner(bytes_t id) {
  static const uint8_t owner[] = {0x81, 0x40};
  return equal(id, (bytes_t){owner, sizeof owner});
}

bool verify_is_container(bytes_t id) {
  return count_names(id) == 2;
}

static enum thimble_refusal allows(void *data, uint32_t signer, component_t *component) {
  struct verification *verification = data;
  uint32_t names = count_names(component->id);
  (void)signer;
  verification->components[component->index] = component->id;
  if (component->index >= verification->component_count)
    verification->component_count = component->index + 1;
  if (verification->is_as_if || is_owner(component->id) || names == 1 || names == 2)
    return THIMBLE_REFUSAL_NONE;
  return THIMBLE_REFUSAL_COMPONENT;
}

static bool last_sequence(void *data, uint32_t signer, component_t *component, uint32_t *sequence) {
  (void)data;
  (void)signer;
  (void)component;
  (void)sequence;
  return false;
}

static bool has_id(void *data, component_t *component, enum thimble_suit_label label, bytes_t id) {
  struct verification *verification = data;
  struct verify_id *own = &verification->ids[label == THIMBLE_SUIT_VENDOR_ID  ? 0
                                             : label == THIMBLE_SUIT_CLASS_ID ? 1
                                                                              : 2];
  (void)component;
  note(verification, label, id, 0);
  if (!own->is_given && !own->is_taken && id.length == sizeof own->uuid.bytes) {
    memcpy(own->uuid.bytes, id.data, id.length);
    own->is_taken = true;
  }
  return (own->is_given || own->is_taken) &&
         equal(id, (bytes_t){own->uuid.bytes, sizeof own->uuid.bytes});
}

/* Slots are the store's own matter: no update can be for one of them. */
static bool is_in_slot(void *data, component_t *component, uint32_t slot) {
  struct verification *verification = data;
  (void)component;
  note(verification, THIMBLE_SUIT_SLOT, (bytes_t){NULL, 0}, slot);
  verification->noted_assumed = verification->is_as_if;
  return verification->is_as_if && slot == 0;
}

static bool has_digest(bytes_t content, const struct thimble_suit_image *image) {
  uint8_t digest[THIMBLE_DIGEST_SIZE];
  thimble_sha256(content, digest);
  return memcmp(digest, image->digest, sizeof digest) == 0;
}

/* What the component held before is not known. */
static enum thimble_refusal match_image(void *data, component_t *component,
                                        const struct thimble_suit_image *image) {
  struct verification *verification = data;
  bytes_t content = verification->contents[component->index];
  note_image(verification, image);
  verification->noted_assumed = content.data == NULL;
  if (!content.data)
    return THIMBLE_REFUSAL_NONE;
  bool matches = (!image->has_size || image->size == content.length) && has_digest(content, image);
  return matches ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_IMAGE;
}

static enum thimble_refusal match_content(void *data, component_t *component, bytes_t wanted) {
  struct verification *verification = data;
  bytes_t content = verification->contents[component->index];
  note(verification, THIMBLE_SUIT_CONTENT, wanted, 0);
  verification->noted_assumed = content.data == NULL;
  return !content.data || equal(content, wanted) ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_CONTENT;
}

/* A Thimble device has no use for write, copy and swap: see src/update/device.c. */
static enum thimble_refusal only_as_if(const struct verification *verification) {
  return verification->is_as_if ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_UNSUPPORTED;
}

static enum thimble_refusal write(void *data, component_t *component, bytes_t content) {
  struct verification *verification = data;
  note(verification, THIMBLE_SUIT_CONTENT, content, 0);
  verification->contents[component->index] = content;
  return only_as_if(verification);
}

static enum thimble_refusal copy(void *data, component_t *component, component_t *source) {
  struct verification *verification = data;
  note(verification, THIMBLE_SUIT_SOURCE, (bytes_t){NULL, 0}, source->index);
  verification->noted_assumed = true;
  verification->contents[component->index] = verification->contents[source->index];
  return only_as_if(verification);
}

static enum thimble_refusal swap(void *data, component_t *component, component_t *source) {
  struct verification *verification = data;
  bytes_t content = verification->contents[component->index];
  verification->contents[component->index] = verification->contents[source->index];
  verification->contents[source->index] = content;
  note(verification, THIMBLE_SUIT_SOURCE, (bytes_t){NULL, 0}, source->index);
  verification->noted_assumed = true;
  return only_as_if(verification);
}

/* What only a container can do. */
static enum thimble_refusal of_container(const struct verification *verification,
                                         component_t *component) {
  return verification->is_as_if || verify_is_container(component->id) ? THIMBLE_REFUSAL_NONE
                                                                      : THIMBLE_REFUSAL_UNSUPPORTED;
}

static enum thimble_refusal invoke(void *data, component_t *component, bytes_t arguments) {
  if (arguments.data)
    note(data, THIMBLE_SUIT_INVOKE_ARGUMENTS, arguments, 0);
  return of_container(data, component);
}

static enum thimble_refusal unlink(void *data, component_t *component) {
  struct verification *verification = data;
  verification->contents[component->index] = (bytes_t){NULL, 0};
  verification->noted_assumed = true;
  return is_owner(component->id) ? THIMBLE_REFUSAL_UNSUPPORTED : THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal custom(void *data, component_t *component, int32_t code,
                                   bytes_t argument) {
  struct verification *verification = data;
  (void)argument;
  verification->noted_assumed = true;
  if (code > THIMBLE_SUIT_STOP || code < THIMBLE_SUIT_ROLL_BACK)
    return THIMBLE_REFUSAL_CUSTOM;
  return of_container(verification, component);
}

struct thimble_suit_device verify_device(struct verification *verification) {
  return (struct thimble_suit_device){
      verification, allows, last_sequence, has_id, is_in_slot, match_image, match_content,
      write,        copy,   swap,          invoke, unlink,     custom,
  };
}

static enum thimble_refusal take(const struct thimble_suit_wanted *wanted, bytes_t payload) {
  if (wanted->image.has_size && payload.length != wanted->image.size)
    return THIMBLE_REFUSAL_PAYLOAD_SIZE;
  if (!wanted->image.digest)
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  return has_digest(payload, &wanted->image) ? THIMBLE_REFUSAL_NONE
                                             : THIMBLE_REFUSAL_PAYLOAD_DIGEST;
}

enum thimble_refusal verify_fetch(struct verification *verification,
                                  const struct thimble_suit *suit) {
  struct thimble_suit_wanted wanted;
  bytes_t payload;
  thimble_suit_wanted(suit, &wanted);
  note(verification, THIMBLE_SUIT_URI, wanted.uri, 0);
  if (wanted.image.has_size)
    note(verification, THIMBLE_SUIT_SIZE, (bytes_t){NULL, 0}, wanted.image.size);
  if (thimble_payload_find(&verification->envelope, wanted.uri, &payload) == THIMBLE_OK) {
    verification->contents[wanted.component.index] = payload;
    return take(&wanted, payload);
  }
  verification->noted_assumed = true;
  verification->contents[wanted.component.index] = (bytes_t){NULL, 0};
  if (starts_with(wanted.uri, "coap://") || verification->is_as_if)
    return THIMBLE_REFUSAL_NONE;
  return THIMBLE_REFUSAL_PAYLOAD_MISSING;
}
