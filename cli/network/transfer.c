/* SPDX-License-Identifier: Apache-2.0 */
/* transfer.c: see transfer.h. Read it from the bottom. */
#include "cli/network/transfer.h"

#include <string.h>

#include "cli/common/digest.h"
#include "cli/common/message.h"
#include "cli/common/progress.h"
#include "cli/network/update_report.h"

enum {
  PATIENCE = 60000,   /* ms for the answer to a block: the last one is answered when all is done */
  STATE_PATIENCE = 8, /* s for the answer where the device is */
  WAIT_FIRST = 500,   /* ms until it is tried again, doubled each time */
  WAIT_LONGEST = 8000,
  CODE_CONTENT = 0x45,
  CODE_CONTINUE = 0x5f,
  CODE_INCOMPLETE = 0x88,
  CODE_TOO_LARGE = 0x8d,
  CODE_UNAVAILABLE = 0xa3
};

struct state {
  struct transfer *transfer;
  struct progress progress;
  struct coap_part part; /* `number` and `exponent` of the next block */
  uint32_t highest;      /* bytes that the device ever had */
  uint64_t progress_at;  /* ms, when it got there */
  uint32_t wait;         /* ms, before the next try */
  bool has_all;          /* the device has every byte, and no verdict yet */
};

static uint32_t offset_of(const struct coap_part *part) {
  return part->number << (4 + part->exponent);
}

static void go_to(struct state *state, uint32_t offset) {
  state->part.number = offset >> (4 + state->part.exponent);
  progress_show(&state->progress, offset_of(&state->part));
}

/* Only what was not there before counts, so that starting anew again and again ends too. */
static void note_progress(struct state *state, uint32_t received) {
  if (received > state->highest) {
    state->highest = received;
    state->progress_at = coap_client_clock();
  }
  state->wait = WAIT_FIRST;
}

static enum coap_outcome send_block(struct state *state, struct coap_answer *answer) {
  const struct thimble_bytes *envelope = &state->transfer->envelope;
  uint32_t offset = offset_of(&state->part), size = 16u << state->part.exponent;
  uint32_t left = envelope->length - offset;
  state->part.more = left > size;
  const struct coap_question question = {
      .method = THIMBLE_COAP_PUT,
      .path = "suit",
      .payload = {envelope->data + offset, state->part.more ? size : left},
      .part = &state->part,
  };
  uint32_t patience =
      state->transfer->timeout < PATIENCE / 1000 ? state->transfer->timeout * 1000 : PATIENCE;
  return coap_client_ask(state->transfer->link->client, &question, patience, answer);
}

static bool is_out_of_time(const struct state *state) {
  return coap_client_clock() - state->progress_at >= (uint64_t)state->transfer->timeout * 1000;
}

static void back_off(struct state *state, uint32_t milliseconds) {
  uint64_t given_up = state->progress_at + (uint64_t)state->transfer->timeout * 1000;
  uint64_t now = coap_client_clock(), left = given_up > now ? given_up - now : 0;
  (void)coap_client_wait(state->transfer->link->client,
                         milliseconds < left ? milliseconds : (uint32_t)left);
  state->wait = state->wait < WAIT_LONGEST / 2 ? state->wait * 2 : WAIT_LONGEST;
}

static void finish(struct state *state, struct coap_answer *answer) {
  state->transfer->code = answer->code;
  state->transfer->verdict = answer->body;
  answer->body = (struct file_bytes){NULL, 0};
}

/* Whether the device's last report is on this envelope: it names the tag that came with it. */
static bool is_ours(const struct state *state, const struct update_report *report) {
  return report->tag.length == COAP_TAG_LENGTH &&
         memcmp(report->tag.data, state->part.tag, COAP_TAG_LENGTH) == 0;
}

/* Goes to where the device is. True: it has a verdict already. */
static bool take_state(struct state *state, struct coap_answer *answer) {
  const struct thimble_bytes body = {answer->body.data, answer->body.length};
  struct update_report report;
  state->has_all = false;
  if (!update_report_read(&report, body) || !is_ours(state, &report)) {
    go_to(state, 0);
    return false;
  }
  if (report.has_verdict) {
    finish(state, answer);
    return true;
  }
  state->has_all = report.received >= state->transfer->envelope.length;
  go_to(state, state->has_all ? 0 : report.received);
  return false;
}

/* After the link was lost. True: there is a verdict. */
static bool find_state(struct state *state) {
  struct coap_answer answer;
  coap_client_renew(state->transfer->link->client);
  if (device_try_get(state->transfer->link, "suit", NULL, STATE_PATIENCE, &answer) != COAP_ANSWERED)
    return false;
  bool has_verdict = answer.code == CODE_CONTENT && take_state(state, &answer);
  file_free(&answer.body);
  return has_verdict;
}

/* The device wants smaller blocks: what it has is a multiple of them. */
static bool shrink(struct state *state, const struct coap_answer *answer) {
  if (!answer->has_block1 || answer->exponent >= state->part.exponent)
    return false;
  uint32_t offset = offset_of(&state->part);
  state->part.exponent = answer->exponent;
  state->part.number = offset >> (4 + state->part.exponent);
  return true;
}

static bool end_with(struct state *state, struct coap_answer *answer) {
  finish(state, answer);
  return true;
}

/* True: there is a verdict. */
static bool take_answer(struct state *state, struct coap_answer *answer) {
  uint32_t sent = 16u << state->part.exponent;
  switch (answer->code) {
  case CODE_CONTINUE: {
    uint32_t next = offset_of(&state->part) + sent;
    (void)shrink(state, answer);
    note_progress(state, next);
    go_to(state, next);
    return false;
  }
  case CODE_INCOMPLETE:
    back_off(state, state->part.number > 0 ? 0 : state->wait);
    go_to(state, 0);
    return false;
  case CODE_UNAVAILABLE:
    /* With a report it is a verdict: the store has no room. Without, somebody else is uploading. */
    if (answer->body.length > 0 && (answer->body.data[0] & 0xe0) == 0xa0)
      return end_with(state, answer);
    back_off(state, answer->max_age < 30 ? answer->max_age * 1000 + 100 : WAIT_LONGEST);
    return find_state(state);
  case CODE_TOO_LARGE:
    return (state->part.number == 0 && shrink(state, answer)) ? false : end_with(state, answer);
  default:
    return end_with(state, answer);
  }
}

/* Sends one block, or gets back on the way. True: there is a verdict. */
static bool step(struct state *state) {
  struct coap_answer answer;
  enum coap_outcome outcome = send_block(state, &answer);
  if (outcome != COAP_ANSWERED) {
    back_off(state, state->wait);
    return find_state(state);
  }
  bool has_verdict = take_answer(state, &answer);
  file_free(&answer.body);
  return has_verdict;
}

static void say_given_up(const struct state *state) {
  const struct transfer *transfer = state->transfer;
  if (state->has_all)
    message_error("%s: given up after %u seconds; the device has it all and is still at work, and "
                  "thimble events will show what came of it",
                  transfer->link->name, transfer->timeout);
  else
    message_error("%s: given up after %u seconds without progress; %u of %u bytes came there",
                  transfer->link->name, transfer->timeout, offset_of(&state->part),
                  transfer->envelope.length);
}

bool transfer_envelope(struct transfer *transfer) {
  uint8_t digest[DIGEST_SHA256_LENGTH];
  struct state state = {
      .transfer = transfer,
      .progress_at = coap_client_clock(),
      .wait = WAIT_FIRST,
      .part = {.exponent = COAP_EXPONENT_MAXIMUM, .total = transfer->envelope.length}};
  digest_sha256(transfer->envelope, digest);
  memcpy(state.part.tag, digest, COAP_TAG_LENGTH);
  transfer->verdict = (struct file_bytes){NULL, 0};
  progress_start(&state.progress, transfer->envelope.length, transfer->is_quiet);
  bool has_verdict = false;
  while (!has_verdict && !is_out_of_time(&state))
    has_verdict = step(&state);
  progress_end(&state.progress);
  if (!has_verdict)
    say_given_up(&state);
  return has_verdict;
}
