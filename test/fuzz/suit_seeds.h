/* SPDX-License-Identifier: Apache-2.0 */
/* suit_seeds.h: see suit_seeds.c. */
#ifndef THIMBLE_TEST_FUZZ_SUIT_SEEDS_H
#define THIMBLE_TEST_FUZZ_SUIT_SEEDS_H

/* Writes files into the folders envelope and suit of a folder. */
void write_suit_seeds(const char *folder);

#endif
