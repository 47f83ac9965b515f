/* SPDX-License-Identifier: Apache-2.0 */
/* json.c: see json.h. What a file lacks is empty or 0 in the command. */
#include "wasm/spectest/json.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "engine/wasm/opcode.h"
#include "wasm/spectest/script.h"

static const char *text_of(const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text != NULL ? text : "";
}

static void put_number(FILE *script, uint64_t number, uint32_t bytes) {
  for (uint32_t i = 0; i < bytes; i++)
    fputc((int)(number >> 8 * i & 0xff), script);
}

static void put_bytes(FILE *script, const void *bytes, size_t length) {
  put_number(script, length, 4);
  if (length > 0)
    fwrite(bytes, 1, length, script);
}

static void put_text(FILE *script, const char *text) {
  put_bytes(script, text, strlen(text));
}

/* Names of exports may hold the character 0. */
static void put_string(FILE *script, const json_t *string) {
  put_bytes(script, json_string_value(string), json_string_length(string));
}

static bool put_file(FILE *script, const char *path) {
  static uint8_t bytes[1 << 22];
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "wasm-spectest: %s: cannot be read\n", path);
    return false;
  }
  size_t length = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  put_bytes(script, bytes, length);
  return length < sizeof bytes;
}

static const struct {
  const char *text;
  enum thimble_wasm_type type;
} types[] = {
    {"i32", THIMBLE_WASM_I32},         {"i64", THIMBLE_WASM_I64},
    {"f32", THIMBLE_WASM_F32},         {"f64", THIMBLE_WASM_F64},
    {"funcref", THIMBLE_WASM_FUNCREF}, {"externref", THIMBLE_WASM_EXTERNREF},
};

/* UNKNOWN for a type that this engine does not have. */
static enum thimble_wasm_type type_of(const char *text) {
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (strcmp(types[i].text, text) == 0)
      return types[i].type;
  return THIMBLE_WASM_UNKNOWN;
}

/* An expected reference without a value, or to a function, is any but null. */
static struct value value_of(const json_t *object) {
  struct value value = {.type = (uint8_t)type_of(text_of(object, "type"))};
  const char *text = text_of(object, "value");
  bool is_external = value.type == THIMBLE_WASM_EXTERNREF;
  bool is_null = strcmp(text, "null") == 0;
  if (strcmp(text, "nan:canonical") == 0)
    value.pattern = VALUE_CANONICAL_NAN;
  else if (strcmp(text, "nan:arithmetic") == 0)
    value.pattern = VALUE_ARITHMETIC_NAN;
  else if (!is_null && (value.type == THIMBLE_WASM_FUNCREF || (is_external && text[0] == '\0')))
    value.pattern = VALUE_ANY_REFERENCE;
  else if (!is_null)
    value.bits = strtoull(text, NULL, 10) + (is_external ? 1 : 0);
  return value;
}

static void put_values(FILE *script, const json_t *array) {
  size_t count = json_array_size(array);
  put_number(script, count, 4);
  for (size_t i = 0; i < count; i++) {
    struct value value = value_of(json_array_get(array, i));
    put_number(script, value.type, 1);
    put_number(script, value.pattern, 1);
    put_number(script, value.bits, 8);
  }
}

static const struct {
  const char *text;
  enum command_kind kind;
} kinds[] = {
    {"module", COMMAND_MODULE},
    {"register", COMMAND_REGISTER},
    {"action", COMMAND_ACTION},
    {"assert_return", COMMAND_RETURN},
    {"assert_trap", COMMAND_TRAP},
    {"assert_exhaustion", COMMAND_EXHAUSTION},
    {"assert_invalid", COMMAND_INVALID},
    {"assert_malformed", COMMAND_MALFORMED},
    {"assert_unlinkable", COMMAND_UNLINKABLE},
    {"assert_uninstantiable", COMMAND_UNINSTANTIABLE},
};

static enum command_kind kind_of(const json_t *command) {
  const char *text = text_of(command, "type");
  if (strcmp(text_of(command, "module_type"), "text") == 0)
    return COMMAND_SKIPPED;
  if (strcmp(text_of(json_object_get(command, "action"), "type"), "get") == 0)
    return COMMAND_GET;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if (strcmp(kinds[i].text, text) == 0)
      return kinds[i].kind;
  return COMMAND_KINDS;
}

static void put_command(FILE *script, enum command_kind kind, uint64_t line) {
  put_number(script, (uint64_t)kind, 1);
  put_number(script, line, 4);
}

/* What is put into an action is in an object of its own. */
static bool append_command(FILE *script, const json_t *command, const char *folder) {
  enum command_kind kind = kind_of(command);
  const json_t *action = json_object_get(command, "action");
  const json_t *as = json_object_get(command, "as");
  const char *module = text_of(command, "filename");
  char path[PATH_MAX];
  if (kind == COMMAND_KINDS) {
    fprintf(stderr, "wasm-spectest: %s: unknown command '%s'\n", folder, text_of(command, "type"));
    return false;
  }
  put_command(script, kind, (uint64_t)json_integer_value(json_object_get(command, "line")));
  put_text(script, action != NULL ? text_of(action, "module") : text_of(command, "name"));
  put_string(script, json_object_get(action, "field"));
  put_string(script, as != NULL ? as : json_object_get(command, "text"));
  snprintf(path, sizeof path, "%s/%s", folder, module);
  if (module[0] == '\0' || kind == COMMAND_SKIPPED)
    put_text(script, "");
  else if (!put_file(script, path))
    return false;
  put_values(script, json_object_get(action, "args"));
  put_values(script, json_object_get(command, "expected"));
  return true;
}

static void append_file(FILE *script, const char *name) {
  put_command(script, COMMAND_FILE, 0);
  put_text(script, "");
  put_text(script, "");
  put_text(script, name);
  put_text(script, "");
  put_values(script, NULL);
  put_values(script, NULL);
}

static bool append_commands(FILE *script, const json_t *root, const char *path, const char *name) {
  const json_t *commands = json_object_get(root, "commands");
  const char *slash = strrchr(path, '/');
  char *folder = slash != NULL ? strndup(path, (size_t)(slash - path)) : strdup(".");
  const char *source = text_of(root, "source_filename");
  bool done = folder != NULL && json_is_array(commands);
  if (!done)
    fprintf(stderr, "wasm-spectest: %s: has no commands\n", path);
  append_file(script, name != NULL ? name : source[0] != '\0' ? source : path);
  for (size_t i = 0; done && i < json_array_size(commands); i++)
    done = append_command(script, json_array_get(commands, i), folder);
  free(folder);
  return done;
}

bool json_append_script(const char *path, const char *name, FILE *script) {
  json_error_t error;
  json_t *root = json_load_file(path, JSON_ALLOW_NUL, &error);
  if (root == NULL) {
    fprintf(stderr, "wasm-spectest: %s:%d: %s\n", path, error.line, error.text);
    return false;
  }
  bool done = append_commands(script, root, path, name);
  json_decref(root);
  return done;
}
