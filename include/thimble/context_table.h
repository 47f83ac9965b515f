/* SPDX-License-Identifier: Apache-2.0 */
/* context_table.h: makes what context.h promises from the table THIMBLE_CONTEXT_TABLE, or, when
 * that is not defined, from contexts.def. Included through context.h only, hence without a guard.
 */
#ifndef THIMBLE_CONTEXT_TABLE
#define THIMBLE_CONTEXT_TABLE <thimble/contexts.def>
#endif

#include <stddef.h>
#include <stdint.h>

/* The structs. */
#define THIMBLE_CONTEXT_BEGIN(name, documentation) struct thimble_context_##name {
#define THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation) type name;
#define THIMBLE_CONTEXT_ARRAY(context, access, type, name, count, documentation) type name[count];
#define THIMBLE_CONTEXT_END(name) \
  }                               \
  ;
#include THIMBLE_CONTEXT_TABLE
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END

/* The writable bytes: the sum of the writable fields, which stand first; and, to check that nothing
 * stands between fields, the sum of all. */
#define THIMBLE_CONTEXT_IF_READ 0u
#define THIMBLE_CONTEXT_IF_WRITE 1u
#define THIMBLE_CONTEXT_BEGIN(name, documentation) \
  enum {                                           \
  THIMBLE_CONTEXT_WRITABLE_##name = 0u
#define THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation) \
  +THIMBLE_CONTEXT_IF_##access * sizeof(type)
#define THIMBLE_CONTEXT_ARRAY(context, access, type, name, count, documentation) \
  +THIMBLE_CONTEXT_IF_##access *(count) * sizeof(type)
#define THIMBLE_CONTEXT_END(name) \
  }                               \
  ;
#include THIMBLE_CONTEXT_TABLE
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END

#define THIMBLE_CONTEXT_BEGIN(name, documentation) \
  _Static_assert(sizeof(struct thimble_context_##name) == 0u
#define THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation) +sizeof(type)
#define THIMBLE_CONTEXT_ARRAY(context, access, type, name, count, documentation) \
  +(count) * sizeof(type)
#define THIMBLE_CONTEXT_END(name) , "no padding in the context " #name);
#include THIMBLE_CONTEXT_TABLE
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END

#define THIMBLE_CONTEXT_BEGIN(name, documentation)
#define THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation)                     \
  _Static_assert((offsetof(struct thimble_context_##context, name) <                          \
                  (size_t)THIMBLE_CONTEXT_WRITABLE_##context) == THIMBLE_CONTEXT_IF_##access, \
                 "fields that can be written come first: " #context "." #name);
#define THIMBLE_CONTEXT_ARRAY(context, access, type, name, count, documentation) \
  THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation)
#define THIMBLE_CONTEXT_END(name)
#include THIMBLE_CONTEXT_TABLE
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END
#undef THIMBLE_CONTEXT_IF_READ
#undef THIMBLE_CONTEXT_IF_WRITE
#undef THIMBLE_CONTEXT_TABLE
