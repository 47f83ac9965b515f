/* SPDX-License-Identifier: Apache-2.0 */
/* text.c: the reference for a terminal, in lines of at most 80 columns where words allow
 * it. */
#include <stdio.h>
#include <string.h>
#include <thimble/grant.h>

#include "cli/reference/reference.h"
#include "cli/reference/signature.h"

#define LINE_WIDTH 80u
#define INDENT 4u

/* Prints words from the start of a line, each line after `INDENT` spaces. */
static void print_paragraph(const char *text) {
  size_t column = 0;
  while (*text) {
    size_t length = strcspn(text, " ");
    if (column > 0 && column + 1 + length > LINE_WIDTH) {
      putchar('\n');
      column = 0;
    }
    printf("%*s%.*s", column == 0 ? (int)INDENT : 1, "", (int)length, text);
    column += length + (column == 0 ? INDENT : 1);
    text += length;
    text += strspn(text, " ");
  }
  putchar('\n');
}

static void print_binding(const struct reference_binding *binding) {
  printf("%2u  ", binding->number);
  signature_print(stdout, binding->name, binding->result, binding->arguments, binding->parameters);
  putchar('\n');
  print_paragraph(binding->documentation);
  if (binding->grant == THIMBLE_GRANT_NONE)
    printf("    no grant, fuel %u", binding->call_fuel);
  else
    printf("    grant %s, fuel %u", thimble_grant_name(binding->grant), binding->call_fuel);
  if (binding->byte_fuel > 0)
    printf(" and %u for each byte", binding->byte_fuel);
  puts("\n");
}

static void print_grants(void) {
  puts("GRANTS");
  for (size_t index = 0; index < reference_grant_count; index++) {
    const struct reference_grant *grant = &reference_grants[index];
    const char *list = reference_list_of(grant->number);
    printf("%2u  %-12s %s", grant->number, grant->name, grant->documentation);
    if (list)
      printf(" (can be narrowed to %s)", list);
    putchar('\n');
  }
  putchar('\n');
}

static void print_field(const struct reference_field *field) {
  char type[64];
  if (field->count > 0)
    snprintf(type, sizeof type, "%s[%u]", field->type, field->count);
  else
    snprintf(type, sizeof type, "%s", field->type);
  printf("    %3u  %-11s %-10s %-5s  %s\n", field->offset, type, field->name,
         field->writable ? "write" : "read", field->documentation);
}

static void print_context(const struct reference_context *context) {
  const struct reference_field *field;
  size_t count = reference_fields_of(context->name, &field);
  printf("struct thimble_context_%s, %u bytes\n", context->name, context->size);
  print_paragraph(context->documentation);
  for (; count > 0; count--)
    print_field(field++);
  putchar('\n');
}

static void print_sensors(void) {
  puts("SENSORS");
  for (size_t index = 0; index < reference_sensor_count; index++) {
    const struct reference_sensor *sensor = &reference_sensors[index];
    printf("%2u  %-12s %s, in %s x 10^%d (%s)\n", sensor->number, sensor->name,
           sensor->documentation, sensor->unit, sensor->scale, sensor->enumerator);
  }
  putchar('\n');
}

static void print_results(void) {
  puts("RESULTS");
  for (size_t index = 0; index < reference_result_count; index++) {
    const struct reference_result *result = &reference_results[index];
    printf("%4d  %-26s %s\n", result->number, result->name, result->text);
  }
}

void reference_print_text(void) {
  puts("BINDINGS");
  for (size_t index = 0; index < reference_binding_count; index++)
    print_binding(&reference_bindings[index]);
  print_grants();
  puts("CONTEXTS");
  for (size_t index = 0; index < reference_context_count; index++)
    print_context(&reference_contexts[index]);
  print_sensors();
  print_results();
}
