/* SPDX-License-Identifier: Apache-2.0 */
/* price_test.c: how many of the board's instructions one unit of fuel can buy: for each kind of
 * instruction that does much, a loop that hardly does anything else. docs/fuel.md has the most. */
#include "emulated/board.h"
#include "loaded.h"
#include "unit.h"

#define MOST 2100u
#define LESS_FUEL 2000u
#define MORE_FUEL 12000u

#define TIMES_4(text) text text text text
#define TIMES_16(text) TIMES_4(TIMES_4(text))
#define TIMES_64(text) TIMES_4(TIMES_16(text))
#define TIMES_3(text) text text text
#define TIMES_255(text) TIMES_3(TIMES_64(text) TIMES_16(text) TIMES_4(text) text)

/* Type 0 takes and returns nothing, type 1 all that there can be. */
#define MANY "ff 01 " TIMES_255("7f ")
#define TYPES "01[ 02 60 00 00 60 " MANY MANY "] "

/* Function 0 runs. Local 0 is an i32, local 1 an i64, local 2 an f64 that has many digits. */
#define BODY(code) "[ 03 01 7f 01 7e 01 7c 44 9a 99 99 99 99 99 f1 3f 21 02 " code "0b ] "
#define ONE(code) TYPES "03[ 01 00 ] 0a[ 01 " BODY(code) "] "
#define FOREVER(code) "03 40 " code "0c 00 0b "

/* With an operand of local 2 and 1, for instructions of one or two operands. */
#define FLOAT_1(operation) ONE(FOREVER("20 02 " TIMES_64(operation) "1a "))
#define FLOAT_2(operation) ONE(FOREVER("20 02 " TIMES_64("20 02 " operation) "1a "))
#define LONG_1(operation) \
  ONE("42 ef fd b6 f5 0d 21 01 " FOREVER("20 01 " TIMES_64(operation) "1a "))
#define LONG_2(operation)                 \
  ONE("42 ef fd b6 f5 0d 21 01 " FOREVER( \
      "42 81 e3 d7 bf c7 c9 a2 07 " TIMES_64("20 01 " operation) "1a "))

/* Function 1 has seven locals, which are cleared for nothing; the table's entry is it. */
#define CALL(code)                                                                  \
  TYPES "03[ 02 00 00 ] 04[ 01 70 00 01 ] 09[ 01 00 41 00 0b 01 01 ] 0a[ 02 " BODY( \
      FOREVER(code)) "[ 01 07 7e 0b ] ] "

/* A memory of 64 bytes, a data segment of seven, and a table of one entry with a segment of one. */
#define RANGES(code)                                                                         \
  TYPES "03[ 01 00 ] 04[ 01 70 00 01 ] 05[ 01 08 40 00 ] 09[ 01 01 00 01 00 ] 0c[ 01 ] 0a[ " \
        "01 " BODY(FOREVER(code)) "] 0b[ 01 01 07 01 02 03 04 05 06 07 ] "

static const struct {
  const char *name, *text;
} prices[] = {
    {"f64.sqrt", FLOAT_1("9f ")},
    {"f64.nearest", FLOAT_1("9e ")},
    {"f64.floor", FLOAT_1("9c ")},
    {"f64.add", FLOAT_2("a0 ")},
    {"f64.mul", FLOAT_2("a2 ")},
    {"f64.div", FLOAT_2("a3 ")},
    {"f64.min", FLOAT_2("a4 ")},
    {"f64 to i64 and back", FLOAT_1("b0 b9 ")},
    {"f64 to u64 and back", FLOAT_1("b1 ba ")},
    {"f64 to i64, saturating, and back", FLOAT_1("fc 06 b9 ")},
    {"f64 to f32 and back", FLOAT_1("b6 bb ")},
    {"i64.popcnt", LONG_1("7b ")},
    {"i64.clz", LONG_1("79 ")},
    {"i64.div_s", LONG_2("7f ")},
    {"i64.rem_u", LONG_2("82 ")},
    {"i64.rotl", LONG_2("89 ")},
    {"a branch that keeps 255", ONE(TIMES_255("20 00 ") "03 01 0c 00 0b 00 ")},
    {"a call", CALL("10 01 ")},
    {"an indirect call", CALL("41 00 11 00 00 ")},
    {"br_table", ONE(FOREVER("02 40 41 00 0e 00 00 0b "))},
    {"memory.copy", RANGES(TIMES_16("20 00 20 00 41 07 fc 0a 00 00 "))},
    {"memory.fill", RANGES(TIMES_16("20 00 20 00 41 07 fc 0b 00 "))},
    {"memory.init", RANGES(TIMES_16("20 00 20 00 20 00 fc 08 00 00 "))},
    {"memory.grow", RANGES(TIMES_16("20 00 40 00 1a "))},
    {"table.copy", RANGES(TIMES_16("20 00 20 00 41 01 fc 0e 00 00 "))},
    {"table.init", RANGES(TIMES_16("20 00 20 00 41 01 fc 0c 00 00 "))},
    {"table.grow", RANGES(TIMES_16("d0 70 20 00 fc 0f 00 1a "))},
    {"table.get", RANGES(TIMES_16("20 00 25 00 1a "))},
    {"a load with a long offset", RANGES(TIMES_16("20 00 28 82 80 00 84 80 80 00 1a "))},
    {"a long constant", ONE(FOREVER(TIMES_64("41 80 80 80 80 00 1a ")))},
    {"a long index", ONE(FOREVER(TIMES_64("20 80 80 80 80 00 1a ")))},
};

struct run {
  uint32_t fuel;
  struct thimble_outcome outcome;
};

static void run(void *argument) {
  struct run *what = argument;
  what->outcome = module_run(NULL, what->fuel);
}

static uint32_t count(struct run *what) {
  uint32_t instructions = thimble_board_count(run, what);
  assert_int_equal(what->outcome.reason, THIMBLE_REASON_FUEL);
  return instructions;
}

/* Between two runs that differ in their fuel, so that their start does not count. */
static void one_of_fuel_buys_so_much(void **unused) {
  (void)unused;
  for (uint32_t i = 0; i < COUNT(prices); i++) {
    struct run less = {.fuel = LESS_FUEL}, more = {.fuel = MORE_FUEL};
    module_must_load(&(struct module_parts){.text = prices[i].text, .stack = 1024});
    (void)count(&less); /* the first run's memory is as load left it */
    uint32_t instructions = count(&less);
    instructions = count(&more) - instructions;
    uint32_t fuel = more.outcome.fuel_used - less.outcome.fuel_used;
    print_message("%s: %u\n", prices[i].name, (unsigned)(instructions / fuel));
    assert_true(instructions <= MOST * fuel);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_of_fuel_buys_so_much),
  };
  return cmocka_run_group_tests_name("prices", tests, NULL, NULL);
}
