/* SPDX-License-Identifier: Apache-2.0 */
/* memory.h: large copies and fills become calls of the SDK's runtime.
 *
 * Clang's BPF backend writes every copy or fill out as single loads and stores, and refuses those
 * of more than 128 stores or of unknown length ("A call to built-in function 'memcpy' is not
 * supported"), which it makes by itself of assignments and loops. So the text of the intermediate
 * code (LLVM IR) is changed before it gets there: what stays small inline remains as it is, the
 * rest calls __thimble_memcpy, __thimble_memmove and __thimble_memset of sdk/c/runtime.c. */
#ifndef THIMBLE_CLI_COMPILE_MEMORY_H
#define THIMBLE_CLI_COMPILE_MEMORY_H

#include "cli/common/file.h"

/* Changes the module in `code`, which is LLVM IR as text. */
void compile_memory(struct file_bytes *code);

#endif
