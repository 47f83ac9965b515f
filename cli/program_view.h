/* SPDX-License-Identifier: Apache-2.0 */
/* program_view.h: the parts of an eBPF program for people to look at, verified or not. */
#ifndef THIMBLE_CLI_PROGRAM_VIEW_H
#define THIMBLE_CLI_PROGRAM_VIEW_H

#include <stdbool.h>
#include <thimble/image.h>

#include "engine/ebpf/instruction.h"
#include "engine/ebpf/parameters.h"

struct program_view {
  bool ebpf;    /* false: another engine's, and all below is empty */
  bool divided; /* false: the parameters do not say how; all whole slots count as text */
  struct thimble_ebpf_parameters parameters;
  const struct thimble_ebpf_instruction *text;
  uint32_t length; /* slots */
  struct thimble_bytes read_only;
  struct thimble_bytes data;
};

void view_program(struct program_view *view, const struct thimble_image *image);

#endif
