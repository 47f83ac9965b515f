/* SPDX-License-Identifier: Apache-2.0 */
/* line_table.h: the line information of an image (SPEC.md, key 12). */
#ifndef THIMBLE_CLI_IMAGE_LINE_TABLE_H
#define THIMBLE_CLI_IMAGE_LINE_TABLE_H

#include "cli/common/file.h"
#include "cli/image/program_lines.h"

/* Encodes the lines and functions of a program. File names become relative to the project's
 * `folder`. file_free() gives `bytes` back. */
void line_table_write(struct file_bytes *bytes, const struct program_lines *program,
                      const char *folder);

#endif
