/* SPDX-License-Identifier: Apache-2.0 */
/* reason.h: why a program was refused or a run was stopped, as a number and as a text. */
#ifndef THIMBLE_REASON_H
#define THIMBLE_REASON_H

#include <stdbool.h>

#define THIMBLE_REASON(enumerator, text) THIMBLE_REASON_##enumerator,
enum thimble_reason {
#include <thimble/reasons.def>
  THIMBLE_REASON_COUNT
};
#undef THIMBLE_REASON

/* Whether the number that goes with a reason is a guest address. */
bool thimble_reason_has_address(enum thimble_reason reason);

/* The text from reasons.def; never null. A firmware that does not call it does not carry the texts.
 */
const char *thimble_reason_text(enum thimble_reason reason);

#endif
