/* SPDX-License-Identifier: Apache-2.0 */
/* grant.h: permissions as numbers and as sets of bits. */
#ifndef THIMBLE_GRANT_H
#define THIMBLE_GRANT_H

#include <stdint.h>

#define THIMBLE_GRANT(number, enumerator, name, documentation) \
  THIMBLE_GRANT_##enumerator = (number),
enum thimble_grant {
#include <thimble/grants.def>
  THIMBLE_GRANT_COUNT
};
#undef THIMBLE_GRANT

/* In bindings.def: needs no grant. The bit is part of what every program is granted. */
#define THIMBLE_GRANT_NONE 31

/* Bit `1 << grant` for each grant in the set. */
typedef uint32_t thimble_grant_set;

#define THIMBLE_GRANTS_ALL ((thimble_grant_set)((1u << THIMBLE_GRANT_COUNT) - 1u))

/* The name from grants.def, or null when there is no such grant. */
const char *thimble_grant_name(uint32_t grant);

#endif
