/* SPDX-License-Identifier: Apache-2.0 */
/* check.h: what options of `thimble sign` do not go together, and values that are none. */
#ifndef THIMBLE_CLI_SIGN_CHECK_H
#define THIMBLE_CLI_SIGN_CHECK_H

#include "cli/sign/options.h"

/* Returns an exit code; unless it is EXIT_CODE_OK the message is printed. */
int sign_check(const struct sign_options *options);

#endif
