/* SPDX-License-Identifier: Apache-2.0 */
/* thimble_context.h: the contexts of a firmware that has hooks of its own.
 *
 * The firmware's table, in the form of contexts.def, gives a struct thimble_context_NAME for each
 * hook NAME. Copy the table beside the container, then:
 *
 *   #define THIMBLE_CONTEXT_TABLE "door_contexts.def"
 *   #include <thimble_context.h>
 *
 *   int64_t run(struct thimble_context_door *door, uint32_t size);
 *
 * There may be several tables: define and include again. The firmware makes the same structs from
 * the same table with <thimble/context.h>. */
#ifndef THIMBLE_CONTEXT_TABLE
#error "define THIMBLE_CONTEXT_TABLE, the firmware's table of contexts, before this include"
#endif

#include <thimble.h>

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

/* The firmware checks the same: without padding both sides see the same bytes. */
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
#undef THIMBLE_CONTEXT_TABLE
