/* SPDX-License-Identifier: Apache-2.0 */
/* uuid.h: UUIDs (RFC 4122), by which SUIT manifests name vendors, classes and devices. */
#ifndef THIMBLE_CLI_COMMON_UUID_H
#define THIMBLE_CLI_COMMON_UUID_H

#include <stdbool.h>
#include <stdint.h>

struct uuid {
  uint8_t bytes[16]; /* in the order of the text */
};

#define UUID_TEXT_LENGTH 36u

/* The namespace of domain names (appendix C). */
extern const struct uuid uuid_domains;

/* Reads 8-4-4-4-12 hexadecimal digits. False: the text is not of that form. */
bool uuid_read(struct uuid *uuid, const char *text);

/* Writes them, small letters and a NUL. */
void uuid_write(const struct uuid *uuid, char text[UUID_TEXT_LENGTH + 1]);

/* The UUID of a name in a namespace: version 5 (section 4.3). */
struct uuid uuid_of_name(const struct uuid *space, const char *name);

#endif
