/* SPDX-License-Identifier: Apache-2.0 */
/* inspect.c: the verb `thimble inspect`: what an image asks for and needs. */
#include <ctype.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/builder/open_image.h"
#include "cli/common/engine_name.h"
#include "cli/common/grant_text.h"
#include "cli/common/json.h"
#include "cli/common/message.h"
#include "cli/common/option.h"
#include "cli/image/describe.h"
#include "cli/image/program_view.h"
#include "cli/image/verdict.h"
#include "cli/verb.h"
#include "linux/escape.h"

static const char help[] =
    "Usage: thimble inspect [OPTION]... PATH\n"
    "Shows what a container asks for and needs. PATH is an image, or a source or folder\n"
    "as thimble build takes it.\n"
    "\n"
    "      --engine NAME   build sources for this engine, ebpf or wasm\n"
    "      --json   print one JSON object\n"
    "  -h, --help   print this\n"
    "\n"
    "The exit code is 0 also for an image that the verifier refuses.\n";

/* Everything that is shown, gathered before anything is printed. */
struct inspection {
  const struct open_image *opened;
  struct program_view view;
  bool verified;
  struct thimble_need need;               /* when verified */
  struct thimble_program_refusal refusal; /* otherwise */
};

static void inspect(struct inspection *inspection, const struct open_image *opened) {
  *inspection = (struct inspection){.opened = opened};
  view_program(&inspection->view, &opened->image);
  inspection->verified =
      verdict_reach(&opened->image, &inspection->need, &inspection->refusal) == THIMBLE_OK;
}

static bool asks_for(const struct thimble_image *image, uint32_t grant) {
  return (image->asked.grants >> grant & 1) != 0;
}

static void print_bytes(const char *label, struct thimble_bytes text) {
  printf("%-12s", label);
  thimble_linux_write_escaped(stdout, text);
  putchar('\n');
}

static void print_number(const char *label, uint64_t number, const char *unit) {
  printf("%-12s%" PRIu64 "%s\n", label, number, unit);
}

static void print_grants(const struct thimble_image *image) {
  char bytes[GRANT_TEXT_MAXIMUM];
  const char *separator = "";
  printf("%-12s", "grants");
  for (uint32_t grant = 0; grant <= THIMBLE_GRANT_MAXIMUM; grant++) {
    struct thimble_text text;
    if (!asks_for(image, grant))
      continue;
    thimble_text_start(&text, bytes, sizeof(bytes));
    grant_append(&text, grant, &image->asked.scope);
    printf("%s%s", separator, bytes);
    separator = ", ";
  }
  puts(image->asked.grants == 0 ? "none" : "");
}

static void print_sections(const struct program_view *view) {
  const struct thimble_ebpf_parameters *parameters = &view->parameters;
  print_number("text", (uint64_t)view->length * THIMBLE_EBPF_SLOT, " bytes");
  if (!view->divided)
    return;
  print_number("read-only", view->read_only.length, " bytes");
  print_number("data", view->data.length, " bytes");
  print_number("zeroed", parameters->zero, " bytes");
  print_number("entry", parameters->entry, "");
  print_number("frame", parameters->frame_size, " bytes");
  print_number("depth", parameters->call_depth, "");
}

static void print_module(const struct wasm_parameters *parameters) {
  print_number("entry", parameters->entry, "");
  print_number("stack", parameters->stack, " slots of 8 bytes");
  print_number("linear", parameters->memory, " bytes of linear memory, at most");
  print_number("context", parameters->context, " bytes of it for the hook's context");
  print_number("elements", parameters->elements, " of 4 bytes in tables");
  print_number("branches", parameters->branches, " of 8 bytes in the side table");
  print_number("scratch", parameters->scratch, " bytes for validation, before anything runs");
}

static void print_verdict(const struct inspection *inspection) {
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  if (inspection->verified) {
    const struct thimble_need *need = &inspection->need;
    printf(
        "%-12s%zu bytes: %zu while installed, %zu more while it runs (on this %zu-bit computer)\n",
        "RAM", need->instance + need->run, need->instance, need->run, 8 * sizeof(void *));
    printf("%-12sverified\n", "verdict");
    return;
  }
  thimble_text_start(&text, bytes, sizeof(bytes));
  describe_refusal(&text, &inspection->refusal, &inspection->view, &inspection->opened->lines);
  printf("%-12srefused: ", "verdict");
  thimble_linux_write_escaped(stdout, (struct thimble_bytes){(const uint8_t *)bytes, text.length});
  putchar('\n');
}

static void print_inspection(const struct inspection *inspection) {
  const struct thimble_image *image = &inspection->opened->image;
  print_bytes("name", image->name);
  print_bytes("version", image->version);
  print_bytes("hook", image->hook);
  printf("%-12s%s\n", "engine", engine_name(image->engine));
  print_number("ABI", THIMBLE_ABI, "");
  print_grants(image);
  print_number("order", image->order, "");
  print_number("fuel", image->fuel, " for one run");
  print_number("memory", image->memory, " bytes for stack and data");
  print_number("image", inspection->opened->bytes.length, " bytes");
  print_number("program", image->program.length, " bytes");
  if (inspection->view.ebpf)
    print_sections(&inspection->view);
  if (inspection->view.wasm)
    print_module(&inspection->view.wasm_parameters);
  print_number("lines", image->lines.length, " bytes");
  print_verdict(inspection);
}

static void write_sections(struct json *json, const struct program_view *view) {
  const struct thimble_ebpf_parameters *parameters = &view->parameters;
  json_integer(json, "text", (int64_t)view->length * THIMBLE_EBPF_SLOT);
  if (!view->divided)
    return;
  json_integer(json, "read_only", view->read_only.length);
  json_integer(json, "data", view->data.length);
  json_integer(json, "zero", parameters->zero);
  json_integer(json, "entry", parameters->entry);
  json_integer(json, "frame_size", parameters->frame_size);
  json_integer(json, "call_depth", parameters->call_depth);
}

static void write_module(struct json *json, const struct wasm_parameters *parameters) {
  json_integer(json, "entry", parameters->entry);
  json_integer(json, "stack_slots", parameters->stack);
  json_integer(json, "linear_memory", parameters->memory);
  json_integer(json, "context", parameters->context);
  json_integer(json, "elements", parameters->elements);
  json_integer(json, "branches", parameters->branches);
  json_integer(json, "scratch", parameters->scratch);
}

static void write_grants(struct json *json, const struct thimble_image *image) {
  json_begin_array(json, "grants");
  for (uint32_t grant = 0; grant <= THIMBLE_GRANT_MAXIMUM; grant++)
    if (asks_for(image, grant) && thimble_grant_name(grant))
      json_string(json, NULL, thimble_grant_name(grant));
  json_end_array(json);
}

static void write_word(struct json *json, const char *word) {
  if (isdigit((unsigned char)word[0]))
    json_integer(json, NULL, strtol(word, NULL, 10));
  else
    json_string(json, NULL, word);
}

/* One member for each grant that is narrowed, with what its list names. */
static void write_reach(struct json *json, const struct thimble_image *image) {
  char bytes[GRANT_TEXT_MAXIMUM];
  json_begin_object(json, "narrowed");
  for (uint32_t grant = 0; grant <= THIMBLE_GRANT_MAXIMUM; grant++) {
    struct thimble_text text;
    if (!grant_is_narrowed(&image->asked.scope, grant))
      continue;
    thimble_text_start(&text, bytes, sizeof(bytes));
    grant_append_list(&text, grant, &image->asked.scope);
    json_begin_array(json, thimble_grant_name(grant));
    for (char *word = strtok(bytes, " "); word; word = strtok(NULL, " "))
      write_word(json, word);
    json_end_array(json);
  }
  json_end_object(json);
}

static void write_verdict(struct json *json, const struct inspection *inspection) {
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  json_boolean(json, "verified", inspection->verified);
  if (inspection->verified) {
    json_integer(json, "ram_instance", (int64_t)inspection->need.instance);
    json_integer(json, "ram_run", (int64_t)inspection->need.run);
    return;
  }
  thimble_text_start(&text, bytes, sizeof(bytes));
  describe_refusal(&text, &inspection->refusal, &inspection->view, &inspection->opened->lines);
  json_bytes(json, "refusal", (struct thimble_bytes){(const uint8_t *)bytes, text.length});
}

static void write_inspection(const struct inspection *inspection) {
  const struct thimble_image *image = &inspection->opened->image;
  struct json json;
  json_start(&json, stdout);
  json_begin_object(&json, NULL);
  json_bytes(&json, "name", image->name);
  json_bytes(&json, "version", image->version);
  json_bytes(&json, "hook", image->hook);
  json_string(&json, "engine", engine_name(image->engine));
  json_integer(&json, "abi", THIMBLE_ABI);
  write_grants(&json, image);
  write_reach(&json, image);
  json_integer(&json, "order", image->order);
  json_integer(&json, "fuel", image->fuel);
  json_integer(&json, "memory", image->memory);
  json_integer(&json, "image", inspection->opened->bytes.length);
  json_integer(&json, "program", image->program.length);
  if (inspection->view.ebpf)
    write_sections(&json, &inspection->view);
  if (inspection->view.wasm)
    write_module(&json, &inspection->view.wasm_parameters);
  json_integer(&json, "lines", image->lines.length);
  write_verdict(&json, inspection);
  json_end_object(&json);
  json_end_line(&json);
}

static int show(const char *path, uint32_t engine, bool as_json) {
  struct open_image opened;
  struct inspection inspection;
  int code = open_image(&opened, path, engine);
  if (code != EXIT_CODE_OK)
    return code;
  inspect(&inspection, &opened);
  if (as_json)
    write_inspection(&inspection);
  else
    print_inspection(&inspection);
  close_image(&opened);
  return EXIT_CODE_OK;
}

int thimble_verb_inspect(int argc, char **argv) {
  static const struct option options[] = {{"engine", required_argument, NULL, 'e'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
  bool as_json = false;
  uint32_t engine = 0;
  const char *path;
  int found;
  opterr = 0;
  optind = 0; /* a verb may run twice in one process, in tests */
  while ((found = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
    if (found == 'h')
      return fputs(help, stdout) < 0 ? EXIT_CODE_FAILURE : EXIT_CODE_OK;
    if (found == 'j')
      as_json = true;
    else if (found != 'e')
      return option_wrong("inspect", argv, found);
    else if (!engine_named(optarg, &engine))
      return message_usage("inspect", "--engine %s is neither ebpf nor wasm", optarg);
  }
  return option_one_path("inspect", argc, argv, &path) ? show(path, engine, as_json)
                                                       : EXIT_CODE_USAGE;
}
