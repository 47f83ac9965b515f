/* SPDX-License-Identifier: Apache-2.0 */
/* binding_name.h: the bindings by the names that C programs use. */
#ifndef THIMBLE_CLI_COMMON_BINDING_NAME_H
#define THIMBLE_CLI_COMMON_BINDING_NAME_H

#include <stddef.h>
#include <stdint.h>

#define BINDING_PREFIX "thimble_"

struct binding_name {
  const char *symbol; /* BINDING_PREFIX and the name */
  int32_t number;
  uint32_t grant;
};

/* Null when there is no such binding. */
const struct binding_name *binding_named(const char *symbol);
const struct binding_name *binding_numbered(int32_t number);

#endif
