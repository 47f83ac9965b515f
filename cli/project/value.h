/* SPDX-License-Identifier: Apache-2.0 */
/* value.h: the values of a project file, checked. */
#ifndef THIMBLE_CLI_PROJECT_VALUE_H
#define THIMBLE_CLI_PROJECT_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <thimble/image.h>

/* Where a value stands, for messages. */
struct project_place {
  const char *file;
  uint32_t line;
  const char *key;
};

/* Each stores the value and returns true, or prints a message and returns false. A text that was
 * there is given back first. */

/* 1 to `maximum` of a-z 0-9 . _ - and the letters in `more`. */
bool project_value_name(const struct project_place *place, const char *value, size_t maximum,
                        const char *more, char **result);

/* An identifier of C. */
bool project_value_identifier(const struct project_place *place, const char *value, char **result);

/* `least` to `most`. */
bool project_value_number(const struct project_place *place, const char *value, uint32_t least,
                          uint32_t most, uint32_t *result);

/* `ebpf` or `wasm`. */
bool project_value_engine(const struct project_place *place, const char *value, uint32_t *result);

/* What cli/common/identity.h takes for a vendor, and for a class or a device. */
bool project_value_vendor(const struct project_place *place, const char *value, char **result);
bool project_value_class(const struct project_place *place, const char *value, char **result);

/* Copies the text so that it obeys project_value_name(): capitals become small, other letters '-'.
 * Returns "container" when nothing is left. free() gives it back. */
char *project_value_to_name(const char *text, size_t length);

#endif
