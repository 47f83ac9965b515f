/* SPDX-License-Identifier: Apache-2.0 */
/* network.h: the agent and its resources on a UDP socket. All of it in the main thread. */
#ifndef THIMBLE_APP_THIMBLED_NETWORK_H
#define THIMBLE_APP_THIMBLED_NETWORK_H

#include "options.h"

/* Opens the socket, and brings back what the store has. False: the message is printed. */
bool network_start(const struct options *options);
void network_stop(void);

uint16_t network_port(void);

/* To be polled for input. */
int network_socket(void);

/* Takes what has arrived, and does what is due; returns how many milliseconds there is nothing to
 * do. */
uint32_t network_work(void);

#endif
