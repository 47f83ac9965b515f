/* SPDX-License-Identifier: Apache-2.0 */
/* push_send.h: signs an order where it has to be, brings it to the device, and says the verdict. */
#ifndef THIMBLE_CLI_NETWORK_PUSH_SEND_H
#define THIMBLE_CLI_NETWORK_PUSH_SEND_H

#include "cli/network/push_options.h"

/* Returns an exit code; all is said. */
int push_send(struct push_options *options);

#endif
