/* SPDX-License-Identifier: Apache-2.0 */
/* context.h: the C structs of a context table, as firmware fills them and containers read them, and
 * how much of each a container may write.
 *
 * For every context NAME: struct thimble_context_NAME and THIMBLE_CONTEXT_WRITABLE_NAME, the bytes
 * from its start that containers may change. Including this header gives those of contexts.def. A
 * firmware with a table of its own includes it once more:
 *
 *   #define THIMBLE_CONTEXT_TABLE "door_contexts.def"
 *   #include <thimble/context.h>
 */
#ifndef THIMBLE_CONTEXT_H
#define THIMBLE_CONTEXT_H

#include <thimble/context_table.h>

#endif

#ifdef THIMBLE_CONTEXT_TABLE
#include <thimble/context_table.h>
#endif
