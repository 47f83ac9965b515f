/* SPDX-License-Identifier: Apache-2.0 */
/* context.h: the C structs of contexts.def, as firmware fills them and containers read them. */
#ifndef THIMBLE_CONTEXT_H
#define THIMBLE_CONTEXT_H

#include <stdint.h>

#define THIMBLE_CONTEXT_BEGIN(name, access, documentation) struct thimble_context_##name {
#define THIMBLE_CONTEXT_FIELD(context, type, name, documentation) type name;
#define THIMBLE_CONTEXT_ARRAY(context, type, name, count, documentation) type name[count];
#define THIMBLE_CONTEXT_END(name) \
  }                               \
  ;
#include <thimble/contexts.def>
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END

#endif
