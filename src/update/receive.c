/* SPDX-License-Identifier: Apache-2.0 */
/* receive.c: an envelope as it arrives: first its head, into memory; then, behind a good signature,
 * payloads, into the store as far as the manifest wants them.
 *
 * The manifest is carried out as far as it goes without what has not arrived. Payloads stand in the
 * order in which the manifest wants them; one that it does not want there is passed over. */
#include <string.h>

#include "update/state.h"

static void refuse(struct thimble_update *update, enum thimble_refusal refusal) {
  struct thimble_update_target target = thimble_update_target(update->report.component);
  update->report.suit.refusal = refusal;
  update->status = THIMBLE_UPDATE_IDLE;
  thimble_store_abandon(update->store);
  thimble_update_tell(update, THIMBLE_UPDATE_REFUSED, &target, refusal);
}

void thimble_update_begin(struct thimble_update *update) {
  thimble_store_abandon(update->store);
  memset(&update->report, 0, sizeof update->report);
  update->report.suit.component = THIMBLE_NO_COMPONENT;
  update->has_report = true;
  update->status = THIMBLE_UPDATE_RECEIVES;
  update->change_count = 0;
  update->head_length = 0;
  update->is_open = false;
  update->left = 0;
  update->payloads = 0;
  update->name_length = 0;
}

static void note_component(struct thimble_update *update) {
  struct thimble_suit_wanted wanted;
  if (update->suit.status == THIMBLE_SUIT_WANTS) {
    thimble_suit_wanted(&update->suit, &wanted);
    update->report.component = wanted.component.id;
  } else if (update->change_count > 0) {
    update->report.component = update->changes[update->change_count - 1].component;
  }
}

/* Carries out what can be. Every manifest ends, so the loop does. */
static void go_on(struct thimble_update *update) {
  while (update->suit.status == THIMBLE_SUIT_RUNS)
    (void)thimble_suit_step(&update->suit);
  note_component(update);
  if (update->suit.status != THIMBLE_SUIT_REFUSED)
    return;
  update->report.suit = update->suit.report;
  refuse(update, update->suit.report.refusal);
}

static void answer(struct thimble_update *update, enum thimble_refusal refusal) {
  (void)thimble_suit_resume(&update->suit, refusal);
  go_on(update);
}

static void fail(struct thimble_update *update, enum thimble_refusal refusal,
                 enum thimble_result result) {
  update->report.result = result;
  answer(update, refusal);
}

static enum thimble_refusal refusal_of(enum thimble_result result) {
  switch (result) {
  case THIMBLE_OK:
    return THIMBLE_REFUSAL_NONE;
  case THIMBLE_ERROR_LIMIT:
  case THIMBLE_ERROR_INVALID:
  case THIMBLE_ERROR_TRUNCATED:
    return THIMBLE_REFUSAL_PAYLOAD_SIZE;
  case THIMBLE_ERROR_NO_MEMORY:
    return THIMBLE_REFUSAL_STORE_FULL;
  default:
    return THIMBLE_REFUSAL_STORE;
  }
}

static bool is_record(struct thimble_bytes component) {
  return thimble_update_target(component).kind != THIMBLE_UPDATE_OF_CONTAINER;
}

/* What the manifest has to say of a payload before a byte of it is taken. */
static enum thimble_refusal check_wanted(const struct thimble_suit_wanted *wanted, uint32_t size) {
  if (wanted->image.digest == NULL)
    return THIMBLE_REFUSAL_PARAMETER_MISSING;
  bool is_long = is_record(wanted->component.id) && size > THIMBLE_RECORD_MAXIMUM;
  if (is_long || (wanted->image.has_size && wanted->image.size != size))
    return THIMBLE_REFUSAL_PAYLOAD_SIZE;
  return THIMBLE_REFUSAL_NONE;
}

static void begin_payload(struct thimble_update *update, const struct thimble_suit_wanted *wanted,
                          uint32_t size) {
  enum thimble_refusal refusal = check_wanted(wanted, size);
  enum thimble_result result = THIMBLE_OK;
  if (refusal == THIMBLE_REFUSAL_NONE &&
      thimble_update_change_find(update, wanted->component.id) != NULL)
    refusal = THIMBLE_REFUSAL_UNSUPPORTED;
  if (refusal == THIMBLE_REFUSAL_NONE) {
    result = thimble_store_begin(update->store, wanted->component.id, size);
    refusal = refusal_of(result);
  }
  update->is_stored = refusal == THIMBLE_REFUSAL_NONE;
  update->left = size;
  if (refusal != THIMBLE_REFUSAL_NONE)
    fail(update, refusal, result);
}

/* All of the payload has been written. */
static void finish_payload(struct thimble_update *update) {
  struct thimble_suit_wanted wanted;
  struct thimble_store_payload payload;
  thimble_suit_wanted(&update->suit, &wanted);
  update->is_stored = false;
  enum thimble_result result = thimble_store_finish(update->store, &payload);
  enum thimble_refusal refusal = refusal_of(result);
  if (refusal == THIMBLE_REFUSAL_NONE &&
      memcmp(payload.digest, wanted.image.digest, sizeof payload.digest) != 0)
    refusal = THIMBLE_REFUSAL_PAYLOAD_DIGEST;
  if (refusal == THIMBLE_REFUSAL_NONE)
    refusal = thimble_update_change_add(update, wanted.component.id, THIMBLE_STORE_INSTALL);
  if (refusal == THIMBLE_REFUSAL_NONE)
    update->changes[update->change_count - 1].payload = payload;
  fail(update, refusal, result);
}

/* Writes content of a payload into the store, or passes over it. */
static void take_content(struct thimble_update *update, struct thimble_bytes bytes) {
  update->left -= bytes.length;
  if (!update->is_stored)
    return;
  enum thimble_result result = thimble_store_write(update->store, bytes);
  if (result != THIMBLE_OK)
    fail(update, refusal_of(result), result);
  else if (update->left == 0)
    finish_payload(update);
}

static bool is_wanted(const struct thimble_update *update, const struct thimble_payload *payload,
                      struct thimble_suit_wanted *wanted) {
  if (update->suit.status != THIMBLE_SUIT_WANTS)
    return false;
  thimble_suit_wanted(&update->suit, wanted);
  return thimble_update_equal(wanted->uri, payload->name);
}

/* The name and the length of the next payload, byte by byte: they are short. */
static void take_name(struct thimble_update *update, uint8_t byte) {
  struct thimble_payload payload;
  struct thimble_suit_wanted wanted;
  if (update->name_length == sizeof update->name || update->payloads == update->envelope.payloads) {
    refuse(update, THIMBLE_REFUSAL_ENVELOPE);
    return;
  }
  update->name[update->name_length++] = byte;
  enum thimble_result result =
      thimble_payload_read(&payload, (struct thimble_bytes){update->name, update->name_length});
  if (result == THIMBLE_ERROR_TRUNCATED)
    return;
  if (result != THIMBLE_OK) {
    refuse(update, THIMBLE_REFUSAL_ENVELOPE);
    return;
  }
  update->payloads++;
  update->is_stored = false;
  update->left = payload.length;
  update->name_length = 0;
  if (is_wanted(update, &payload, &wanted))
    begin_payload(update, &wanted, payload.length);
}

static void take_payloads(struct thimble_update *update, struct thimble_bytes bytes) {
  while (bytes.length > 0 && update->status == THIMBLE_UPDATE_RECEIVES) {
    uint32_t length = update->left < bytes.length ? update->left : bytes.length;
    if (length > 0) {
      take_content(update, (struct thimble_bytes){bytes.data, length});
    } else {
      length = 1;
      take_name(update, bytes.data[0]);
    }
    bytes.data += length;
    bytes.length -= length;
  }
}

static void open_head(struct thimble_update *update) {
  const struct thimble_signers signers = {update->signers, update->signer_count};
  const struct thimble_bytes head = {update->head, update->head_length};
  enum thimble_result result =
      thimble_envelope_open(&update->envelope, head, &signers, &update->report.suit);
  if (result == THIMBLE_ERROR_TRUNCATED)
    return;
  if (result != THIMBLE_OK) {
    refuse(update, update->report.suit.refusal);
    return;
  }
  update->is_open = true;
  (void)thimble_suit_start(&update->suit, &update->envelope, &update->suit_device, NULL);
  go_on(update);
}

/* What has come with the head and belongs to payloads. Nothing more of the head is read then. */
static void take_rest(struct thimble_update *update) {
  uint32_t start = update->envelope.payload_start;
  if (update->is_open && update->status == THIMBLE_UPDATE_RECEIVES)
    take_payloads(update,
                  (struct thimble_bytes){update->head + start, update->head_length - start});
}

/* Takes as much as the head has room for; returns how much. */
static uint32_t take_head(struct thimble_update *update, struct thimble_bytes bytes) {
  uint32_t room = update->head_size - update->head_length;
  uint32_t length = bytes.length < room ? bytes.length : room;
  memcpy(update->head + update->head_length, bytes.data, length);
  update->head_length += length;
  open_head(update);
  take_rest(update);
  if (!update->is_open && update->status == THIMBLE_UPDATE_RECEIVES && bytes.length > room)
    refuse(update, THIMBLE_REFUSAL_HEAD);
  return length;
}

void thimble_update_write(struct thimble_update *update, struct thimble_bytes bytes) {
  if (update->status != THIMBLE_UPDATE_RECEIVES || bytes.length == 0)
    return;
  update->report.received += bytes.length;
  if (!update->is_open) {
    uint32_t length = take_head(update, bytes);
    bytes.data += length;
    bytes.length -= length;
  }
  if (update->is_open)
    take_payloads(update, bytes);
}

static void complete(struct thimble_update *update) {
  enum thimble_refusal refusal = thimble_update_complete(update);
  if (refusal != THIMBLE_REFUSAL_NONE)
    refuse(update, refusal);
  else
    update->status = THIMBLE_UPDATE_IDLE;
}

static bool is_inside(struct thimble_bytes uri) {
  return uri.length > 0 && uri.data[0] == '#';
}

/* No more bytes will come. */
static void settle(struct thimble_update *update) {
  struct thimble_suit_wanted wanted;
  if (update->suit.status == THIMBLE_SUIT_DONE) {
    complete(update);
    return;
  }
  thimble_suit_wanted(&update->suit, &wanted);
  if (is_inside(wanted.uri)) {
    answer(update, THIMBLE_REFUSAL_PAYLOAD_MISSING);
    return;
  }
  update->status = THIMBLE_UPDATE_PULLS;
  begin_payload(update, &wanted, wanted.image.has_size ? wanted.image.size : 0);
}

void thimble_update_end(struct thimble_update *update) {
  if (update->status != THIMBLE_UPDATE_RECEIVES)
    return;
  bool is_whole = update->is_open && update->left == 0 && update->name_length == 0 &&
                  update->payloads == update->envelope.payloads;
  if (is_whole)
    settle(update);
  else
    refuse(update, THIMBLE_REFUSAL_ENVELOPE);
}

void thimble_update_wanted(const struct thimble_update *update,
                           struct thimble_suit_wanted *wanted) {
  thimble_suit_wanted(&update->suit, wanted);
}

bool thimble_update_pulled(struct thimble_update *update, struct thimble_bytes bytes) {
  if (update->status != THIMBLE_UPDATE_PULLS)
    return false;
  if (bytes.length > update->left)
    fail(update, THIMBLE_REFUSAL_PAYLOAD_SIZE, THIMBLE_ERROR_LIMIT);
  else
    take_content(update, bytes);
  return update->status == THIMBLE_UPDATE_PULLS;
}

/* When the last byte has come, the payload has been finished, and the manifest has gone on. */
void thimble_update_pull_end(struct thimble_update *update, enum thimble_result result) {
  if (update->status != THIMBLE_UPDATE_PULLS)
    return;
  if (result != THIMBLE_OK)
    fail(update, THIMBLE_REFUSAL_PAYLOAD_MISSING, result);
  else if (update->left > 0)
    fail(update, THIMBLE_REFUSAL_PAYLOAD_SIZE, THIMBLE_ERROR_TRUNCATED);
  else
    settle(update);
}
