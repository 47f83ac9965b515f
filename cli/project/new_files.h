/* SPDX-License-Identifier: Apache-2.0 */
/* new_files.h: the files that `thimble new` writes. */
#ifndef THIMBLE_CLI_PROJECT_NEW_FILES_H
#define THIMBLE_CLI_PROJECT_NEW_FILES_H

/* The text of NAME.c, of lib.rs and of thimble.ini; free() gives them back. */
char *new_source(const char *name);
char *new_rust_source(const char *name);
char *new_project_file(const char *name, const char *cflags);

#endif
