/* SPDX-License-Identifier: Apache-2.0 */
/* refusal.h: why a signed update was refused, and where: as numbers, and as a text. */
#ifndef THIMBLE_REFUSAL_H
#define THIMBLE_REFUSAL_H

#include <stdint.h>

#define THIMBLE_REFUSAL(enumerator, number, text) THIMBLE_REFUSAL_##enumerator = (number),
enum thimble_refusal {
#include <thimble/refusals.def>
};
#undef THIMBLE_REFUSAL

#define THIMBLE_NO_COMPONENT UINT32_MAX

struct thimble_suit_report {
  enum thimble_refusal refusal;
  uint32_t section;   /* enum thimble_suit_section, or 0: the envelope */
  uint32_t command;   /* which one of its sequence, from 0; an inner sequence counts for itself */
  uint32_t component; /* index in the manifest, or THIMBLE_NO_COMPONENT */
  uint32_t offset;    /* bytes from the start of the envelope to what was being read */
};

/* The text from refusals.def; never null. A firmware that does not call it does not carry the
 * texts.
 */
const char *thimble_refusal_text(enum thimble_refusal refusal);

#endif
