/* SPDX-License-Identifier: Apache-2.0 */
/* simulator_csv.h: a column of readings out of a CSV file.
 *
 * Lines hold cells separated by comma, semicolon or tab, perhaps in double quotes. Empty lines and
 * lines that start with # are passed over. A first line whose cell is no number is the header. An
 * empty cell behind the header is a reading that the sensor could not give. */
#ifndef THIMBLE_CLI_RUN_SIMULATOR_CSV_H
#define THIMBLE_CLI_RUN_SIMULATOR_CSV_H

#include <stdbool.h>
#include <stdint.h>

struct csv_reading {
  int32_t value; /* in the scale that was asked for */
  bool missing;
};

struct csv_column {
  struct csv_reading *readings; /* csv_free() gives them back */
  uint32_t count;               /* at least 1 */
};

/* Reads a column: its number from 1, or its name in the header; null is the first. Returns an exit
 * code; unless it is EXIT_CODE_OK the message is printed and there is nothing to free. */
int csv_read(struct csv_column *column, const char *path, const char *wanted, int8_t scale);

void csv_free(struct csv_column *column);

#endif
