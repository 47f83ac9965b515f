/* SPDX-License-Identifier: Apache-2.0 */
/* option.h: what every verb does with the options that getopt_long() finds.
 *
 * Rules of use: `verb` is null for a program without verbs (message.h). The string of short options
 * starts with ":", so that getopt_long() is silent and tells a missing argument from an unknown
 * option. */
#ifndef THIMBLE_CLI_COMMON_OPTION_H
#define THIMBLE_CLI_COMMON_OPTION_H

#include <stdbool.h>
#include <stdint.h>

/* Says what getopt_long() found wrong when it returned `found` (':' or '?'). Returns
 * EXIT_CODE_USAGE. */
int option_wrong(const char *verb, char **argv, int found);

/* Demands one argument beside the options and gives it. False: the message is printed. */
bool option_one_path(const char *verb, int argc, char **argv, const char **path);

/* Reads a whole number from `least` to `most`, decimal or, behind 0x, hexadecimal. False: the
 * message is printed. */
bool option_number(const char *verb, const char *option, const char *text, uint64_t least,
                   uint64_t most, uint64_t *number);

#endif
