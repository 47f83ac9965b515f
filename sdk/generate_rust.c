/* SPDX-License-Identifier: Apache-2.0 */
/* generate_rust.c: writes sdk/rust/src/bindings.rs, what containers in Rust may use, from the
 * tables in include/thimble. The committed file is its output; a test compares the two. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <thimble/context.h>
#include <thimble/grant.h>
#include <thimble/key_value.h>
#include <thimble/port.h>
#include <thimble/result.h>
#include <thimble/sensor.h>

#define LINE_WIDTH 100u

/* A paragraph of documentation, with the names of C in the form of Rust. */
static void put_documentation(const char *indent, const char *text) {
  size_t column = printf("%s///", indent) > 0 ? strlen(indent) + 3 : 0;
  while (*text) {
    size_t length = strcspn(text, " ");
    if (column + 1 + length > LINE_WIDTH) {
      printf("\n%s///", indent);
      column = strlen(indent) + 3;
    }
    printf(" %.*s", (int)length, text);
    column += 1 + length;
    text += length;
    text += strspn(text, " ");
  }
  putchar('\n');
}

static void put_constant(const char *prefix, const char *name, int number, const char *text) {
  put_documentation("", text);
  printf("pub const %s%s: i32 = %d;\n", prefix, name, number);
}

static void put_numbers(void) {
#define PUT_RESULT(name, number, text) \
  if ((number) < 0)                    \
    put_constant("", #name, number, text);
  THIMBLE_RESULTS(PUT_RESULT)
#undef PUT_RESULT
  put_constant("LOG_", "ERROR", THIMBLE_LOG_ERROR, "It cannot do its work.");
  put_constant("LOG_", "WARNING", THIMBLE_LOG_WARNING,
               "It works, but something is not as it should be.");
  put_constant("LOG_", "INFO", THIMBLE_LOG_INFO,
               "What a person may want to know in normal operation.");
  put_constant("LOG_", "DEBUG", THIMBLE_LOG_DEBUG, "Of use to the container's author.");
  put_constant("SPACE_", "PRIVATE", THIMBLE_SPACE_PRIVATE, "Values of this container alone.");
  put_constant("SPACE_", "SHARED", THIMBLE_SPACE_SHARED,
               "Values of all containers of the same tenant.");
  put_constant("SPACE_", "GLOBAL", THIMBLE_SPACE_GLOBAL, "Values of all containers of the device.");
#define THIMBLE_SENSOR_KIND(number, enumerator, name, unit, scale, documentation) \
  put_constant("SENSOR_", #enumerator, number, documentation ", in " unit " x 10^" #scale ".");
#include <thimble/sensors.def>
#undef THIMBLE_SENSOR_KIND
}

/* `timer` becomes `TimerContext`. */
static void put_context_begin(const char *name, const char *documentation) {
  putchar('\n');
  put_documentation("", documentation);
  printf("#[repr(C)]\n#[derive(Clone, Copy)]\npub struct %c%sContext {\n",
         toupper((unsigned char)name[0]), name + 1);
}

/* `uint32_t` becomes `u32`. */
static void put_type(const char *type) {
  printf("%c%.*s", type[0] == 'u' ? 'u' : 'i',
         (int)strcspn(type + strcspn(type, "0123456789"), "_"), type + strcspn(type, "0123456789"));
}

static void put_context_field(const char *access, const char *type, const char *name,
                              unsigned count, const char *documentation) {
  char text[512];
  bool writable = strcmp(access, "WRITE") == 0;
  snprintf(text, sizeof text, "%s%s.", documentation, writable ? "; may be changed" : "");
  text[0] = (char)toupper((unsigned char)text[0]);
  put_documentation("    ", text);
  printf("    pub %s: %s", name, count > 0 ? "[" : "");
  put_type(type);
  if (count > 0)
    printf("; %u]", count);
  puts(",");
}

static void put_contexts(void) {
#define THIMBLE_CONTEXT_BEGIN(name, documentation) put_context_begin(#name, documentation);
#define THIMBLE_CONTEXT_FIELD(context, access, type, name, documentation) \
  put_context_field(#access, #type, #name, 0, documentation);
#define THIMBLE_CONTEXT_ARRAY(context, access, type, name, count, documentation) \
  put_context_field(#access, #type, #name, count, documentation);
#define THIMBLE_CONTEXT_END(name) puts("}");
#include <thimble/contexts.def>
#undef THIMBLE_CONTEXT_BEGIN
#undef THIMBLE_CONTEXT_FIELD
#undef THIMBLE_CONTEXT_ARRAY
#undef THIMBLE_CONTEXT_END
}

/* One form of a parameter, or of its use, for each letter of bindings.def. The names of bytes and
 * of their length come one behind the other. */
struct forms {
  const char *letters;
  const char *texts[5]; /* # stands for the name, @ for the second one */
};

static const struct forms raw_parameters = {
    "ilsrw", {"#: i32", "#: i64", "#: *const u8", "#: *const u8, @: u32", "#: *mut u8, @: u32"}};
static const struct forms safe_parameters = {
    "ilsrw", {"#: i32", "#: i64", "#: Text", "#: &[u8]", "#: &mut [u8]"}};
static const struct forms uses = {
    "ilsrw",
    {"#", "#", "#.as_ptr()", "#.as_ptr(), #.len() as u32", "#.as_mut_ptr(), #.len() as u32"}};

static void put_form(const char *form, const char *names, size_t first, size_t second) {
  for (; *form; form++) {
    if (*form == '#')
      printf("%.*s", (int)first, names);
    else if (*form == '@')
      printf("%.*s", (int)second, names + first + 1);
    else
      putchar(*form);
  }
}

static void put_list(const struct forms *forms, const char *arguments, const char *names) {
  for (size_t index = 0; arguments[index]; index++) {
    char letter = arguments[index];
    size_t first = strcspn(names, ",");
    bool pair = letter == 'r' || letter == 'w';
    size_t second = pair ? strcspn(names + first + 1, ",") : 0;
    fputs(index > 0 ? ", " : "", stdout);
    put_form(forms->texts[strchr(forms->letters, letter) - forms->letters], names, first, second);
    names += first + (pair ? 1 + second : 0);
    names += *names == ',';
  }
}

static void put_raw(const char *name, const char *result, const char *arguments,
                    const char *parameters) {
  printf("        pub fn %s(", name);
  put_list(&raw_parameters, arguments, parameters);
  printf(")%s;\n", result[0] == 'v' ? "" : result[0] == 'i' ? " -> i32" : " -> i64");
}

/* A result of 32 bits is an error when it is negative. */
static void put_safe(const char *name, const char *result, const char *arguments,
                     const char *parameters, const char *documentation) {
  bool checked = result[0] == 'i';
  putchar('\n');
  put_documentation("", documentation);
  printf("#[inline]\npub fn %s(", name);
  put_list(&safe_parameters, arguments, parameters);
  printf(")%s {\n    %sunsafe { raw::%s(",
         checked            ? " -> Result<i32, Error>"
         : result[0] == 'l' ? " -> i64"
                            : "",
         checked ? "check(" : "", name);
  put_list(&uses, arguments, parameters);
  printf(") }%s\n}\n", checked ? ")" : "");
}

static void put_bindings(void) {
  puts("\n/// The bindings as the device has them.\n"
       "pub mod raw {\n"
       "    #[link(wasm_import_module = \"thimble\")]\n"
       "    extern \"C\" {");
#define THIMBLE_BINDING(number, name, result, arguments, parameters, grant, call_cost, byte_cost, \
                        documentation)                                                            \
  put_raw(#name, result, arguments, parameters);
#include <thimble/bindings.def>
#undef THIMBLE_BINDING
  puts("    }\n}");
#define THIMBLE_BINDING(number, name, result, arguments, parameters, grant, call_cost, byte_cost, \
                        documentation)                                                            \
  put_safe(#name, result, arguments, parameters, documentation);
#include <thimble/bindings.def>
#undef THIMBLE_BINDING
}

int main(void) {
  puts(
      "// SPDX-License-Identifier: Apache-2.0\n"
      "//! Everything that a container in Rust may ask of its device. Generated by\n"
      "//! sdk/generate_rust.c from the tables in include/thimble: do not edit. Names in the texts "
      "are\n"
      "//! those of C, which begin with `thimble_` and `THIMBLE_`.\n\n"
      "use crate::{check, Error, Text};\n");
  put_numbers();
  put_contexts();
  put_bindings();
  return ferror(stdout) || fclose(stdout) ? 1 : 0;
}
