/* SPDX-License-Identifier: Apache-2.0 */
/* scenario_file.h: plays a scenario from a file (docs/scenario.md). */
#ifndef THIMBLE_CLI_RUN_SCENARIO_FILE_H
#define THIMBLE_CLI_RUN_SCENARIO_FILE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether the path is that of a scenario: it ends in `.scenario`. */
bool is_scenario_file(const char *path);

/* Plays the scenario and prints its trace. Images that it names are files, C sources or folders,
 * relative to the scenario's own folder. With `images`, which may be null, each image that a
 * statement installs is also written to the folder of that name, as LINE.thimble, which is where a
 * board looks for it. Sources are built for `engine`, or with 0 for their own choice. Returns an
 * exit code; the message is printed. */
int scenario_file_play(const char *path, const char *images, uint32_t engine);

#endif
