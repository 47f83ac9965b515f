/* SPDX-License-Identifier: Apache-2.0 */
/* sign.h: the keys of the test, and signatures by them that are the same each time. */
#ifndef THIMBLE_TEST_SUIT_SIGN_H
#define THIMBLE_TEST_SUIT_SIGN_H

#include <stdint.h>

#define TEST_KEY "key"
#define OTHER_KEY "other"

/* The public key of a name. */
void sign_key(const char *name, uint8_t key[65]);

/* A signature of bytes with the private key of a name. */
void sign_with(const char *name, const uint8_t *bytes, uint32_t length, uint8_t signature[64]);

#endif
