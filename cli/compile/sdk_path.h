/* SPDX-License-Identifier: Apache-2.0 */
/* sdk_path.h: where the headers and the runtime for containers are. */
#ifndef THIMBLE_CLI_COMPILE_SDK_PATH_H
#define THIMBLE_CLI_COMPILE_SDK_PATH_H

/* The folder that holds thimble.h and runtime.c: THIMBLE_SDK of the environment, else share/thimble
 * beside the folder of this executable, else the source tree that it was built from. Null: there is
 * none, and the message is printed. free() gives it back. */
char *sdk_path(void);

#endif
