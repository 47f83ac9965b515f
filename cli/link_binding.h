/* SPDX-License-Identifier: Apache-2.0 */
/* link_binding.h: the bindings by the names that C programs use. */
#ifndef THIMBLE_CLI_LINK_BINDING_H
#define THIMBLE_CLI_LINK_BINDING_H

#include <stddef.h>
#include <stdint.h>

#define LINK_BINDING_PREFIX "thimble_"

struct link_binding {
  const char *symbol; /* LINK_BINDING_PREFIX and the name */
  int32_t number;
  uint32_t grant;
};

/* Null when there is no such binding. */
const struct link_binding *link_binding_named(const char *symbol);
const struct link_binding *link_binding_numbered(int32_t number);

#endif
