/* SPDX-License-Identifier: Apache-2.0 */
/* grants_read.h: permissions as images and records have them (SPEC.md, key 6 of an image). */
#ifndef THIMBLE_BASE_GRANTS_READ_H
#define THIMBLE_BASE_GRANTS_READ_H

#include <thimble/permission.h>

#include "base/cbor_read.h"

/* Reads the map of grants; views in `asked` point into the input. Errors: TRUNCATED, MALFORMED,
 * LIMIT, UNSUPPORTED (an unknown grant); the reader then stands at or before the mistake. */
enum thimble_result thimble_grants_read(struct thimble_cbor_reader *reader,
                                        struct thimble_permissions *asked);

#endif
