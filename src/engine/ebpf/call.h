/* SPDX-License-Identifier: Apache-2.0 */
/* call.h: how a container reaches the device: arguments are checked, charged and handed over. */
#ifndef THIMBLE_EBPF_CALL_H
#define THIMBLE_EBPF_CALL_H

#include "engine/ebpf/state.h"

/* Calls binding `number`, which verification found in the table: arguments in r1 to r5, the result
 * in r0. The binding is entered only if its pointers are granted and its cost can be paid; `pc` is
 * not changed. */
enum thimble_ebpf_status thimble_ebpf_call_binding(struct thimble_ebpf_state *state,
                                                   uint32_t number);

#endif
