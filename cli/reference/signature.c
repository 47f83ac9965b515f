/* SPDX-License-Identifier: Apache-2.0 */
/* signature.c: see signature.h. */
#include "cli/reference/signature.h"

#include <string.h>

/* The C type, with a space behind it unless it ends in an asterisk. */
static const char *type_of(char letter) {
  switch (letter) {
  case 'v':
    return "void ";
  case 'i':
    return "int32_t ";
  case 'l':
    return "int64_t ";
  case 's':
    return "const char *";
  case 'r':
    return "const void *";
  default:
    return "void *";
  }
}

/* Prints the name up to the next comma and returns what follows it. */
static const char *print_parameter(FILE *stream, const char *type, const char *names) {
  size_t length = strcspn(names, ",");
  fprintf(stream, "%s%.*s", type, (int)length, names);
  return names + length + (names[length] == ',');
}

static void print_parameters(FILE *stream, const char *arguments, const char *names) {
  if (!arguments[0])
    fputs("void", stream);
  for (size_t index = 0; arguments[index]; index++) {
    fputs(index > 0 ? ", " : "", stream);
    names = print_parameter(stream, type_of(arguments[index]), names);
    if (arguments[index] == 'r' || arguments[index] == 'w') {
      fputs(", ", stream);
      names = print_parameter(stream, "uint32_t ", names);
    }
  }
}

void signature_print(FILE *stream, const char *name, const char *result, const char *arguments,
                     const char *parameters) {
  fprintf(stream, "%sthimble_%s(", type_of(result[0]), name);
  print_parameters(stream, arguments, parameters);
  putc(')', stream);
}
