/* SPDX-License-Identifier: Apache-2.0 */
/* config.h: what cmocka finds on a board: picolibc, and no operating system. */
#ifndef THIMBLE_TEST_CMOCKA_CONFIG_H
#define THIMBLE_TEST_CMOCKA_CONFIG_H

#define HAVE_INTTYPES_H 1
#define HAVE_MALLOC_H 1
#define HAVE_SIGNAL_H 1
#define HAVE_STRINGS_H 1

#endif
