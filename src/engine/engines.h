/* SPDX-License-Identifier: Apache-2.0 */
/* engines.h: the engines of this build. */
#ifndef THIMBLE_ENGINES_H
#define THIMBLE_ENGINES_H

#include <thimble/engine.h>

/* The engines, up to a null: the list is engines_*.c, of which CMake chooses one. */
extern const struct thimble_engine *const thimble_engines[];

/* The engine with that number, or null. */
const struct thimble_engine *thimble_engine_find(uint32_t number);

#endif
