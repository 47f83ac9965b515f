/* SPDX-License-Identifier: Apache-2.0 */
/* start.h: what the start-up of every emulated board is made of. Only the port uses this. */
#ifndef THIMBLE_EMULATED_START_H
#define THIMBLE_EMULATED_START_H

/* Gives variables their first values: until this returned, no variable may be used. */
void thimble_start_memory(void);

/* The firmware's. */
int main(void);

#endif
