/* SPDX-License-Identifier: Apache-2.0 */
/* limits.h: the bounds that hold for every container on every device.
 *
 * They bound every loop over untrusted input and keep every sum of lengths inside 32 bits. An
 * image that exceeds one is refused with THIMBLE_ERROR_LIMIT when it is read. */
#ifndef THIMBLE_LIMITS_H
#define THIMBLE_LIMITS_H

/* The version of the contract between images and hosts (SPEC.md). */
#define THIMBLE_ABI 1u

#define THIMBLE_NAME_MAXIMUM 32u          /* bytes in the name of a container or a hook */
#define THIMBLE_VERSION_MAXIMUM 16u       /* bytes in the version of a container */
#define THIMBLE_IMAGE_MAXIMUM (1u << 20)  /* bytes in an image */
#define THIMBLE_MEMORY_MAXIMUM (1u << 20) /* bytes of RAM that one container may ask for */
#define THIMBLE_FUEL_MAXIMUM (1u << 27)   /* fuel for one run, in slots of eight bytes */
#define THIMBLE_GRANT_MAXIMUM 31u         /* the greatest number of a grant: a set fits 32 bits */
#define THIMBLE_BINDING_ARGUMENTS 5u      /* argument slots of one binding */

#endif
