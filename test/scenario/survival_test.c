/* SPDX-License-Identifier: Apache-2.0 */
/* survival_test.c: whatever stands in a scenario, playing it ends, and tells why in a clear way:
 * the trace is printable, and there is one complaint when it fails, none when it does not. A
 * scenario with every statement is damaged at random. The seed is printed; THIMBLE_TEST_SEED sets
 * it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/board.h"
#include "scenario/state.h"

#define ROUNDS 2000

static const char sound[] =
    "device memory=4096 containers=2 messages=3 posts=4 reply=5 seed=6 global=1,2,3,kept\n"
    "tenant water grants=log,clock sensors=temperature,light actuators=0,31 "
    "read=private/,shared/t\n"
    "tenant heat write=global/ fuel-per-second=1000 log-per-second=7 log-below=2 failures=3\n"
    "tenant other containers=1 messages=2 private=1,2,3 shared=4,5,6,kept\n"
    "hook timer period=10 fuel=5 # a comment\n"
    "hook packet rule=first default=-9 grants=none\n"
    "sensor temperature 0 2150 -2\n"
    "sensor humidity 255 none\n"
    "expect-error malformed\n"
    "install water \"a path\"\n"
    "expect-error not-found\n"
    "remove heat nobody\n"
    "expect-error not-found\n"
    "stop water a\n"
    "expect-error not-found\n"
    "start water a\n"
    "wait 86400000\n"
    "stall 5\n"
    "fire packet 00ff\n"
    "fire request put \"a body\"\n"
    "fire sample -5 3\n"
    "fire timer\n"
    "post message\n"
    "post sample 5\n"
    "power-cut\n"
    "show values\n"
    "show containers\n"
    "show statistics\n";

struct watch {
  uint32_t complaints;
  bool is_printable;
};

static struct scenario scenario;

static void write_trace(void *data, const char *text, uint32_t length) {
  struct watch *watch = data;
  for (uint32_t index = 0; index < length; index++)
    if ((text[index] < ' ' || text[index] > '~') && text[index] != '\n')
      watch->is_printable = false;
}

static void complain(void *data, uint32_t line, const char *message) {
  struct watch *watch = data;
  watch->complaints++;
  assert_true(line > 0);
  assert_non_null(strstr(message, "; "));
  write_trace(data, message, (uint32_t)strlen(message));
}

/* What is no image. */
static bool get_image(void *data, uint32_t line, struct thimble_bytes path,
                      struct thimble_bytes *image) {
  static const _Alignas(8) uint8_t bytes[] = "no image";
  (void)data;
  (void)line;
  *image = (struct thimble_bytes){bytes, path.length < sizeof bytes ? path.length : 0};
  return true;
}

/* Plays the text and checks what holds of every scenario. */
static bool play(const char *text, uint32_t length) {
  struct watch watch = {.is_printable = true};
  const struct scenario_surroundings surroundings = {&watch, write_trace, complain, get_image};
  bool played = scenario_play(&scenario, &surroundings,
                              (struct thimble_bytes){(const uint8_t *)text, length});
  assert_true(watch.is_printable);
  assert_int_equal(watch.complaints, played ? 0 : 1);
  return played;
}

static uint32_t state;

/* Marsaglia's xorshift. */
static uint32_t random_below(uint32_t limit) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state % limit;
}

/* Changes a character, or moves a piece of the text to another place. */
static void damage(char *text, uint32_t length) {
  static const char characters[] = " \t\r\n#\"=,/-.09azA\x7f\x80\xff";
  uint32_t place = random_below(length);
  if (random_below(2) == 0) {
    text[place] = characters[random_below(sizeof characters)];
    return;
  }
  uint32_t from = random_below(length);
  uint32_t rest = length - (place > from ? place : from);
  memmove(text + place, text + from, random_below(rest < 40 ? rest : 40));
}

static void test_sound(void **unused) {
  (void)unused;
  assert_true(play(sound, sizeof sound - 1));
}

static void test_each_start(void **unused) {
  (void)unused;
  for (uint32_t length = 0; length < sizeof sound - 1; length += 3)
    (void)play(sound, length);
}

static void test_damaged(void **unused) {
  (void)unused;
  const char *seed = board_setting("THIMBLE_TEST_SEED");
  state = seed != NULL ? (uint32_t)strtoul(seed, NULL, 0) | 1u : 20261122u;
  printf("seed %lu\n", (unsigned long)state);
  for (uint32_t round = 0; round < ROUNDS; round++) {
    char text[sizeof sound];
    memcpy(text, sound, sizeof sound);
    for (uint32_t count = 1 + random_below(4); count > 0; count--)
      damage(text, sizeof sound - 1);
    (void)play(text, sizeof sound - 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sound),
      cmocka_unit_test(test_each_start),
      cmocka_unit_test(test_damaged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
