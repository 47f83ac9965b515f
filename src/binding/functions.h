/* SPDX-License-Identifier: Apache-2.0 */
/* functions.h: thimble_binding_NAME() for every binding of bindings.def, whose documentation is
 * there. Called by engines through `thimble_bindings` only. */
#ifndef THIMBLE_BINDING_FUNCTIONS_H
#define THIMBLE_BINDING_FUNCTIONS_H

#include <thimble/binding.h>

#define THIMBLE_BINDING(number, name, result, arguments, parameters, grant, call_cost, byte_cost, \
                        documentation)                                                            \
  thimble_binding_function thimble_binding_##name;
#include <thimble/bindings.def>
#undef THIMBLE_BINDING

#endif
