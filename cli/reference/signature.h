/* SPDX-License-Identifier: Apache-2.0 */
/* signature.h: the C signature of a binding from the letters of bindings.def. The generator of the
 * SDK's header uses it too. */
#ifndef THIMBLE_CLI_REFERENCE_SIGNATURE_H
#define THIMBLE_CLI_REFERENCE_SIGNATURE_H

#include <stdio.h>

/* `int32_t thimble_sensor_find(int32_t kind, int32_t index)`, without a semicolon. */
void signature_print(FILE *stream, const char *name, const char *result, const char *arguments,
                     const char *parameters);

#endif
