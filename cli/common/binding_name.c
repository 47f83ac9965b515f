/* SPDX-License-Identifier: Apache-2.0 */
/* binding_name.c: see binding_name.h. */
#include "cli/common/binding_name.h"

#include <string.h>
#include <thimble/grant.h>

#define THIMBLE_BINDING(number, name, result, arguments, parameters, grant, call_cost, byte_cost, \
                        documentation)                                                            \
  {BINDING_PREFIX #name, number, THIMBLE_GRANT_##grant},
static const struct binding_name bindings[] = {
#include <thimble/bindings.def>
};
#undef THIMBLE_BINDING

#define BINDINGS (sizeof bindings / sizeof bindings[0])

const struct binding_name *binding_named(const char *symbol) {
  for (size_t index = 0; index < BINDINGS; index++) {
    if (strcmp(bindings[index].symbol, symbol) == 0)
      return &bindings[index];
  }
  return NULL;
}

const struct binding_name *binding_numbered(int32_t number) {
  for (size_t index = 0; index < BINDINGS; index++) {
    if (bindings[index].number == number)
      return &bindings[index];
  }
  return NULL;
}
