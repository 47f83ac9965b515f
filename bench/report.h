/* SPDX-License-Identifier: Apache-2.0 */
/* report.h: prints one figure: a line `what quantity value`. */
#ifndef THIMBLE_BENCH_REPORT_H
#define THIMBLE_BENCH_REPORT_H

#include <stdint.h>

void report(const char *what, const char *quantity, uint32_t value);

#endif
