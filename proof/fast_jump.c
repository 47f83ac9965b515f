/* SPDX-License-Identifier: Apache-2.0 */
/* fast_jump.c: the bodies of conditional jumps; see fast.h. */
#include "engine/ebpf/bodies.h"

#undef EBPF_ARITHMETIC_BODIES
#define EBPF_ARITHMETIC_BODIES(BODY)
#undef EBPF_MEMORY_BODIES
#define EBPF_MEMORY_BODIES(BODY)
#undef EBPF_OTHER_BODIES
#define EBPF_OTHER_BODIES(BODY)
#include "fast.h"
