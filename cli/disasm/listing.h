/* SPDX-License-Identifier: Apache-2.0 */
/* listing.h: an eBPF program as a listing for people. */
#ifndef THIMBLE_CLI_DISASM_LISTING_H
#define THIMBLE_CLI_DISASM_LISTING_H

#include "cli/builder/open_image.h"
#include "cli/image/program_view.h"

/* Prints the instructions with functions and source lines, then the sections of data. */
void print_listing(const struct open_image *opened, const struct program_view *view);

#endif
