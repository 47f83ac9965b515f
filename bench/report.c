/* SPDX-License-Identifier: Apache-2.0 */
/* report.c: see report.h. */
#include "report.h"

#include "emulated/print.h"

void report(const char *what, const char *quantity, uint32_t value) {
  thimble_print(what);
  thimble_print(" ");
  thimble_print(quantity);
  thimble_print(" ");
  thimble_print_decimal(value);
  thimble_print("\n");
}
