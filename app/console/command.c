/* SPDX-License-Identifier: Apache-2.0 */
/* command.c: the commands of the console. */
#include "command.h"

#include <string.h>

#include "containers.h"
#include "emulated/board.h"
#include "emulated/print.h"
#include "event.h"
#include "report.h"

#define TIMES_MAXIMUM 1000000

/* Cuts the next word off the line; its length is zero when there is none. */
static struct thimble_bytes next_word(struct thimble_bytes *line) {
  while (line->length > 0 && line->data[0] == ' ') {
    line->data++;
    line->length--;
  }
  struct thimble_bytes word = {line->data, 0};
  while (line->length > 0 && line->data[0] != ' ') {
    line->data++;
    line->length--;
    word.length++;
  }
  return word;
}

static bool is_word(struct thimble_bytes word, const char *text) {
  return strlen(text) == word.length && memcmp(text, word.data, word.length) == 0;
}

static bool complain(const char *message, struct thimble_bytes word) {
  thimble_print("console: ");
  thimble_print(message);
  thimble_print_escaped(word);
  thimble_print("\n");
  return false;
}

/* A number from 1 to TIMES_MAXIMUM, or 0. */
static uint32_t read_times(struct thimble_bytes word) {
  uint32_t times = 0;
  for (uint32_t index = 0; index < word.length; index++) {
    uint32_t digit = (uint32_t)word.data[index] - '0';
    if (digit > 9 || times > TIMES_MAXIMUM / 10)
      return 0;
    times = 10 * times + digit;
  }
  return times <= TIMES_MAXIMUM ? times : 0;
}

/* What thimble_run() is given, for a function that takes one argument. */
struct run_call {
  const struct thimble_instance *instance;
  struct thimble_event event;
  struct thimble_outcome outcome;
};

static void call_run(void *argument) {
  struct run_call *call = argument;
  thimble_run(call->instance, &call->event, THIMBLE_FUEL_MAXIMUM, &call->outcome);
}

static bool run_once(struct container *container) {
  struct run_call call = {.instance = &container->instance};
  if (!event_make(&call.event, container->image.hook, container->runs))
    return complain("this board has no hook ", container->image.hook);
  uint32_t instructions = thimble_board_count(call_run, &call);
  container->runs++;
  report_outcome(container, &call.outcome, instructions);
  return call.outcome.kind == THIMBLE_DONE;
}

static struct container *find(struct thimble_bytes name) {
  struct container *container = containers_find(name);
  if (container == NULL)
    complain("no container is called ", name);
  return container;
}

static bool run_container(struct thimble_bytes arguments) {
  struct container *container = find(next_word(&arguments));
  struct thimble_bytes word = next_word(&arguments);
  uint32_t times = word.length == 0 ? 1 : read_times(word);
  if (container == NULL)
    return false;
  if (times == 0)
    return complain("not a number of times from 1 to 1000000: ", word);
  if (container->state != CONTAINER_READY) {
    report_state(container);
    return false;
  }
  bool is_done = true;
  for (uint32_t run = 0; run < times; run++)
    is_done &= run_once(container);
  return is_done;
}

static bool show_details(struct thimble_bytes arguments) {
  struct container *container = find(next_word(&arguments));
  if (container != NULL)
    report_details(container);
  return container != NULL;
}

static bool list_containers(struct thimble_bytes arguments) {
  (void)arguments;
  for (uint32_t index = 0; index < containers_count(); index++)
    report_state(containers_get(index));
  return true;
}

static bool show_memory(struct thimble_bytes arguments) {
  (void)arguments;
  report_memory();
  return true;
}

static bool leave(struct thimble_bytes arguments) {
  (void)arguments;
  thimble_board_exit(0);
}

static bool show_help(struct thimble_bytes arguments);

struct command {
  const char *name;
  const char *help;
  bool (*run)(struct thimble_bytes arguments);
};

static const struct command commands[] = {
    {"help", "help               these lines", show_help},
    {"list", "list               the containers and their state", list_containers},
    {"info", "info NAME          what a container asks for, may do and needs", show_details},
    {"run", "run NAME [TIMES]   fires the container's hook", run_container},
    {"memory", "memory             what memory is used for", show_memory},
    {"exit", "exit               ends the emulation", leave},
};
enum {
  COMMANDS = sizeof commands / sizeof commands[0]
};

static bool show_help(struct thimble_bytes arguments) {
  (void)arguments;
  for (uint32_t index = 0; index < COMMANDS; index++) {
    thimble_print(commands[index].help);
    thimble_print("\n");
  }
  return true;
}

bool command_run(struct thimble_bytes line) {
  struct thimble_bytes word = next_word(&line);
  if (word.length == 0)
    return true;
  for (uint32_t index = 0; index < COMMANDS; index++)
    if (is_word(word, commands[index].name))
      return commands[index].run(line);
  return complain("unknown command (help lists them): ", word);
}
