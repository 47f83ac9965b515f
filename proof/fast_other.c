/* SPDX-License-Identifier: Apache-2.0 */
/* fast_other.c: the bodies that are written out, and every opcode without one; see fast.h. */
#include "engine/ebpf/bodies.h"

#undef EBPF_ARITHMETIC_BODIES
#define EBPF_ARITHMETIC_BODIES(BODY)
#undef EBPF_JUMP_BODIES
#define EBPF_JUMP_BODIES(BODY)
#undef EBPF_MEMORY_BODIES
#define EBPF_MEMORY_BODIES(BODY)
#include "fast.h"
