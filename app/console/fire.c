/* SPDX-License-Identifier: Apache-2.0 */
/* fire.c: see fire.h. */
#include "fire.h"

#include <stddef.h>

#include "device.h"
#include "emulated/print.h"
#include "event.h"
#include "hooks.h"

#define REPLY_MAXIMUM 64

static uint8_t reply_bytes[REPLY_MAXIMUM];

/* Events are numbered on through all commands, so that packets alternate. */
static uint32_t next_event(const struct thimble_hook *hook) {
  static uint32_t events[HOOKS];
  uint32_t index = 0;
  while (hooks[index] != hook)
    index++;
  return events[index]++;
}

static void print_reply(const struct thimble_reply *reply) {
  thimble_print(", reply \"");
  thimble_print_escaped((struct thimble_bytes){reply->bytes, reply->length});
  thimble_print("\"");
}

static void report(const struct thimble_hook *hook, const struct thimble_firing *firing) {
  thimble_print(hook->type->name);
  thimble_print_number(": value ", firing->value, "");
  thimble_print_number(", ", firing->ran, " ran");
  thimble_print_number(", ", firing->failed, " failed");
  if (firing->reply != NULL)
    print_reply(firing->reply);
  if (hook == hooks[HOOK_SAMPLE]) {
    const struct thimble_context_sample *sample = firing->context;
    thimble_print_number(", sample ", sample->value, "");
  }
  thimble_print("\n");
}

static bool fire_once(struct thimble_hook *hook) {
  struct event event;
  struct thimble_reply reply = {.bytes = reply_bytes, .capacity = sizeof reply_bytes};
  event_make(&event, hook, next_event(hook));
  struct thimble_firing firing = {
      .context = event.context,
      .loans = &event.loan,
      .loan_count = event.loan_count,
      .reply = hook == hooks[HOOK_REQUEST] ? &reply : NULL,
  };
  enum thimble_result result = thimble_fire(&host, hook, &firing);
  if (result != THIMBLE_OK) {
    thimble_print(thimble_result_text(result));
    thimble_print("\n");
    return false;
  }
  report(hook, &firing);
  return firing.failed == 0;
}

bool fire(struct thimble_hook *hook, uint32_t times) {
  bool is_done = true;
  for (uint32_t time = 0; time < times; time++)
    is_done &= fire_once(hook);
  return is_done;
}
