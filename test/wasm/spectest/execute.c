/* SPDX-License-Identifier: Apache-2.0 */
/* execute.c: see execute.h. */
#include "wasm/spectest/execute.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "engine/wasm/exports.h"
#include "engine/wasm/immediate.h"
#include "wasm/spectest/messages.h"
#include "wasm/spectest/script.h"
#include "wasm/spectest/store.h"
#include "wasm/spectest/values.h"

/* No action of the official suite takes a tenth of it. */
#define FUEL 200000000u

struct execution {
  struct thimble_bytes file;
  struct instance *current; /* the module that an action without a name is of; may be null */
  struct tally *tally;
};

/* What an action came to. */
struct outcome {
  const char *mistake; /* why it could not be tried; else null */
  enum thimble_reason reason;
  struct thimble_bytes types; /* of its values, if the reason is NONE */
  const union thimble_wasm_slot *values;
};

static void print_bytes(struct thimble_bytes bytes) {
  for (uint32_t i = 0; i < bytes.length; i++)
    printf(bytes.data[i] < ' ' ? "\\%02x" : "%c", bytes.data[i]);
}

/* Counts a failure, and prints where it is and what was expected. What happened follows. */
static void begin_failure(struct execution *execution, const struct command *command,
                          const char *expected) {
  execution->tally->failed++;
  print_bytes(execution->file);
  printf(":%" PRIu32 ": ", command->line);
  if (command->field.length > 0)
    printf("\"");
  print_bytes(command->field);
  printf("%sexpected %s", command->field.length > 0 ? "\": " : "", expected);
}

static void print_reason(enum thimble_reason reason) {
  printf("%s", reason == THIMBLE_REASON_NONE ? "nothing was wrong" : thimble_reason_text(reason));
}

static struct instance *find_instance(const struct execution *execution,
                                      const struct command *command) {
  return command->name.length == 0 ? execution->current : store_find(command->name);
}

static const char *put_arguments(const struct command *command, struct thimble_bytes types) {
  if (types.length != command->arguments.count)
    return "the function takes another number of arguments";
  for (uint32_t i = 0; i < types.length; i++) {
    struct value value = script_value(&command->arguments, i);
    if (value.type != types.data[i])
      return "the function takes arguments of other types";
    values_put(&store_stack()[i], value);
  }
  return NULL;
}

static bool find_export(const struct instance *instance, struct thimble_bytes name,
                        enum thimble_wasm_kind kind, uint32_t *index) {
  uint32_t work = 0;
  const uint8_t *at = thimble_wasm_find_export(&instance->module, name, &work);
  if (at == NULL || *at++ != kind)
    return false;
  *index = wasm_index(&at);
  return true;
}

static struct outcome call(const struct instance *instance, const struct command *command) {
  struct outcome outcome = {.values = store_stack()};
  uint32_t index, fuel = FUEL;
  if (!find_export(instance, command->field, THIMBLE_WASM_KIND_FUNCTION, &index)) {
    outcome.mistake = "there is no such function";
    return outcome;
  }
  uint32_t reference = store_reference(instance, index);
  struct function_type type = store_type(reference);
  outcome.mistake = put_arguments(command, type.parameters);
  if (outcome.mistake != NULL)
    return outcome;
  outcome.reason = store_call(reference, store_stack(), &fuel);
  outcome.types = type.results;
  return outcome;
}

static struct outcome get(const struct instance *instance, const struct command *command) {
  static struct global_type type;
  struct outcome outcome = {.types = {&type.value, 1}};
  uint32_t index;
  if (find_export(instance, command->field, THIMBLE_WASM_KIND_GLOBAL, &index))
    outcome.values = store_global(instance, index, &type);
  else
    outcome.mistake = "there is no such global";
  return outcome;
}

static struct outcome act(const struct execution *execution, const struct command *command) {
  const struct instance *instance = find_instance(execution, command);
  if (instance == NULL)
    return (struct outcome){.mistake = "there is no such module"};
  return command->kind == COMMAND_GET ? get(instance, command) : call(instance, command);
}

static bool results_match(const struct command *command, const struct outcome *outcome) {
  if (outcome->types.length != command->expected.count)
    return false;
  for (uint32_t i = 0; i < outcome->types.length; i++)
    if (!values_match(script_value(&command->expected, i), outcome->types.data[i],
                      outcome->values[i]))
      return false;
  return true;
}

/* Ends the line of a failure with what an action came to. */
static void print_outcome(const struct outcome *outcome) {
  printf(", but ");
  if (outcome->mistake != NULL) {
    printf("%s", outcome->mistake);
  } else if (outcome->reason != THIMBLE_REASON_NONE) {
    print_reason(outcome->reason);
  } else {
    printf("it returned");
    for (uint32_t i = 0; i < outcome->types.length; i++)
      values_print_slot(outcome->types.data[i], outcome->values[i]);
  }
  printf("\n");
}

static void check_return(struct execution *execution, const struct command *command) {
  struct outcome outcome = act(execution, command);
  bool ended = outcome.mistake == NULL && outcome.reason == THIMBLE_REASON_NONE;
  bool is_asked = command->kind != COMMAND_ACTION && command->kind != COMMAND_GET;
  is_asked = is_asked || command->expected.count > 0;
  if (ended && (!is_asked || results_match(command, &outcome))) {
    execution->tally->passed++;
    return;
  }
  begin_failure(execution, command, "a return");
  for (uint32_t i = 0; i < command->expected.count; i++)
    values_print(script_value(&command->expected, i));
  print_outcome(&outcome);
}

static void check_trap(struct execution *execution, const struct command *command) {
  struct outcome outcome = act(execution, command);
  if (outcome.mistake == NULL && message_allows(command->text, outcome.reason)) {
    execution->tally->passed++;
    return;
  }
  begin_failure(execution, command, "a trap, ");
  print_bytes(command->text);
  print_outcome(&outcome);
}

static void print_error(const struct thimble_wasm_error *error) {
  printf(", but ");
  print_reason(error->reason);
  if (error->reason != THIMBLE_REASON_NONE)
    printf(" (%" PRIu32 "), at byte %" PRIu32, error->detail, error->position);
  printf("\n");
}

static void add_module(struct execution *execution, const struct command *command) {
  struct thimble_wasm_error error;
  store_release(execution->current);
  execution->current = store_add(command->module, command->name, &error);
  if (execution->current != NULL) {
    execution->tally->passed++;
    return;
  }
  begin_failure(execution, command, "a module");
  print_error(&error);
}

static void print_refusal(struct execution *execution, const struct command *command,
                          const struct thimble_wasm_error *error) {
  begin_failure(execution, command, "a refusal, ");
  print_bytes(command->text);
  print_error(error);
}

static void check_invalid(struct execution *execution, const struct command *command) {
  struct thimble_wasm_error error;
  if (message_is_refusal(store_validate(command->module, &error)))
    execution->tally->passed++;
  else
    print_refusal(execution, command, &error);
}

static void check_unlinkable(struct execution *execution, const struct command *command) {
  struct thimble_wasm_error error;
  struct instance *instance = store_add(command->module, (struct thimble_bytes){0}, &error);
  if (instance == NULL && message_allows(command->text, error.reason)) {
    execution->tally->passed++;
    return;
  }
  store_release(instance);
  print_refusal(execution, command, &error);
}

static void register_module(struct execution *execution, const struct command *command) {
  struct instance *instance = find_instance(execution, command);
  if (instance != NULL && store_register(instance, command->text)) {
    execution->tally->passed++;
    return;
  }
  begin_failure(execution, command, "a module, but there is none, or no room\n");
}

static void execute(struct execution *execution, const struct command *command) {
  switch (command->kind) {
  case COMMAND_MODULE:
    add_module(execution, command);
    break;
  case COMMAND_REGISTER:
    register_module(execution, command);
    break;
  case COMMAND_GET:
  case COMMAND_ACTION:
  case COMMAND_RETURN:
    check_return(execution, command);
    break;
  case COMMAND_TRAP:
  case COMMAND_EXHAUSTION:
    check_trap(execution, command);
    break;
  case COMMAND_SKIPPED:
    execution->tally->skipped_text++;
    break;
  case COMMAND_INVALID:
  case COMMAND_MALFORMED:
    check_invalid(execution, command);
    break;
  default:
    check_unlinkable(execution, command);
    break;
  }
}

bool execute_script(struct thimble_bytes script, const struct thimble_wasm_bounds *bounds,
                    struct tally *tally) {
  struct execution execution = {.tally = tally};
  struct command command;
  while (script_next(&script, &command)) {
    if (command.kind == COMMAND_FILE) {
      store_start(bounds);
      execution.file = command.text;
      execution.current = NULL;
    } else {
      execute(&execution, &command);
    }
  }
  if (script.length > 0)
    printf("the script ends in the middle of a command\n");
  return script.length == 0;
}

int execute_summary(const struct tally *tally) {
  if (tally->skipped_text > 0)
    printf("skipped: %" PRIu32 " modules in the text format, which a device does not read\n",
           tally->skipped_text);
  if (tally->skipped_files > 0)
    printf("skipped: %" PRIu32 " files that wast2json does not convert\n", tally->skipped_files);
  printf("%" PRIu32 " passed, %" PRIu32 " failed, %" PRIu32 " skipped\n", tally->passed,
         tally->failed, tally->skipped_text + tally->skipped_files);
  return tally->passed > 0 && tally->failed == 0 ? 0 : 1;
}
