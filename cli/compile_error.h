/* SPDX-License-Identifier: Apache-2.0 */
/* compile_error.h: what clang's BPF backend refuses, said so that an author can mend it. */
#ifndef THIMBLE_CLI_COMPILE_ERROR_H
#define THIMBLE_CLI_COMPILE_ERROR_H

/* Prints what the backend wrote to its standard error about `source`: a refusal that is known as
 * `thimble: FILE:LINE: what; how to mend`, everything else as it is. */
void compile_error_print(const char *source, const char *text);

#endif
