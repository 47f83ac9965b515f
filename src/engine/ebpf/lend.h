/* SPDX-License-Identifier: Apache-2.0 */
/* lend.h: memory that a program may use for one run (thimble_lend() in thimble/engine.h). */
#ifndef THIMBLE_EBPF_LEND_H
#define THIMBLE_EBPF_LEND_H

#include <thimble/engine.h>

enum thimble_result thimble_ebpf_lend(void *own, const struct thimble_loan *loan, uint32_t *slot);

void thimble_ebpf_reclaim(void *own);

#endif
