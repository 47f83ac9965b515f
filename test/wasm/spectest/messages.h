/* SPDX-License-Identifier: Apache-2.0 */
/* messages.h: what the official suite calls the reasons of this engine. */
#ifndef THIMBLE_TEST_WASM_MESSAGES_H
#define THIMBLE_TEST_WASM_MESSAGES_H

#include <stdbool.h>
#include <thimble/bytes.h>
#include <thimble/reason.h>

/* Whether an action or a module may end with this reason where the suite has this message. */
bool message_allows(struct thimble_bytes message, enum thimble_reason reason);

/* Whether a module that is malformed or invalid may be refused with this reason: none that says
 * something of this test's bounds, or of linking. */
bool message_is_refusal(enum thimble_reason reason);

#endif
