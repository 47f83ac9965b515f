/* SPDX-License-Identifier: Apache-2.0 */
/* table.h: reads cases.tsv, which make_cases.c makes from cases.txt, wherever the test runs. */
#ifndef THIMBLE_TEST_SUIT_TABLE_H
#define THIMBLE_TEST_SUIT_TABLE_H

#include <thimble/envelope.h>

#include "suit/device.h"

enum {
  CASE_SIZE = 2048
};

struct suit_case {
  const char *name, *expected;
  struct thimble_bytes envelope;
};

/* Starts at the first case. */
void suit_table_start(void);

/* Takes the next case. False: there is none. Its bytes last until the next call. */
bool suit_table_next(struct suit_case *row);

/* Takes the case with this name, which there is. */
void suit_table_find(struct suit_case *row, const char *name);

/* Who signs the cases: the second one of two keys. After suit_table_start(). */
const struct thimble_signers *suit_table_signers(void);

/* The device that the cases are for. */
extern const struct device_kind suit_table_device;

#endif
