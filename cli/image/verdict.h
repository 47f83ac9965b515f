/* SPDX-License-Identifier: Apache-2.0 */
/* verdict.h: whether a device that allows every grant would take the program of an image. */
#ifndef THIMBLE_CLI_IMAGE_VERDICT_H
#define THIMBLE_CLI_IMAGE_VERDICT_H

#include <thimble/engine.h>

/* Verifies and loads the program, as some engines need both for the whole verdict; then it is
 * forgotten. `need` is set once it is verified. Errors: those of thimble_verify() and
 * thimble_load(), and `refusal` says why. */
enum thimble_result verdict_reach(const struct thimble_image *image, struct thimble_need *need,
                                  struct thimble_program_refusal *refusal);

#endif
