/* SPDX-License-Identifier: Apache-2.0 */
/* command.c: the commands of the console. */
#include "command.h"

#include <stddef.h>

#include "emulated/board.h"
#include "emulated/print.h"
#include "find.h"
#include "fire.h"
#include "hooks.h"
#include "observer.h"
#include "report.h"
#include "run.h"
#include "sampler.h"
#include "wait.h"
#include "word.h"

#define TIMES_MAXIMUM 1000000
#define WAIT_MAXIMUM 86400000 /* a day */
#define SAMPLE_MAXIMUM 60000

static struct thimble_container *find(struct thimble_bytes name) {
  struct thimble_container *container = find_container(name);
  if (container == NULL)
    word_complain("no container is called ", name);
  return container;
}

/* The number of times that stands last, 1 when there is none. False: it is no such number. */
static bool read_times(struct thimble_bytes *arguments, uint32_t *times) {
  struct thimble_bytes word = word_next(arguments);
  *times = word.length == 0 ? 1 : word_number(word, TIMES_MAXIMUM);
  if (*times == 0 || *times == WORD_NO_NUMBER)
    return word_complain("not a number of times from 1 to 1000000: ", word);
  return true;
}

static bool run_container(struct thimble_bytes arguments) {
  struct thimble_bytes name = word_next(&arguments);
  const struct refused_image *refused = find_refused(name);
  uint32_t times;
  if (find_container(name) == NULL && refused != NULL) {
    report_refused(refused);
    return false;
  }
  struct thimble_container *container = find(name);
  return container != NULL && read_times(&arguments, &times) && run(container, times);
}

static bool fire_hook(struct thimble_bytes arguments) {
  struct thimble_bytes name = word_next(&arguments);
  struct thimble_hook *hook = thimble_find_hook(&host, name);
  uint32_t times;
  if (hook == NULL)
    return word_complain("this board has no hook ", name);
  if (hook->type->kind != THIMBLE_HOOK_PLAIN)
    return word_complain("the host fires it when it is due, during wait: ", name);
  return read_times(&arguments, &times) && fire(hook, times);
}

static bool wait_a_while(struct thimble_bytes arguments) {
  struct thimble_bytes word = word_next(&arguments);
  uint32_t milliseconds = word_number(word, WAIT_MAXIMUM);
  if (milliseconds == WORD_NO_NUMBER)
    return word_complain("not a number of milliseconds from 0 to 86400000: ", word);
  wait_for(milliseconds);
  return true;
}

static bool start_samples(struct thimble_bytes arguments) {
  struct thimble_bytes word = word_next(&arguments);
  uint32_t milliseconds = word_number(word, SAMPLE_MAXIMUM);
  if (milliseconds == WORD_NO_NUMBER)
    return word_complain("not a number of milliseconds from 0 to 60000: ", word);
  sampler_start(milliseconds);
  return true;
}

static bool show_details(struct thimble_bytes arguments) {
  struct thimble_bytes name = word_next(&arguments);
  const struct refused_image *refused = find_refused(name);
  if (find_container(name) == NULL && refused != NULL) {
    report_refused_details(refused);
    return true;
  }
  const struct thimble_container *container = find(name);
  if (container != NULL)
    report_details(container);
  return container != NULL;
}

static void for_each_container(void (*report)(const struct thimble_container *container)) {
  for (uint32_t index = 0; index < host.container_count; index++)
    if (host.containers[index].state != THIMBLE_CONTAINER_NONE)
      report(&host.containers[index]);
}

static bool list_containers(struct thimble_bytes arguments) {
  (void)arguments;
  for_each_container(report_state);
  for (uint32_t index = 0; index < device_refused_count(); index++)
    report_refused(device_refused(index));
  return true;
}

static bool show_statistics(struct thimble_bytes arguments) {
  struct thimble_bytes name = word_next(&arguments);
  if (name.length == 0) {
    for_each_container(report_statistics);
    report_posts();
    return true;
  }
  const struct thimble_container *container = find(name);
  if (container != NULL)
    report_statistics(container);
  return container != NULL;
}

/* The three that change a container; the observer says what has happened. */
static bool change(struct thimble_bytes arguments,
                   enum thimble_result (*function)(struct thimble_host *host,
                                                   struct thimble_container *container)) {
  struct thimble_bytes name = word_next(&arguments);
  struct thimble_container *container = find(name);
  if (container == NULL)
    return false;
  enum thimble_result result = function(&host, container);
  return result == THIMBLE_OK || word_complain(thimble_result_text(result), arguments);
}

static bool start_container(struct thimble_bytes arguments) {
  return change(arguments, thimble_start);
}

static bool stop_container(struct thimble_bytes arguments) {
  return change(arguments, thimble_stop);
}

static bool remove_container(struct thimble_bytes arguments) {
  return change(arguments, thimble_remove);
}

static bool set_trace(struct thimble_bytes arguments) {
  struct thimble_bytes word = word_next(&arguments);
  if (!word_is(word, "on") && !word_is(word, "off"))
    return word_complain("neither on nor off: ", word);
  observer_is_tracing = word_is(word, "on");
  return true;
}

static bool show_values(struct thimble_bytes arguments) {
  (void)arguments;
  report_values();
  return true;
}

static bool show_lights(struct thimble_bytes arguments) {
  (void)arguments;
  report_lights();
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
    {"help", "help                these lines", show_help},
    {"list", "list                the containers and their state", list_containers},
    {"info", "info NAME           what a container asks for, may have and needs", show_details},
    {"run", "run NAME [TIMES]    runs a container by hand; the host does not count it",
     run_container},
    {"fire", "fire HOOK [TIMES]   fires packet, sample or request", fire_hook},
    {"wait", "wait MS             lets time pass, asleep when nothing is due", wait_a_while},
    {"sample", "sample MS           samples that often from an interrupt handler; 0: none",
     start_samples},
    {"trace", "trace on|off        prints every run, or failed ones only", set_trace},
    {"statistics", "statistics [NAME]   how the runs went", show_statistics},
    {"start", "start NAME          lets a stopped or quarantined container run", start_container},
    {"stop", "stop NAME           lets it run no more", stop_container},
    {"remove", "remove NAME         removes a container and its values", remove_container},
    {"values", "values              the values that containers keep", show_values},
    {"lights", "lights              the actuators, as the hardware says", show_lights},
    {"memory", "memory              what memory is used for", show_memory},
    {"exit", "exit                ends the emulation", leave},
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
  struct thimble_bytes word = word_next(&line);
  if (word.length == 0)
    return true;
  for (uint32_t index = 0; index < COMMANDS; index++)
    if (word_is(word, commands[index].name))
      return commands[index].run(line);
  return word_complain("unknown command (help lists them): ", word);
}
