/* SPDX-License-Identifier: Apache-2.0 */
/* path.h: file names, shorter where a person or an image reads them. */
#ifndef THIMBLE_CLI_COMMON_PATH_H
#define THIMBLE_CLI_COMMON_PATH_H

/* The name of a source file as it stood on the compiler's command line, which puts `./` before it.
 * Points into `path`. */
const char *path_as_given(const char *path);

/* The name of a source file for an image: relative to the project's folder, or else its last part,
 * so that the same sources give the same image wherever they lie. Points into `path`. */
const char *path_in_project(const char *path, const char *folder);

/* The part behind the last slash. Points into `path`. */
const char *path_last_part(const char *path);

#endif
