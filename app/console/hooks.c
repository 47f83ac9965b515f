/* SPDX-License-Identifier: Apache-2.0 */
/* hooks.c: see hooks.h. What handles packets and samples may do little, and not for long; only a
 * request takes an answer. */
#include "hooks.h"

#define ALLOW(grant) (1u << THIMBLE_GRANT_##grant)
#define ALL_BUT_REPLY (THIMBLE_GRANTS_ALL & ~ALLOW(REPLY))
#define ON_THE_WAY \
  (ALLOW(LOG) | ALLOW(CLOCK) | ALLOW(VALUE_READ) | ALLOW(VALUE_WRITE) | ALLOW(MESSAGE))
#define FUEL_ON_THE_WAY 2000

static const struct thimble_hook_type timer_type = {
    .name = "timer",
    .kind = THIMBLE_HOOK_TIMER,
    THIMBLE_HOOK_CONTEXT(timer),
    .period_ms = 1000,
    .allowed = {.grants = ALL_BUT_REPLY},
};

/* The first one that drops a packet decides. */
static const struct thimble_hook_type packet_type = {
    .name = "packet",
    .rule = THIMBLE_HOOK_FIRST,
    THIMBLE_HOOK_CONTEXT(packet),
    .default_value = 1,
    .fuel = FUEL_ON_THE_WAY,
    .allowed = {.grants = ON_THE_WAY},
};

static const struct thimble_hook_type message_type = {
    .name = "message",
    .kind = THIMBLE_HOOK_MESSAGE,
    THIMBLE_HOOK_CONTEXT(message),
    .allowed = {.grants = ALL_BUT_REPLY},
};

static const struct thimble_hook_type sample_type = {
    .name = "sample",
    THIMBLE_HOOK_CONTEXT(sample),
    .fuel = FUEL_ON_THE_WAY,
    .allowed = {.grants = ON_THE_WAY},
};

static const struct thimble_hook_type request_type = {
    .name = "request",
    .rule = THIMBLE_HOOK_FIRST,
    THIMBLE_HOOK_CONTEXT(request),
    .allowed = {.grants =
                    ALLOW(LOG) | ALLOW(CLOCK) | ALLOW(SENSOR) | ALLOW(VALUE_READ) | ALLOW(REPLY)},
};

static _Alignas(16) uint8_t run_memory[HOOKS_RUN_MEMORY];
static struct thimble_arena arena = {.memory = {run_memory, sizeof run_memory}};

static struct thimble_hook timer_hook = {.type = &timer_type, .arena = &arena};
static struct thimble_hook packet_hook = {.type = &packet_type, .arena = &arena};
static struct thimble_hook message_hook = {.type = &message_type, .arena = &arena};
static struct thimble_hook sample_hook = {.type = &sample_type, .arena = &arena};
static struct thimble_hook request_hook = {.type = &request_type, .arena = &arena};

struct thimble_hook *const hooks[HOOKS] = {
    [HOOK_TIMER] = &timer_hook,   [HOOK_PACKET] = &packet_hook,   [HOOK_MESSAGE] = &message_hook,
    [HOOK_SAMPLE] = &sample_hook, [HOOK_REQUEST] = &request_hook,
};
