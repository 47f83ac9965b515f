/* SPDX-License-Identifier: Apache-2.0 */
/* host.h: measures what the host adds to a run, and what values cost. */
#ifndef THIMBLE_BENCH_HOST_H
#define THIMBLE_BENCH_HOST_H

/* Prints the figures. Whatever fails ends the firmware. */
void host_measure(void);

#endif
