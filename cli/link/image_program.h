/* SPDX-License-Identifier: Apache-2.0 */
/* image_program.h: a linked program as an image states it. */
#ifndef THIMBLE_CLI_LINK_IMAGE_PROGRAM_H
#define THIMBLE_CLI_LINK_IMAGE_PROGRAM_H

#include "cli/image/program.h"
#include "cli/link/link.h"

/* The bytes stay where they are. */
void link_image_program(struct image_program *program, const struct link_output *linked);

#endif
