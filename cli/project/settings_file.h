/* SPDX-License-Identifier: Apache-2.0 */
/* settings_file.h: reads files of lines `key = value`: the project file, and what `thimble sign`
 * takes.
 *
 * Comments follow ';' or '#'; a line that starts with a space goes on with the value before. Each
 * key stands once, in each section where the form has sections, except that a list may go on. */
#ifndef THIMBLE_CLI_PROJECT_SETTINGS_FILE_H
#define THIMBLE_CLI_PROJECT_SETTINGS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/project/value.h"

struct settings_key {
  const char *name;
  bool list; /* may go on in the lines that follow: its value comes in pieces */
};

/* Takes the value of the key number `key`. False: it has printed a message, and nothing more is
 * read. */
typedef bool settings_take(void *context, size_t key, const struct project_place *place,
                           const char *value);

/* A section begins: the values that follow are its. The same rules. */
typedef bool settings_section(void *context, const struct project_place *place, const char *name);

struct settings_form {
  const struct settings_key *keys;
  size_t count;
  settings_take *take;
  settings_section *section; /* null: there are no sections */
};

/* Reads the file. False: the message, with the line, is printed; what was taken before stays. */
bool settings_file_read(const char *path, const struct settings_form *form, void *context);

#endif
