/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.c: ebpf-plugin, which runs one program for the runner of the public BPF conformance tests
 * (github.com/Alan-Jowett/bpf_conformance).
 *
 *   ebpf-plugin [MEMORY] [--program PROGRAM] [--cpu_version VERSION] <PROGRAM
 *
 * PROGRAM and MEMORY are bytes in hexadecimal; without --program the program comes from standard
 * input. r1 is the memory and r2 its length. Prints r0 in hexadecimal and exits with 0; or says on
 * standard error what is wrong and exits with 1, or 2 when the command line is at fault. All
 * versions of the instruction set, v1 to v4, are understood at once, so VERSION changes nothing.
 * Helper 5, which unwinds the stack elsewhere, returns its argument here. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <thimble/engine.h>

#include "base/cbor_write.h"
#include "ebpf/hex.h"

enum {
  FAILURE = 1,
  USAGE_ERROR = 2
};

/* Stack of the programs, as in other runtimes for BPF: eight frames of 512 bytes. */
enum {
  FRAME_SIZE = 512,
  CALL_DEPTH = 8
};

/* Each byte is two digits, and the runner puts two spaces between bytes. */
#define TEXT_MAXIMUM (4 * THIMBLE_IMAGE_MAXIMUM)

struct options {
  const char *program; /* null: from standard input */
  const char *memory;
};

static int64_t return_argument(struct thimble_call *call) {
  return call->arguments[0].integer;
}

static const struct thimble_binding bindings[] = {
    [5] = {.name = "unwind", .function = return_argument, .result = 'l', .arguments = "l"},
};
static const struct thimble_binding_table table = {bindings, 6};

static _Noreturn void fail(int code, const char *message, const char *what) {
  fprintf(stderr, "ebpf-plugin: %s%s\n", message, what);
  exit(code);
}

static void check_version(const char *version) {
  if (version[0] != 'v' || version[1] < '1' || version[1] > '4' || version[2] != '\0')
    fail(USAGE_ERROR, "the versions of the instruction set are v1 to v4, not ", version);
}

/* The runner may pass empty arguments, which count for nothing. */
static void take_memory(struct options *options, const char *argument) {
  if (argument[0] == '\0')
    return;
  if (options->memory[0] != '\0')
    fail(USAGE_ERROR, "one argument is the memory, a second one is too many: ", argument);
  options->memory = argument;
}

static struct options read_options(int argc, char **argv) {
  static const struct option known[] = {{"program", required_argument, NULL, 'p'},
                                        {"cpu_version", required_argument, NULL, 'c'},
                                        {"debug", no_argument, NULL, 'd'},
                                        {NULL, 0, NULL, 0}};
  struct options options = {NULL, ""};
  int letter;
  while ((letter = getopt_long(argc, argv, "", known, NULL)) != -1) {
    if (letter == '?')
      exit(USAGE_ERROR); /* getopt_long() has said why */
    if (letter == 'p')
      options.program = optarg;
    if (letter == 'c')
      check_version(optarg);
  }
  for (int i = optind; i < argc; i++)
    take_memory(&options, argv[i]);
  return options;
}

static const char *read_standard_input(void) {
  static char text[TEXT_MAXIMUM + 1];
  size_t length = fread(text, 1, TEXT_MAXIMUM, stdin);
  if (ferror(stdin) || !feof(stdin))
    fail(FAILURE, "the program could not be read, or is too long", "");
  if (memchr(text, '\0', length) != NULL)
    fail(FAILURE, "the program is not in hexadecimal", "");
  return text;
}

static struct thimble_bytes read_program(const char *text) {
  static _Alignas(8) uint8_t bytes[THIMBLE_IMAGE_MAXIMUM];
  uint32_t length;
  if (!hex_read(text, strlen(text), bytes, sizeof bytes, &length))
    fail(FAILURE, "the program is not in hexadecimal, or is too long", "");
  return (struct thimble_bytes){bytes, length};
}

static struct thimble_event read_memory(const char *text) {
  static uint8_t bytes[THIMBLE_MEMORY_MAXIMUM];
  uint32_t length;
  if (!hex_read(text, strlen(text), bytes, sizeof bytes, &length))
    fail(FAILURE, "the memory is not in hexadecimal, or is too large", "");
  return (struct thimble_event){bytes, length, length};
}

/* The image of a program that consists of text only and starts with its first instruction. */
static void make_image(struct thimble_image *image, struct thimble_bytes program) {
  static uint8_t parameters[16];
  static const uint32_t numbers[] = {0, FRAME_SIZE, CALL_DEPTH, 0, 0, 0};
  struct thimble_cbor_writer writer;
  thimble_cbor_writer_start(&writer, parameters, sizeof parameters);
  thimble_cbor_write_array(&writer, 6);
  for (uint32_t i = 0; i < 6; i++)
    thimble_cbor_write_unsigned(&writer, numbers[i]);
  *image = (struct thimble_image){
      .engine = THIMBLE_ENGINE_EBPF,
      .name = {(const uint8_t *)"plugin", 6},
      .asked.grants = 1,
      .fuel = THIMBLE_FUEL_MAXIMUM,
      .memory = THIMBLE_MEMORY_MAXIMUM,
      .parameters = {parameters, writer.length},
      .program = program,
  };
}

static _Noreturn void stop(const char *how, uint32_t place, enum thimble_reason reason,
                           uint64_t number) {
  fprintf(stderr, "ebpf-plugin: %s at instruction %" PRIu32 ": %s (# is 0x%" PRIx64 ")\n", how,
          place, thimble_reason_text(reason), number);
  exit(FAILURE);
}

static void verify(struct thimble_program *program, const struct thimble_image *image) {
  const struct thimble_policy policy = {&table, 1};
  struct thimble_program_refusal refusal;
  if (thimble_verify(program, image, &policy, &refusal) != THIMBLE_OK)
    stop("refused", refusal.place, refusal.reason, refusal.detail);
}

static void load(struct thimble_instance *instance, const struct thimble_program *program) {
  struct thimble_program_refusal refusal;
  struct thimble_need need;
  thimble_program_need(program, &need);
  const struct thimble_place place = {
      .own = {malloc(need.instance), need.instance},
      .run = {malloc(need.run), need.run},
  };
  if (place.own.data == NULL || place.run.data == NULL ||
      thimble_load(instance, program, &place, &refusal) != THIMBLE_OK)
    fail(FAILURE, "out of memory", "");
}

static int64_t run(const struct thimble_instance *instance, const struct thimble_event *event) {
  struct thimble_outcome outcome;
  thimble_run(instance, event, THIMBLE_FUEL_MAXIMUM, &outcome);
  if (outcome.kind != THIMBLE_DONE)
    stop("stopped", outcome.place, outcome.reason, outcome.address);
  return outcome.value;
}

int main(int argc, char **argv) {
  struct options options = read_options(argc, argv);
  const char *text = options.program != NULL ? options.program : read_standard_input();
  struct thimble_event event = read_memory(options.memory);
  struct thimble_image image;
  struct thimble_program program;
  static struct thimble_instance instance; /* static: it holds the memory until the end */
  make_image(&image, read_program(text));
  verify(&program, &image);
  load(&instance, &program);
  printf("%" PRIx64 "\n", (uint64_t)run(&instance, &event));
  return fflush(stdout) == 0 ? 0 : FAILURE;
}
