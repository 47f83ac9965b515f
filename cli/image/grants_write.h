/* SPDX-License-Identifier: Apache-2.0 */
/* grants_write.h: writes permissions as images and records have them (SPEC.md, section 2). */
#ifndef THIMBLE_CLI_IMAGE_GRANTS_WRITE_H
#define THIMBLE_CLI_IMAGE_GRANTS_WRITE_H

#include <thimble/permission.h>

#include "base/cbor_write.h"

/* Writes the map of grants to their reach. */
void grants_write(struct thimble_cbor_writer *writer,
                  const struct thimble_permissions *permissions);

#endif
