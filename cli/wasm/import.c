/* SPDX-License-Identifier: Apache-2.0 */
/* import.c: see import.h. */
#include "cli/wasm/import.h"

#include <stdio.h>
#include <string.h>
#include <thimble/binding.h>

#include "engine/wasm/describe.h"
#include "engine/wasm/link_device.h"

/* What compilers call a function that no object defines. */
#define UNDEFINED_MODULE "env"

/* What of WASI comes nearest to a binding; the first that the name starts with counts. */
static const struct {
  const char *start;
  const char *binding;
} nearest[] = {
    {"fd_write", "thimble_log"},
    {"fd_pwrite", "thimble_value_set_bytes"},
    {"fd_read", "thimble_value_get_bytes"},
    {"fd_pread", "thimble_value_get_bytes"},
    {"fd_readdir", "thimble_value_next"},
    {"fd_", "thimble_value_get_bytes"},
    {"path_unlink", "thimble_value_delete"},
    {"path_", "thimble_value_get_bytes"},
    {"clock_", "thimble_clock_ms"},
    {"poll_oneoff", "thimble_timer_rearm"},
    {"random_get", "thimble_random"},
    {"sock_send", "thimble_message_send"},
    {"sock_", "thimble_message_receive"},
};

static bool is_wasi(struct thimble_bytes module) {
  return module.length >= 4 && memcmp(module.data, "wasi", 4) == 0;
}

static bool starts_with(struct thimble_bytes bytes, const char *text) {
  return bytes.length >= strlen(text) && memcmp(bytes.data, text, strlen(text)) == 0;
}

static const char *find_nearest(struct thimble_bytes name) {
  for (size_t index = 0; index < sizeof nearest / sizeof nearest[0]; index++) {
    if (starts_with(name, nearest[index].start))
      return nearest[index].binding;
  }
  return NULL;
}

const struct binding_name *wasm_import_binding(const struct wasm_import *import) {
  char symbol[64];
  if (import->kind != THIMBLE_WASM_KIND_FUNCTION ||
      !wasm_equal(import->module, THIMBLE_WASM_DEVICE_MODULE) || import->name.length > 32)
    return NULL;
  snprintf(symbol, sizeof symbol, BINDING_PREFIX "%.*s", (int)import->name.length,
           (const char *)import->name.data);
  return binding_named(symbol);
}

static void append_types(struct thimble_text *text, struct thimble_bytes types) {
  thimble_text_append(text, "(");
  for (uint32_t index = 0; index < types.length; index++) {
    thimble_text_append(text, index > 0 ? ", " : "");
    thimble_text_append(text, thimble_wasm_type_text(types.data[index]));
  }
  thimble_text_append(text, ")");
}

void wasm_type_append(struct thimble_text *text, const struct wasm_type *type) {
  append_types(text, type->parameters);
  thimble_text_append(text, " -> ");
  if (type->results.length == 1)
    thimble_text_append(text, thimble_wasm_type_text(type->results.data[0]));
  else
    append_types(text, type->results);
}

static bool is_equal(struct thimble_bytes left, struct thimble_bytes right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

static void append_name(struct thimble_text *text, const struct wasm_import *import) {
  thimble_text_append(text, "the import ");
  thimble_text_append_bytes(text, import->module);
  thimble_text_append(text, ".");
  thimble_text_append_bytes(text, import->name);
}

static bool check_type(struct thimble_text *text, const struct wasm_module *module,
                       const struct wasm_import *import, const struct thimble_binding *binding) {
  uint8_t parameters[THIMBLE_WASM_BINDING_VALUES];
  uint8_t result = wasm_letter_type(binding->result);
  const struct wasm_type needed = {
      .parameters = {parameters, thimble_wasm_binding_parameters(binding, parameters)},
      .results = {&result, binding->result != 'v'},
  };
  if (import->type >= module->type_count)
    return false;
  const struct wasm_type *given = &module->types[import->type];
  if (is_equal(needed.parameters, given->parameters) && is_equal(needed.results, given->results))
    return true;
  append_name(text, import);
  thimble_text_append(text, " has the type ");
  wasm_type_append(text, given);
  thimble_text_append(text, ", but the binding has ");
  wasm_type_append(text, &needed);
  return false;
}

static void refuse_wasi(struct thimble_text *text, const struct wasm_import *import) {
  const char *binding = find_nearest(import->name);
  append_name(text, import);
  thimble_text_append(text, ": there is no WASI on a device");
  if (!binding) {
    thimble_text_append(text, ", and nothing like this; do without it");
    return;
  }
  thimble_text_append(text, "; the nearest binding is ");
  thimble_text_append(text, binding);
}

static bool ends_with(struct thimble_bytes bytes, const char *text) {
  size_t length = strlen(text);
  return bytes.length >= length && memcmp(bytes.data + bytes.length - length, text, length) == 0;
}

/* What the compiler calls for arithmetic that no instruction does. */
static bool is_wide_arithmetic(struct thimble_bytes name) {
  return starts_with(name, "__") && (ends_with(name, "ti3") || ends_with(name, "ti2"));
}

static void refuse_undefined(struct thimble_text *text, struct thimble_bytes name) {
  if (is_wide_arithmetic(name)) {
    thimble_text_append(text,
                        "128-bit arithmetic, which checked 64-bit multiplication needs too, is "
                        "not available; use fewer bits");
    return;
  }
  bool binding = starts_with(name, BINDING_PREFIX);
  thimble_text_append(text, binding ? "there is no binding '" : "the function '");
  thimble_text_append_bytes(text, name);
  thimble_text_append(text, binding ? "'; thimble.h lists those there are"
                                    : "' is not defined; define it in a source of the project");
}

static void refuse_kind(struct thimble_text *text, const struct wasm_import *import) {
  static const char *const kinds[] = {"function", "table", "memory", "global"};
  append_name(text, import);
  thimble_text_append(text, " is a ");
  thimble_text_append(text, import->kind < sizeof kinds / sizeof kinds[0] ? kinds[import->kind]
                                                                          : "unknown thing");
  thimble_text_append(text, "; a container can import functions only");
}

static void refuse_unknown(struct thimble_text *text, const struct wasm_import *import) {
  append_name(text, import);
  thimble_text_append(text, wasm_equal(import->module, THIMBLE_WASM_DEVICE_MODULE)
                                ? ": there is no such binding; thimble bindings lists them"
                                : ": a device has only the bindings, in the module thimble");
}

bool wasm_import_check(struct thimble_text *text, const struct wasm_module *module,
                       const struct wasm_import *import) {
  const struct binding_name *binding = wasm_import_binding(import);
  if (binding)
    return check_type(text, module, import, &thimble_bindings.bindings[binding->number]);
  if (import->kind != THIMBLE_WASM_KIND_FUNCTION)
    refuse_kind(text, import);
  else if (is_wasi(import->module))
    refuse_wasi(text, import);
  else if (wasm_equal(import->module, UNDEFINED_MODULE))
    refuse_undefined(text, import->name);
  else
    refuse_unknown(text, import);
  return false;
}
