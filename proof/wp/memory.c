/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: see memory.h. */
#include "wp/memory.h"

#include "engine/ebpf/memory.c"
