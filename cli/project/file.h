/* SPDX-License-Identifier: Apache-2.0 */
/* file.h: reads thimble.ini. */
#ifndef THIMBLE_CLI_PROJECT_FILE_H
#define THIMBLE_CLI_PROJECT_FILE_H

#include "cli/project/project.h"

/* Sets what the file `project->path` says and leaves the rest as it is. False: the message, with
 * the line, is printed. */
bool project_file_read(struct project *project);

#endif
