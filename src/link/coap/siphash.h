/* SPDX-License-Identifier: Apache-2.0 */
/* siphash.h: SipHash-2-4 of Aumasson and Bernstein (2012): a keyed 64-bit hash of short inputs that
 * nobody without the key can predict. */
#ifndef THIMBLE_LINK_COAP_SIPHASH_H
#define THIMBLE_LINK_COAP_SIPHASH_H

#include <thimble/bytes.h>

uint64_t thimble_siphash(const uint8_t key[16], struct thimble_bytes bytes);

#endif
