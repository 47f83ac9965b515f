/* SPDX-License-Identifier: Apache-2.0 */
/* image_grants.h: the permissions that an image asks for (SPEC.md, key 6). */
#ifndef THIMBLE_HOST_IMAGE_GRANTS_H
#define THIMBLE_HOST_IMAGE_GRANTS_H

#include <thimble/permission.h>

#include "base/cbor_read.h"

/* Reads the map of grants; views in `asked` point into the input. Errors: TRUNCATED, MALFORMED,
 * LIMIT, UNSUPPORTED (an unknown grant); the reader then stands at or before the mistake. */
enum thimble_result thimble_image_grants_read(struct thimble_cbor_reader *reader,
                                              struct thimble_permissions *asked);

#endif
