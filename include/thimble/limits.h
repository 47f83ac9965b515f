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
#define THIMBLE_GRANT_MAXIMUM 30u         /* the greatest number of a grant: a set fits 32 bits */
#define THIMBLE_BINDING_ARGUMENTS 5u      /* argument slots of one binding */
#define THIMBLE_ORDER_MAXIMUM 255u        /* place of a container among those of its hook */
#define THIMBLE_ORDER_DEFAULT 100u        /* the place of an image that names none */
#define THIMBLE_PREFIXES_MAXIMUM 128u     /* bytes in a list of key prefixes */
#define THIMBLE_KEY_MAXIMUM 32u           /* bytes in the key of a value */
#define THIMBLE_VALUE_MAXIMUM 64u         /* bytes in a value */
#define THIMBLE_MESSAGE_MAXIMUM 32u       /* bytes in a message between containers */
#define THIMBLE_POST_MAXIMUM 32u          /* bytes of a context that can be posted */
#define THIMBLE_LOANS 3u                  /* regions that can be lent for one run */
#define THIMBLE_CONTEXT_WRITABLE_MAXIMUM 64u /* bytes of a context that containers may change */

#endif
