/* SPDX-License-Identifier: Apache-2.0 */
/* unit.h: cmocka, with the headers that it wants before it. */
#ifndef THIMBLE_TEST_UNIT_H
#define THIMBLE_TEST_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
