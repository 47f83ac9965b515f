/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: the headers that every instruction is made of: arithmetic, moves of control, and the
 * door to guest memory. */
#include "wp/memory.h"
#include "wp/arithmetic.h"
#include "wp/flow.h"

#include "engine/ebpf/memory.c"
