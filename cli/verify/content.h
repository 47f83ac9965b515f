/* SPDX-License-Identifier: Apache-2.0 */
/* content.h: whether a device that allows everything would take the content of a component:
 * the image of a container, or a record. */
#ifndef THIMBLE_CLI_VERIFY_CONTENT_H
#define THIMBLE_CLI_VERIFY_CONTENT_H

#include <thimble/bytes.h>
#include <thimble/refusal.h>

/* `id` is one of Thimble's components. Returns NONE, INSTALL, NAME or RECORD; `description`,
 * `capacity` bytes, says more, with the line of source where it can, or is empty. */
enum thimble_refusal verify_content(struct thimble_bytes id, struct thimble_bytes content,
                                    char *description, uint32_t capacity);

#endif
