/* SPDX-License-Identifier: Apache-2.0 */
/* error.h: what clang's BPF backend refuses, said so that an author can mend it. */
#ifndef THIMBLE_CLI_COMPILE_ERROR_H
#define THIMBLE_CLI_COMPILE_ERROR_H

/* Prints what the backend wrote to its standard error (`errors`) about `source`, whose intermediate
 * code is `code`: a refusal that is known as `thimble: FILE:LINE: what; how to mend`, once for each
 * line, and everything else as it is. */
void compile_error_print(const char *source, const char *errors, const char *code);

#endif
