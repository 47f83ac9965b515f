/* SPDX-License-Identifier: Apache-2.0 */
/* fast_memory.c: the bodies of loads and stores; see fast.h. */
#include "engine/ebpf/bodies.h"

#undef EBPF_ARITHMETIC_BODIES
#define EBPF_ARITHMETIC_BODIES(BODY)
#undef EBPF_JUMP_BODIES
#define EBPF_JUMP_BODIES(BODY)
#undef EBPF_OTHER_BODIES
#define EBPF_OTHER_BODIES(BODY)
#include "fast.h"
