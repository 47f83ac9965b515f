/* SPDX-License-Identifier: Apache-2.0 */
/* engine.h: the eBPF engine behind the contract of thimble/engine.h. */
#ifndef THIMBLE_EBPF_ENGINE_H
#define THIMBLE_EBPF_ENGINE_H

#include <thimble/engine.h>

extern const struct thimble_engine thimble_engine_ebpf;

#endif
