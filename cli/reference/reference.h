/* SPDX-License-Identifier: Apache-2.0 */
/* reference.h: the tables of include/thimble as arrays, for `thimble bindings`. */
#ifndef THIMBLE_CLI_REFERENCE_REFERENCE_H
#define THIMBLE_CLI_REFERENCE_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One row of bindings.def. */
struct reference_binding {
  uint32_t number;
  const char *name;
  const char *result;
  const char *arguments;
  const char *parameters;
  uint32_t grant; /* THIMBLE_GRANT_NONE: it needs none */
  uint32_t call_fuel;
  uint32_t byte_fuel;
  const char *documentation;
};

/* One row of grants.def. */
struct reference_grant {
  uint32_t number;
  const char *name;
  const char *documentation;
};

/* One field of a context in contexts.def. */
struct reference_field {
  const char *context;
  const char *name;
  const char *type;
  uint32_t count; /* 0: no array */
  uint32_t offset;
  bool writable;
  const char *documentation;
};

struct reference_context {
  const char *name;
  const char *documentation;
  uint32_t size;     /* bytes */
  uint32_t writable; /* of them, from the start */
};

/* One row of sensors.def. */
struct reference_sensor {
  uint32_t number;
  const char *name;
  const char *enumerator;
  const char *unit;
  int scale;
  const char *documentation;
};

struct reference_result {
  int number;
  const char *name; /* THIMBLE_… */
  const char *text;
};

extern const struct reference_binding reference_bindings[];
extern const size_t reference_binding_count;
extern const struct reference_grant reference_grants[];
extern const size_t reference_grant_count;
extern const struct reference_field reference_fields[];
extern const size_t reference_field_count;
extern const struct reference_context reference_contexts[];
extern const size_t reference_context_count;
extern const struct reference_sensor reference_sensors[];
extern const size_t reference_sensor_count;
extern const struct reference_result reference_results[];
extern const size_t reference_result_count;

/* What a list behind the grant names, such as `kinds of sensor`; null: it takes none. */
const char *reference_list_of(uint32_t grant);

/* The fields of a context, which stand one behind the other. Returns how many they are. */
size_t reference_fields_of(const char *context, const struct reference_field **first);

/* The three forms; cli/bindings.c chooses. */
void reference_print_text(void);
void reference_print_json(void);
void reference_print_markdown(void);

#endif
