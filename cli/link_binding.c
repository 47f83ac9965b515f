/* SPDX-License-Identifier: Apache-2.0 */
/* link_binding.c: see link_binding.h. */
#include "link_binding.h"

#include <string.h>
#include <thimble/grant.h>

#define THIMBLE_BINDING(number, name, result, arguments, parameters, grant, call_cost, byte_cost, \
                        documentation)                                                            \
  {LINK_BINDING_PREFIX #name, number, THIMBLE_GRANT_##grant},
static const struct link_binding bindings[] = {
#include <thimble/bindings.def>
};
#undef THIMBLE_BINDING

#define BINDINGS (sizeof bindings / sizeof bindings[0])

const struct link_binding *link_binding_named(const char *symbol) {
  for (size_t index = 0; index < BINDINGS; index++) {
    if (strcmp(bindings[index].symbol, symbol) == 0)
      return &bindings[index];
  }
  return NULL;
}

const struct link_binding *link_binding_numbered(int32_t number) {
  for (size_t index = 0; index < BINDINGS; index++) {
    if (bindings[index].number == number)
      return &bindings[index];
  }
  return NULL;
}
