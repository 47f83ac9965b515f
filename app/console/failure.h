/* SPDX-License-Identifier: Apache-2.0 */
/* failure.h: prints why a container was refused, or how a run failed. Names and places come from
 * images, which nobody trusts: they are printed escaped. */
#ifndef THIMBLE_CONSOLE_FAILURE_H
#define THIMBLE_CONSOLE_FAILURE_H

#include <thimble/host.h>

/* `refused: binding 5 is not granted: NAME needs the grant NAME in run() at file.c:3`. */
void failure_print_refusal(const struct thimble_program_refusal *refusal,
                           const struct thimble_image *image);

/* `trapped: store outside the granted memory, address 0x20000000 in run() at file.c:3`. */
void failure_print(const struct thimble_failure *failure, const struct thimble_image *image);

#endif
