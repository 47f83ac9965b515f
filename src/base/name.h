/* SPDX-License-Identifier: Apache-2.0 */
/* name.h: the names of hooks, tenants and containers. */
#ifndef THIMBLE_BASE_NAME_H
#define THIMBLE_BASE_NAME_H

#include <stdbool.h>
#include <thimble/bytes.h>

/* A view of a text that ends in NUL. */
struct thimble_bytes thimble_name(const char *text);

/* Whether it is 1 to THIMBLE_NAME_MAXIMUM characters of a-z 0-9 . _ - */
bool thimble_name_is_valid(struct thimble_bytes name);

/* The order of their bytes: negative when `left` comes first, zero when they are equal. A name
 * comes before those that it begins. */
int thimble_name_compare(struct thimble_bytes left, struct thimble_bytes right);

#endif
