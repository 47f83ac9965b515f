/* SPDX-License-Identifier: Apache-2.0 */
/* grant_text.h: permissions as a project file writes them. */
#ifndef THIMBLE_CLI_COMMON_GRANT_TEXT_H
#define THIMBLE_CLI_COMMON_GRANT_TEXT_H

#include <stdbool.h>
#include <thimble/permission.h>

#include "base/text.h"

/* Bytes that hold any one grant with its list. */
#define GRANT_TEXT_MAXIMUM 1024u

/* Whether the scope narrows this grant. */
bool grant_is_narrowed(const struct thimble_scope *scope, uint32_t grant);

/* `sensor(temperature heart-rate)`, or `sensor` when the scope does not narrow it. A number that
 * has no name stands as a number. */
void grant_append(struct thimble_text *text, uint32_t grant, const struct thimble_scope *scope);

/* What stands in the parentheses; nothing when the scope does not narrow the grant. */
void grant_append_list(struct thimble_text *text, uint32_t grant,
                       const struct thimble_scope *scope);

#endif
