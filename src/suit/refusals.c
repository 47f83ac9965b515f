/* SPDX-License-Identifier: Apache-2.0 */
/* refusals.c: the texts of refusals.def. */
#include <thimble/refusal.h>

#define THIMBLE_REFUSAL(enumerator, number, text) \
  case THIMBLE_REFUSAL_##enumerator:              \
    return text;
const char *thimble_refusal_text(enum thimble_refusal refusal) {
  switch (refusal) {
#include <thimble/refusals.def>
  }
  return "refused for an unknown reason";
}
#undef THIMBLE_REFUSAL
