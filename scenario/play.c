/* SPDX-License-Identifier: Apache-2.0 */
/* play.c: goes through the lines of a scenario. */
#include <stddef.h>
#include <string.h>

#include "device.h"
#include "statement.h"
#include "trace.h"
#include "words.h"

static scenario_statement expect_error;

static const struct statement {
  const char *name;
  scenario_statement *play;
} statements[] = {
    {"device", scenario_device},    {"tenant", scenario_tenant},
    {"hook", scenario_hook},        {"install", scenario_install},
    {"remove", scenario_remove},    {"stop", scenario_stop},
    {"start", scenario_start},      {"power-cut", scenario_power_cut},
    {"sensor", scenario_sensor},    {"wait", scenario_wait},
    {"stall", scenario_stall},      {"fire", scenario_fire},
    {"post", scenario_post},        {"show", scenario_show},
    {"expect-error", expect_error},
};

/* Whether the word is the name of the enumerator THIMBLE_ERROR_..., in lower case and with minus
 * signs; `name` is without THIMBLE_. */
static bool is_error(struct thimble_bytes word, const char *name) {
  static const char prefix[] = "ERROR_";
  if (word.length == 0 || strncmp(name, prefix, sizeof prefix - 1) != 0)
    return false;
  name += sizeof prefix - 1;
  for (uint32_t index = 0; index < word.length; index++) {
    uint8_t letter = word.data[index];
    int wanted = letter == '-' ? '_' : letter - 'a' + 'A';
    if (name[index] == '\0' || name[index] != wanted)
      return false;
  }
  return name[word.length] == '\0';
}

static enum thimble_result find_error(struct thimble_bytes word) {
#define THIMBLE_RESULT_NAME(name, number, text) \
  if (is_error(word, #name))                    \
    return THIMBLE_##name;
  THIMBLE_RESULTS(THIMBLE_RESULT_NAME)
#undef THIMBLE_RESULT_NAME
  return THIMBLE_OK;
}

static bool expect_error(struct scenario *scenario, struct thimble_bytes *line,
                         enum thimble_result *result) {
  struct thimble_bytes word = scenario_next_word(line);
  scenario->expected = find_error(word);
  scenario->is_expecting = true;
  *result = scenario->expected;
  if (scenario->expected != THIMBLE_OK)
    return true;
  return scenario_complain(scenario, "there is no error ", word,
                           "; write one such as refused, not-found or quota");
}

static const struct statement *find_statement(struct thimble_bytes name) {
  for (uint32_t index = 0; index < sizeof statements / sizeof statements[0]; index++)
    if (scenario_is(name, statements[index].name))
      return &statements[index];
  return NULL;
}

static bool is_used_up(const struct scenario *scenario, struct thimble_bytes *line) {
  struct thimble_bytes word = scenario_next_word(line);
  if (word.length == 0)
    return true;
  return scenario_complain(scenario, "", word, " is one word too many; leave it out");
}

/* Whether what the statement came to is what was expected of it. */
static bool is_expected(struct scenario *scenario, struct thimble_bytes name,
                        enum thimble_result result) {
  enum thimble_result expected = scenario->is_expecting ? scenario->expected : THIMBLE_OK;
  scenario->is_expecting = false;
  if (result != THIMBLE_OK) {
    scenario_trace(scenario, "failed ");
    scenario_trace_escaped(scenario, name);
    scenario_trace_text(scenario, ": ");
    scenario_trace_text(scenario, thimble_result_text(result));
    scenario_trace_end(scenario);
  }
  if (result == expected)
    return true;
  if (expected == THIMBLE_OK)
    return scenario_complain(scenario, "the device refuses the statement ", name,
                             "; see the trace for the reason, or write expect-error before it");
  return scenario_complain(scenario, "the error that is expected of the statement ", name,
                           " does not come; see the trace, and mend expect-error");
}

static bool play_line(struct scenario *scenario, struct thimble_bytes line) {
  struct thimble_bytes name = scenario_next_word(&line);
  enum thimble_result result = THIMBLE_OK;
  if (name.length == 0)
    return true;
  const struct statement *statement = find_statement(name);
  if (statement == NULL)
    return scenario_complain(scenario, "there is no statement ", name, "; see docs/scenario.md");
  if (!statement->play(scenario, &line, &result) || !is_used_up(scenario, &line))
    return false;
  return statement->play == expect_error || is_expected(scenario, name, result);
}

bool scenario_play(struct scenario *scenario, const struct scenario_surroundings *surroundings,
                   struct thimble_bytes text) {
  struct thimble_bytes line;
  scenario->surroundings = surroundings;
  scenario->line = 0;
  scenario->is_expecting = false;
  scenario_device_prepare(scenario);
  while (scenario_next_line(&text, &line)) {
    scenario->line++;
    if (!play_line(scenario, line))
      return false;
  }
  if (!scenario->is_expecting)
    return true;
  return scenario_complain(scenario, "the statement that expect-error speaks of is missing",
                           (struct thimble_bytes){NULL, 0}, "; write it in the next line");
}
