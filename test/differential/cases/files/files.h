/* SPDX-License-Identifier: Apache-2.0 */
/* files.h: what the files of this case share. Native halves stand side by side in one program, in
 * which `run` is a macro; so the names shared take on its name. */
#ifndef THIMBLE_TEST_DIFFERENTIAL_FILES_H
#define THIMBLE_TEST_DIFFERENTIAL_FILES_H

#include "../../input.h"

#define FILES_JOIN_NOW(left, right) left##_##right
#define FILES_JOIN(left, right) FILES_JOIN_NOW(left, right)
#define files_scale FILES_JOIN(run, scale)
#define files_total FILES_JOIN(run, total)
#define files_names FILES_JOIN(run, names)

extern uint64_t files_total;
extern const char *const files_names[4];
uint64_t files_scale(uint64_t number, uint32_t factor);

#endif
