/* SPDX-License-Identifier: Apache-2.0 */
/* result.h: the one error enum of Thimble.
 *
 * Every function that can fail returns `enum thimble_result`: THIMBLE_OK (zero) or one of these
 * negative values, passed up untouched. The numbers are part of the container ABI (bindings return
 * them to containers), so they are append-only. */
#ifndef THIMBLE_RESULT_H
#define THIMBLE_RESULT_H

/* THIMBLE_RESULT(name, number, text): the table from which the enum, the texts and the SDK come. */
#define THIMBLE_RESULTS(THIMBLE_RESULT)                                   \
  THIMBLE_RESULT(OK, 0, "ok")                                             \
  THIMBLE_RESULT(ERROR_TRUNCATED, -1, "the input ends too early")         \
  THIMBLE_RESULT(ERROR_MALFORMED, -2, "the input breaks its format")      \
  THIMBLE_RESULT(ERROR_UNSUPPORTED, -3, "this build does not support it") \
  THIMBLE_RESULT(ERROR_LIMIT, -4, "a limit is exceeded")                  \
  THIMBLE_RESULT(ERROR_NO_MEMORY, -5, "the memory given is too small")    \
  THIMBLE_RESULT(ERROR_REFUSED, -6, "the verifier refused the program")   \
  THIMBLE_RESULT(ERROR_DENIED, -7, "permission was not granted")          \
  THIMBLE_RESULT(ERROR_NOT_FOUND, -8, "not found")                        \
  THIMBLE_RESULT(ERROR_INVALID, -9, "an argument is out of range")        \
  THIMBLE_RESULT(ERROR_INPUT, -10, "reading from the device failed")      \
  THIMBLE_RESULT(ERROR_OUTPUT, -11, "writing to the device failed")       \
  THIMBLE_RESULT(ERROR_BUSY, -12, "it is in use")                         \
  THIMBLE_RESULT(ERROR_QUOTA, -13, "a quota is used up")

#define THIMBLE_RESULT_ENUMERATOR(name, number, text) THIMBLE_##name = (number),
enum thimble_result {
  THIMBLE_RESULTS(THIMBLE_RESULT_ENUMERATOR)
};
#undef THIMBLE_RESULT_ENUMERATOR

/* A short sentence without capital or full stop; never null. */
const char *thimble_result_text(enum thimble_result result);

#endif
