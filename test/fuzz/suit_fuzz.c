/* SPDX-License-Identifier: Apache-2.0 */
/* suit_fuzz.c: any bytes as a manifest whose signature has held, for a device that answers at
 * random: the processor stays inside the bytes, ends, and keeps its word to the device.
 *
 * The first eight bytes are the device's answers, one bit each, in turn; the ninth is how many of
 * the last bytes are the severed install sequence. */
#include <stdbool.h>
#include <string.h>

#include <thimble/crypto.h>
#include <thimble/suit.h>

#include "fuzz/fuzz.h"

enum {
  ANSWERS = 8,
  STEPS_MAXIMUM = 200000,
};

struct answers {
  const uint8_t *bytes;
  uint32_t asked;
  uint32_t components;
  struct thimble_bytes head;
  uint32_t unverified; /* components that were written and not matched since, as bits */
  bool is_vendor_checked;
};

static bool answer(struct answers *answers) {
  uint32_t bit = answers->asked++ % (8 * ANSWERS);
  return (answers->bytes[bit / 8] >> bit % 8 & 1) == 0;
}

static void check_view(const struct answers *answers, struct thimble_bytes view) {
  must(view.data >= answers->head.data);
  must(view.length <= answers->head.length);
  must(view.data + view.length <= answers->head.data + answers->head.length);
}

static void check_component(const struct answers *answers,
                            const struct thimble_suit_component *component) {
  must(component->index < THIMBLE_SUIT_COMPONENTS);
  must(component->id.length >= 1);
  check_view(answers, component->id);
}

static enum thimble_refusal allows(void *data, uint32_t signer,
                                   const struct thimble_suit_component *component) {
  struct answers *answers = data;
  (void)signer;
  check_component(answers, component);
  must(component->index == answers->components++);
  return answers->bytes[0] == 0xff ? THIMBLE_REFUSAL_NOT_ALLOWED : THIMBLE_REFUSAL_NONE;
}

static bool last_sequence(void *data, uint32_t signer,
                          const struct thimble_suit_component *component, uint32_t *sequence) {
  const struct answers *answers = data;
  (void)signer;
  check_component(answers, component);
  *sequence = answers->bytes[1];
  return answers->bytes[0] >= 0xfe;
}

static bool has_id(void *data, const struct thimble_suit_component *component,
                   enum thimble_suit_label label, struct thimble_bytes id) {
  struct answers *answers = data;
  check_component(answers, component);
  check_view(answers, id);
  must(id.length == 16);
  answers->is_vendor_checked |= label == THIMBLE_SUIT_VENDOR_ID;
  return answer(answers);
}

static bool is_in_slot(void *data, const struct thimble_suit_component *component, uint32_t slot) {
  check_component(data, component);
  (void)slot;
  return answer(data);
}

static enum thimble_refusal note_match(struct answers *answers,
                                       const struct thimble_suit_component *component,
                                       enum thimble_refusal refusal) {
  check_component(answers, component);
  if (!answer(answers))
    return refusal;
  answers->unverified &= ~(1u << component->index);
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal match_image(void *data, const struct thimble_suit_component *component,
                                        const struct thimble_suit_image *image) {
  check_view(data, (struct thimble_bytes){image->digest, THIMBLE_DIGEST_SIZE});
  return note_match(data, component, THIMBLE_REFUSAL_IMAGE);
}

static enum thimble_refusal match_content(void *data,
                                          const struct thimble_suit_component *component,
                                          struct thimble_bytes content) {
  check_view(data, content);
  return note_match(data, component, THIMBLE_REFUSAL_CONTENT);
}

/* Nothing is changed for a device that has not been asked who it is. */
static enum thimble_refusal note_change(struct answers *answers,
                                        const struct thimble_suit_component *component) {
  check_component(answers, component);
  must(answers->is_vendor_checked);
  return answer(answers) ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_UNSUPPORTED;
}

static enum thimble_refusal write(void *data, const struct thimble_suit_component *component,
                                  struct thimble_bytes content) {
  struct answers *answers = data;
  check_view(answers, content);
  answers->unverified &= ~(1u << component->index);
  return note_change(answers, component);
}

static enum thimble_refusal copy(void *data, const struct thimble_suit_component *component,
                                 const struct thimble_suit_component *source) {
  struct answers *answers = data;
  check_component(answers, source);
  must(source->index != component->index);
  answers->unverified |= 1u << component->index;
  return note_change(answers, component);
}

static enum thimble_refusal swap(void *data, const struct thimble_suit_component *component,
                                 const struct thimble_suit_component *source) {
  struct answers *answers = data;
  answers->unverified |= 1u << source->index;
  return copy(data, component, source);
}

static enum thimble_refusal invoke(void *data, const struct thimble_suit_component *component,
                                   struct thimble_bytes arguments) {
  struct answers *answers = data;
  if (arguments.data != NULL)
    check_view(answers, arguments);
  must((answers->unverified >> component->index & 1) == 0);
  return note_change(answers, component);
}

static enum thimble_refusal unlink(void *data, const struct thimble_suit_component *component) {
  struct answers *answers = data;
  answers->unverified &= ~(1u << component->index);
  return note_change(answers, component);
}

static enum thimble_refusal custom(void *data, const struct thimble_suit_component *component,
                                   int32_t code, struct thimble_bytes argument) {
  struct answers *answers = data;
  must(code < -256);
  check_view(answers, argument);
  must((answers->unverified >> component->index & 1) == 0);
  return note_change(answers, component);
}

static enum thimble_refusal fetch(struct answers *answers, const struct thimble_suit *suit) {
  struct thimble_suit_wanted wanted;
  thimble_suit_wanted(suit, &wanted);
  check_view(answers, wanted.uri);
  answers->unverified |= 1u << wanted.component.index;
  return note_change(answers, &wanted.component);
}

static void observe(void *data, const struct thimble_suit_event *event) {
  const struct answers *answers = data;
  check_component(answers, &event->component);
  check_view(answers, event->argument);
  must(event->policy < 16 && event->depth < THIMBLE_SUIT_DEPTH);
}

static void run(struct answers *answers, const struct thimble_envelope *envelope) {
  const struct thimble_suit_device device = {
      answers, allows, last_sequence, has_id, is_in_slot, match_image, match_content,
      write,   copy,   swap,          invoke, unlink,     custom,
  };
  const struct thimble_suit_observer observer = {answers, observe};
  struct thimble_suit suit;
  uint32_t steps = 0;
  (void)thimble_suit_start(&suit, envelope, &device, &observer);
  for (; suit.status <= THIMBLE_SUIT_WANTS && steps < STEPS_MAXIMUM; steps++)
    if (suit.status == THIMBLE_SUIT_WANTS)
      (void)thimble_suit_resume(&suit, fetch(answers, &suit));
    else
      (void)thimble_suit_step(&suit);
  must(steps < STEPS_MAXIMUM);
  must((suit.status == THIMBLE_SUIT_REFUSED) == (suit.report.refusal != THIMBLE_REFUSAL_NONE));
  must(suit.report.offset <= envelope->head.length);
  must(suit.status != THIMBLE_SUIT_DONE || answers->unverified == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size < ANSWERS + 1)
    return 0;
  uint32_t length = (uint32_t)(size - ANSWERS - 1), severed = bytes[ANSWERS];
  uint8_t *copy = allocate(length);
  if (length > 0)
    memcpy(copy, bytes + ANSWERS + 1, length);
  if (severed > length)
    severed = 0;
  struct thimble_envelope envelope = {.head = {copy, length}, .manifest = {copy, length - severed}};
  if (severed > 0)
    envelope.severed[THIMBLE_SEVERABLE_INSTALL] =
        (struct thimble_bytes){copy + length - severed, severed};
  struct answers answers = {.bytes = bytes, .head = envelope.head};
  run(&answers, &envelope);
  free(copy);
  return 0;
}
