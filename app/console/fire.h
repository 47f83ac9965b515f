/* SPDX-License-Identifier: Apache-2.0 */
/* fire.h: fires a hook, and shows what came of it. */
#ifndef THIMBLE_CONSOLE_FIRE_H
#define THIMBLE_CONSOLE_FIRE_H

#include <stdbool.h>
#include <thimble/hook.h>

/* False: a container failed, or the hook cannot be fired. */
bool fire(struct thimble_hook *hook, uint32_t times);

#endif
