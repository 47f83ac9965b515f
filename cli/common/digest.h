/* SPDX-License-Identifier: Apache-2.0 */
/* digest.h: digests of bytes in memory (FIPS 180-4). SHA-1 is for names of UUIDs only. */
#ifndef THIMBLE_CLI_COMMON_DIGEST_H
#define THIMBLE_CLI_COMMON_DIGEST_H

#include <thimble/bytes.h>

#define DIGEST_SHA256_LENGTH 32u
#define DIGEST_SHA1_LENGTH 20u

void digest_sha256(struct thimble_bytes bytes, uint8_t digest[DIGEST_SHA256_LENGTH]);
void digest_sha1(struct thimble_bytes bytes, uint8_t digest[DIGEST_SHA1_LENGTH]);

#endif
