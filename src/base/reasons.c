/* SPDX-License-Identifier: Apache-2.0 */
/* reasons.c: the texts of reasons.def. */
#include <thimble/reason.h>

#define THIMBLE_REASON(enumerator, text) [THIMBLE_REASON_##enumerator] = (text),
static const char *const texts[] = {
#include <thimble/reasons.def>
};
#undef THIMBLE_REASON

const char *thimble_reason_text(enum thimble_reason reason) {
  return (unsigned)reason < THIMBLE_REASON_COUNT ? texts[reason] : "unknown reason";
}

bool thimble_reason_has_address(enum thimble_reason reason) {
  return reason == THIMBLE_REASON_LOAD || reason == THIMBLE_REASON_STORE ||
         reason == THIMBLE_REASON_ARGUMENT;
}
