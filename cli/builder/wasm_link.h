/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_link.h: objects to one module, by wasm-ld. */
#ifndef THIMBLE_CLI_BUILDER_WASM_LINK_H
#define THIMBLE_CLI_BUILDER_WASM_LINK_H

#include <stdint.h>

#include "cli/builder/wasm_tools.h"

/* The first address that the module's own data leave free: an export that the linker makes. */
#define WASM_DATA_END "__data_end"

struct wasm_link_job {
  const char *linker;
  const struct wasm_folder *folder; /* the objects */
  const char *path;                 /* of the project, for messages */
  const char *entry;
  uint32_t stack; /* bytes at the start of memory, below which there is nothing: it cannot overflow
                     into data */
  bool verbose;
};

/* Links. Functions that no object defines become imports of the module `env`. False: the messages
 * are printed. file_free() gives `module` back. */
bool wasm_link(struct file_bytes *module, const struct wasm_link_job *job);

#endif
