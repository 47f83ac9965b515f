/* SPDX-License-Identifier: Apache-2.0 */
/* identity.h: the vendor, class and device that a manifest is for, from what people write.
 *
 * SUIT names them by UUIDs, and recommends to make them from names: the vendor's from its domain,
 * the class's and the device's from a text, in the namespace of the vendor. Devices compare UUIDs
 * only. */
#ifndef THIMBLE_CLI_COMMON_IDENTITY_H
#define THIMBLE_CLI_COMMON_IDENTITY_H

#include "cli/common/uuid.h"

#define IDENTITY_VENDOR_FORM "a domain name such as example.com, or a UUID"
#define IDENTITY_CLASS_FORM "1 to 64 printable ASCII characters, or a UUID"

/* Whether the text is of the form. */
bool identity_is_vendor(const char *text);
bool identity_is_class(const char *text);

/* The UUID that the text is or makes. Letters of a domain count as small ones. */
struct uuid identity_vendor(const char *text);

/* The same for a class or a device of that vendor. */
struct uuid identity_of_vendor(const struct uuid *vendor, const char *text);

#endif
