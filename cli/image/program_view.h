/* SPDX-License-Identifier: Apache-2.0 */
/* program_view.h: the parts of a program for people to look at, verified or not. */
#ifndef THIMBLE_CLI_IMAGE_PROGRAM_VIEW_H
#define THIMBLE_CLI_IMAGE_PROGRAM_VIEW_H

#include <stdbool.h>
#include <thimble/image.h>

#include "engine/ebpf/instruction.h"
#include "engine/ebpf/parameters.h"

/* The parameters of a WebAssembly image, in their order (SPEC.md). */
struct wasm_parameters {
  uint32_t entry, stack, memory, elements, branches, scratch, context;
};

struct program_view {
  uint32_t length; /* places there are: slots of eBPF, bytes of a module; 0: another engine's */

  bool ebpf;    /* false: the five below are empty */
  bool divided; /* false: the parameters do not say how; all whole slots count as text */
  struct thimble_ebpf_parameters parameters;
  const struct thimble_ebpf_instruction *text;
  struct thimble_bytes read_only;
  struct thimble_bytes data;

  bool wasm;                              /* false: the two below are empty */
  struct thimble_bytes module;            /* whatever bytes the image has there */
  struct wasm_parameters wasm_parameters; /* zero when they cannot be read */
};

void view_program(struct program_view *view, const struct thimble_image *image);

#endif
