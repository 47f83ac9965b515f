/* SPDX-License-Identifier: Apache-2.0 */
/* reference.c: see reference.h. */
#include "cli/reference/reference.h"

#include <string.h>
#include <thimble/context.h>
#include <thimble/grant.h>
#include <thimble/result.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define THIMBLE_BINDING(number, name, result, arguments, parameters, grant, call_cost, byte_cost, \
                        documentation)                                                            \
  {number,          #name,     result,       arguments, parameters, THIMBLE_GRANT_##grant,        \
   (call_cost) + 1, byte_cost, documentation},
const struct reference_binding reference_bindings[] = {
#include <thimble/bindings.def>
};
#undef THIMBLE_BINDING
const size_t reference_binding_count = COUNT(reference_bindings);

#define THIMBLE_GRANT(number, enumerator, name, documentation) {number, name, documentation},
const struct reference_grant reference_grants[] = {
#include <thimble/grants.def>
};
#undef THIMBLE_GRANT
const size_t reference_grant_count = COUNT(reference_grants);

#define ACCESS_READ false
#define ACCESS_WRITE true
#define THIMBLE_CONTEXT_BEGIN(name, documentation)
#define THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation)                     \
  {#context,        #name,        #type, 0, offsetof(struct thimble_context_##context, name), \
   ACCESS_##access, documentation},
#define THIMBLE_CONTEXT_ARRAY(context, access, type, name, count, documentation)                  \
  {#context,        #name,        #type, count, offsetof(struct thimble_context_##context, name), \
   ACCESS_##access, documentation},
#define THIMBLE_CONTEXT_END(name)
const struct reference_field reference_fields[] = {
#include <thimble/contexts.def>
};
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END
const size_t reference_field_count = COUNT(reference_fields);

#define THIMBLE_CONTEXT_BEGIN(name, documentation) \
  {#name, documentation, sizeof(struct thimble_context_##name), THIMBLE_CONTEXT_WRITABLE_##name},
#define THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation)
#define THIMBLE_CONTEXT_ARRAY(context, access, type, name, count, documentation)
#define THIMBLE_CONTEXT_END(name)
const struct reference_context reference_contexts[] = {
#include <thimble/contexts.def>
};
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END
const size_t reference_context_count = COUNT(reference_contexts);

#define THIMBLE_SENSOR_KIND(number, enumerator, name, unit, scale, documentation) \
  {number, name, "THIMBLE_SENSOR_" #enumerator, unit, scale, documentation},
const struct reference_sensor reference_sensors[] = {
#include <thimble/sensors.def>
};
#undef THIMBLE_SENSOR_KIND
const size_t reference_sensor_count = COUNT(reference_sensors);

#define RESULT_ROW(name, number, text) {number, "THIMBLE_" #name, text},
const struct reference_result reference_results[] = {THIMBLE_RESULTS(RESULT_ROW)};
#undef RESULT_ROW
const size_t reference_result_count = COUNT(reference_results);

const char *reference_list_of(uint32_t grant) {
  switch (grant) {
  case THIMBLE_GRANT_SENSOR:
    return "kinds of sensor";
  case THIMBLE_GRANT_ACTUATOR:
    return "numbers of actuators";
  case THIMBLE_GRANT_VALUE_READ:
  case THIMBLE_GRANT_VALUE_WRITE:
    return "prefixes of keys";
  default:
    return NULL;
  }
}

size_t reference_fields_of(const char *context, const struct reference_field **first) {
  size_t index = 0;
  while (index < reference_field_count && strcmp(reference_fields[index].context, context) != 0)
    index++;
  *first = &reference_fields[index];
  size_t end = index;
  while (end < reference_field_count && strcmp(reference_fields[end].context, context) == 0)
    end++;
  return end - index;
}
