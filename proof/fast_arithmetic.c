/* SPDX-License-Identifier: Apache-2.0 */
/* fast_arithmetic.c: the bodies of arithmetic; see fast.h. */
#include "engine/ebpf/bodies.h"

#undef EBPF_JUMP_BODIES
#define EBPF_JUMP_BODIES(BODY)
#undef EBPF_MEMORY_BODIES
#define EBPF_MEMORY_BODIES(BODY)
#undef EBPF_OTHER_BODIES
#define EBPF_OTHER_BODIES(BODY)
#include "fast.h"
