/* SPDX-License-Identifier: Apache-2.0 */
/* event_context.c: see event_context.h. */
#include "cli/common/event_context.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"

struct known_context {
  const char *name;
  uint32_t size;
  uint32_t writable; /* bytes from the start */
  void (*fill)(const struct event_context *context, uint64_t now_ms, uint32_t count);
};

/* Bytes behind --context stand for the whole context. False: there are none. */
static bool fill_given(const struct event_context *context) {
  if (context->given.length > 0)
    memcpy(context->bytes.data, context->given.data, context->given.length);
  return context->has_given;
}

static void fill_timer(const struct event_context *context, uint64_t now_ms, uint32_t count) {
  struct thimble_context_timer timer = {
      .now_ms = now_ms, .period_ms = context->period_ms, .count = count};
  if (!fill_given(context))
    memcpy(context->bytes.data, &timer, sizeof(timer));
}

static void fill_packet(const struct event_context *context, uint64_t now_ms, uint32_t count) {
  (void)now_ms;
  (void)count;
  struct thimble_context_packet packet = {.length = context->given.length,
                                          .lent = context->given.length};
  packet.captured =
      packet.length < sizeof(packet.data) ? packet.length : (uint32_t)sizeof(packet.data);
  if (packet.captured > 0)
    memcpy(packet.data, context->given.data, packet.captured);
  memcpy(context->bytes.data, &packet, sizeof(packet));
}

/* The other contexts are what the command line gives, or zeros. */
static void fill_other(const struct event_context *context, uint64_t now_ms, uint32_t count) {
  (void)now_ms;
  (void)count;
  (void)fill_given(context);
}
#define fill_message fill_other
#define fill_sample fill_other
#define fill_request fill_other

/* A context that is new in contexts.def needs a fill_NAME() above. */
#define THIMBLE_CONTEXT_BEGIN(name, documentation) \
  {#name, sizeof(struct thimble_context_##name), THIMBLE_CONTEXT_WRITABLE_##name, fill_##name},
#define THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation)
#define THIMBLE_CONTEXT_ARRAY(context, access, type, name, count, documentation)
#define THIMBLE_CONTEXT_END(name)
static const struct known_context known_contexts[] = {
#include <thimble/contexts.def>
};
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END

static const struct known_context *find_known(struct thimble_bytes hook) {
  for (size_t i = 0; i < sizeof(known_contexts) / sizeof(known_contexts[0]); i++)
    if (strlen(known_contexts[i].name) == hook.length &&
        memcmp(known_contexts[i].name, hook.data, hook.length) == 0)
      return &known_contexts[i];
  return NULL;
}

static int digit_value(char character) {
  const char *digits = "0123456789abcdef0123456789ABCDEF";
  const char *found = character == '\0' ? NULL : strchr(digits, character);
  return found ? (int)((found - digits) % 16) : -1;
}

/* Pairs of digits, perhaps with spaces or colons between them. */
static bool read_hex(struct file_bytes *bytes, const char *text) {
  bytes->data = memory_get(strlen(text) / 2 + 1, 1);
  while (*text != '\0') {
    if (*text == ' ' || *text == ':') {
      text++;
      continue;
    }
    int high = digit_value(text[0]);
    int low = high < 0 ? -1 : digit_value(text[1]);
    if (low < 0) {
      message_usage("run", "--context: %s is not a row of hexadecimal bytes; a file is @FILE",
                    text);
      return false;
    }
    bytes->data[bytes->length++] = (uint8_t)(high * 16 + low);
    text += 2;
  }
  return true;
}

/* Bytes that are the whole context must be as many as the table says. */
static bool check_size(const struct event_context *context) {
  const struct known_context *known = context->known;
  if (!context->has_given || !known || known->fill == fill_packet ||
      context->given.length == known->size)
    return true;
  message_usage("run", "--context: %u bytes are given, but the context of %s has %u",
                context->given.length, known->name, known->size);
  return false;
}

static int read_given(struct event_context *context, const char *argument) {
  context->has_given = argument != NULL;
  if (!argument)
    return EXIT_CODE_OK;
  if (argument[0] == '@')
    return file_read(&context->given, argument + 1, THIMBLE_MEMORY_MAXIMUM) ? EXIT_CODE_OK
                                                                            : EXIT_CODE_FAILURE;
  return read_hex(&context->given, argument) ? EXIT_CODE_OK : EXIT_CODE_USAGE;
}

int event_context_start(struct event_context *context, struct thimble_bytes hook,
                        const char *argument, uint32_t period_ms) {
  *context = (struct event_context){.known = find_known(hook), .period_ms = period_ms};
  int code = read_given(context, argument);
  if (code == EXIT_CODE_OK && !check_size(context))
    code = EXIT_CODE_USAGE;
  if (code != EXIT_CODE_OK) {
    event_context_free(context);
    return code;
  }
  if (context->known && context->known->fill == fill_packet)
    context->lent = context->given;
  context->bytes.length = context->known ? context->known->size : context->given.length;
  context->bytes.data = memory_get(context->bytes.length + 1, 1);
  return EXIT_CODE_OK;
}

void event_context_next(struct event_context *context, uint64_t now_ms, uint32_t count,
                        struct thimble_event *event) {
  if (context->known)
    context->known->fill(context, now_ms, count);
  else
    (void)fill_given(context);
  event->context = context->bytes.data;
  event->length = context->bytes.length;
  event->writable = event_context_writable(context);
}

uint32_t event_context_size(const char *hook) {
  const struct thimble_bytes name = {(const uint8_t *)hook, (uint32_t)strlen(hook)};
  const struct known_context *known = find_known(name);
  return known ? known->size : 0;
}

bool event_context_is_timer(const struct event_context *context) {
  return context->known && context->known->fill == fill_timer && !context->has_given;
}

bool event_context_takes_reply(const struct event_context *context) {
  return !context->known || strcmp(context->known->name, "request") == 0;
}

uint32_t event_context_writable(const struct event_context *context) {
  return context->known ? context->known->writable : 0;
}

void event_context_free(struct event_context *context) {
  file_free(&context->given);
  file_free(&context->bytes);
}
