/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_objects.h: a project's sources to the one linked module, its stack as large as the code
 * needs. */
#ifndef THIMBLE_CLI_BUILDER_WASM_OBJECTS_H
#define THIMBLE_CLI_BUILDER_WASM_OBJECTS_H

#include "cli/builder/program.h"
#include "cli/builder/wasm_tools.h"
#include "cli/wasm/stack.h"

/* Compiles and links, or reads the module that is ready (`stack` is then zero). False: the message
 * is printed. file_free() gives `linked` back, and wasm_folder_remove() `folder`, in either case.
 */
bool wasm_objects_link(struct file_bytes *linked, struct wasm_stack *stack,
                       struct wasm_folder *folder, const struct build_job *job);

#endif
