/* SPDX-License-Identifier: Apache-2.0 */
/* services.c: see services.h. Called during a run, so the host is locked. */
#include "host/services.h"

#include "host/messages.h"
#include "host/timer.h"

const struct thimble_services thimble_host_services = {
    .rearm = thimble_timer_rearm,
    .send = thimble_messages_send,
    .receive = thimble_messages_receive,
};
