/* SPDX-License-Identifier: Apache-2.0 */
/* bindings.c: the table of bindings, made from bindings.def. */
#include "binding/functions.h"

#include <thimble/grant.h>

#define THIMBLE_BINDING(number, name, result, arguments, parameters, grant, call_cost, byte_cost, \
                        documentation)                                                            \
  _Static_assert(sizeof(arguments) <= THIMBLE_BINDING_ARGUMENTS + 1, "too many "                  \
                                                                     "arguments: " #name);
#include <thimble/bindings.def>
#undef THIMBLE_BINDING

#define THIMBLE_BINDING(number, name, result, arguments, parameters, grant, call_cost, byte_cost, \
                        documentation)                                                            \
  [number] = {#name,     thimble_binding_##name, result[0],                                       \
              arguments, THIMBLE_GRANT_##grant,  call_cost,                                       \
              byte_cost},
static const struct thimble_binding bindings[] = {
#include <thimble/bindings.def>
};
#undef THIMBLE_BINDING

const struct thimble_binding_table thimble_bindings = {bindings,
                                                       sizeof(bindings) / sizeof(bindings[0])};
