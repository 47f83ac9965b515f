/* SPDX-License-Identifier: Apache-2.0 */
/* json.c: the reference as one JSON object, for editors and other tools. */
#include <stdlib.h>
#include <string.h>
#include <thimble/grant.h>
#include <thimble/limits.h>

#include "cli/common/json.h"
#include "cli/common/memory.h"
#include "cli/reference/reference.h"
#include "cli/reference/signature.h"

/* free() gives it back. */
static char *signature_of(const struct reference_binding *binding) {
  char *text = NULL;
  size_t length = 0;
  FILE *stream = open_memstream(&text, &length);
  if (!stream)
    return memory_text("");
  signature_print(stream, binding->name, binding->result, binding->arguments, binding->parameters);
  fclose(stream);
  return text;
}

static void write_parameters(struct json *json, const char *names) {
  json_begin_array(json, "parameters");
  while (*names) {
    uint32_t length = (uint32_t)strcspn(names, ",");
    json_bytes(json, NULL, (struct thimble_bytes){(const uint8_t *)names, length});
    names += length + (names[length] == ',');
  }
  json_end_array(json);
}

static void write_binding(struct json *json, const struct reference_binding *binding) {
  char *signature = signature_of(binding);
  json_begin_object(json, NULL);
  json_integer(json, "number", binding->number);
  json_string(json, "name", binding->name);
  json_string(json, "signature", signature);
  json_string(json, "result", binding->result);
  json_string(json, "arguments", binding->arguments);
  write_parameters(json, binding->parameters);
  if (binding->grant != THIMBLE_GRANT_NONE)
    json_string(json, "grant", thimble_grant_name(binding->grant));
  json_integer(json, "call_fuel", binding->call_fuel);
  json_integer(json, "byte_fuel", binding->byte_fuel);
  json_string(json, "documentation", binding->documentation);
  json_end_object(json);
  free(signature);
}

static void write_grant(struct json *json, const struct reference_grant *grant) {
  json_begin_object(json, NULL);
  json_integer(json, "number", grant->number);
  json_string(json, "name", grant->name);
  json_string(json, "documentation", grant->documentation);
  if (reference_list_of(grant->number))
    json_string(json, "narrowed_by", reference_list_of(grant->number));
  json_end_object(json);
}

static void write_field(struct json *json, const struct reference_field *field) {
  json_begin_object(json, NULL);
  json_string(json, "name", field->name);
  json_string(json, "type", field->type);
  if (field->count > 0)
    json_integer(json, "count", field->count);
  json_integer(json, "offset", field->offset);
  json_boolean(json, "writable", field->writable);
  json_string(json, "documentation", field->documentation);
  json_end_object(json);
}

static void write_context(struct json *json, const struct reference_context *context) {
  const struct reference_field *field;
  size_t count = reference_fields_of(context->name, &field);
  json_begin_object(json, NULL);
  json_string(json, "name", context->name);
  json_string(json, "documentation", context->documentation);
  json_integer(json, "size", context->size);
  json_integer(json, "writable", context->writable);
  json_begin_array(json, "fields");
  for (; count > 0; count--)
    write_field(json, field++);
  json_end_array(json);
  json_end_object(json);
}

static void write_sensor(struct json *json, const struct reference_sensor *sensor) {
  json_begin_object(json, NULL);
  json_integer(json, "number", sensor->number);
  json_string(json, "name", sensor->name);
  json_string(json, "enumerator", sensor->enumerator);
  json_string(json, "unit", sensor->unit);
  json_integer(json, "scale", sensor->scale);
  json_string(json, "documentation", sensor->documentation);
  json_end_object(json);
}

static void write_result(struct json *json, const struct reference_result *result) {
  json_begin_object(json, NULL);
  json_integer(json, "number", result->number);
  json_string(json, "name", result->name);
  json_string(json, "text", result->text);
  json_end_object(json);
}

#define WRITE_ALL(json, key, write, rows, count)   \
  do {                                             \
    json_begin_array(json, key);                   \
    for (size_t index = 0; index < count; index++) \
      write(json, &rows[index]);                   \
    json_end_array(json);                          \
  } while (0)

void reference_print_json(void) {
  struct json json;
  json_start(&json, stdout);
  json_begin_object(&json, NULL);
  json_integer(&json, "abi", THIMBLE_ABI);
  WRITE_ALL(&json, "bindings", write_binding, reference_bindings, reference_binding_count);
  WRITE_ALL(&json, "grants", write_grant, reference_grants, reference_grant_count);
  WRITE_ALL(&json, "contexts", write_context, reference_contexts, reference_context_count);
  WRITE_ALL(&json, "sensors", write_sensor, reference_sensors, reference_sensor_count);
  WRITE_ALL(&json, "results", write_result, reference_results, reference_result_count);
  json_end_object(&json);
  json_end_line(&json);
}
