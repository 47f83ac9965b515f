/* SPDX-License-Identifier: Apache-2.0 */
/* suit_test.c: what whoever drives the processor sees of it: reports, events, what is wanted. */
#include <string.h>

#include <thimble/crypto.h>

#include "suit/table.h"
#include "unit.h"

static struct device device;
static struct thimble_envelope envelope;

static void open_case(const char *name) {
  struct suit_case row;
  struct thimble_suit_report report;
  suit_table_find(&row, name);
  assert_int_equal(thimble_envelope_open(&envelope, row.envelope, suit_table_signers(), &report),
                   THIMBLE_OK);
}

/* An observer that writes down what it sees. */
struct seen {
  struct thimble_text text;
  char bytes[1024];
};

static void see(void *data, const struct thimble_suit_event *event) {
  struct seen *seen = data;
  thimble_text_append_unsigned(&seen->text, event->section);
  for (uint32_t i = 0; i <= event->depth; i++)
    thimble_text_append(&seen->text, ".");
  thimble_text_append_unsigned(&seen->text, event->command);
  thimble_text_append(&seen->text, ":");
  thimble_text_append_decimal(&seen->text, event->code);
  thimble_text_append(&seen->text, "/");
  thimble_text_append_unsigned(&seen->text, event->policy);
  thimble_text_append(&seen->text, "@");
  thimble_text_append_unsigned(&seen->text, event->component.index);
  if (event->refusal != THIMBLE_REFUSAL_NONE) {
    thimble_text_append(&seen->text, "!");
    thimble_text_append(&seen->text, refusal_name(event->refusal));
  }
  thimble_text_append(&seen->text, " ");
  assert_int_equal(event->component.id.data[0], 0x82);
  assert_true(event->argument.length > 0);
}

static const char *observe(const char *name) {
  static struct seen seen;
  const struct thimble_suit_observer observer = {&seen, see};
  thimble_text_start(&seen.text, seen.bytes, sizeof seen.bytes);
  open_case(name);
  (void)device_run(&device, &suit_table_device, &envelope, &observer);
  assert_false(seen.text.cut);
  return seen.bytes;
}

static void each_command_is_observed(void **state) {
  (void)state;
  assert_string_equal(observe("sound"), "3.0:20/0@0 3.1:1/15@0 3.2:2/15@0 "
                                        "20.0:20/0@0 20.1:21/2@0 20.2:3/15@0 ");
  assert_string_equal(observe("stop"), "3.0:20/0@0 3.1:1/15@0 3.2:2/15@0 20.0:-257/0@0 ");
  assert_string_equal(observe("other-class"), "3.0:20/0@0 3.1:1/15@0 3.2:2/15@0!CLASS ");
  assert_string_equal(observe("payload-missing"),
                      "3.0:20/0@0 3.1:1/15@0 3.2:2/15@0 20.0:20/0@0 20.1:21/2@0!PAYLOAD_MISSING ");
}

static void inner_commands_are_observed(void **state) {
  (void)state;
  assert_string_equal(observe("try-each-second"),
                      "3.0:20/0@0 3.1:1/15@0 3.2:2/15@0 20.0:15/0@0 20..0:20/0@0 "
                      "20..1:5/15@0!SLOT 20..0:20/0@0 20..1:5/15@0 20.1:33/0@0 ");
  assert_string_equal(observe("try-each-none"),
                      "3.0:20/0@0 3.1:1/15@0 3.2:2/15@0 20.0:15/0@0 20..0:14/0@0!ABORT "
                      "20..0:14/0@0!ABORT 20.0:15/0@0!TRY_EACH ");
  assert_string_equal(observe("run-for-each"),
                      "3.0:12/0@0 3.1:20/0@0 3.2:1/15@0 3.3:2/15@0 20.0:12/0@0 20.1:32/0@0 "
                      "20..0:20/0@0 20..1:18/0@0 20..2:33/0@0 20.1:32/0@1 20..0:20/0@1 "
                      "20..1:18/0@1 20..2:33/0@1 ");
}

/* A device that says yes to everything. */
static enum thimble_refusal allows(void *data, uint32_t signer,
                                   const struct thimble_suit_component *component) {
  (void)data;
  (void)component;
  assert_int_equal(signer, 1);
  return THIMBLE_REFUSAL_NONE;
}

static bool no_sequence(void *data, uint32_t signer, const struct thimble_suit_component *component,
                        uint32_t *sequence) {
  (void)data;
  (void)signer;
  (void)component;
  (void)sequence;
  return false;
}

static bool any_id(void *data, const struct thimble_suit_component *component,
                   enum thimble_suit_label label, struct thimble_bytes id) {
  (void)data;
  (void)component;
  (void)label;
  return id.length == 16;
}

static const struct thimble_suit_device yes = {
    .allows = allows, .last_sequence = no_sequence, .has_id = any_id};

static void run_until_wanted(struct thimble_suit *suit) {
  open_case("fetch-arguments");
  assert_int_equal(thimble_suit_start(suit, &envelope, &yes, NULL), THIMBLE_SUIT_RUNS);
  while (suit->status == THIMBLE_SUIT_RUNS)
    (void)thimble_suit_step(suit);
  assert_int_equal(suit->status, THIMBLE_SUIT_WANTS);
  assert_int_equal(suit->sequence, 5);
}

static void what_is_wanted(void **state) {
  (void)state;
  struct thimble_suit suit;
  struct thimble_suit_wanted wanted;
  uint8_t digest[THIMBLE_DIGEST_SIZE];
  thimble_sha256((struct thimble_bytes){(const uint8_t *)"payload", 7}, digest);
  run_until_wanted(&suit);
  assert_int_equal(thimble_suit_step(&suit), THIMBLE_SUIT_WANTS);
  thimble_suit_wanted(&suit, &wanted);
  assert_int_equal(wanted.component.index, 0);
  assert_memory_equal(wanted.component.id.data,
                      "\x82\x41t\x41"
                      "c",
                      5);
  assert_int_equal(wanted.uri.length, 2);
  assert_memory_equal(wanted.uri.data, "#a", 2);
  assert_int_equal(wanted.arguments.length, 4);
  assert_true(wanted.image.has_size);
  assert_int_equal(wanted.image.size, 7);
  assert_memory_equal(wanted.image.digest, digest, sizeof digest);
}

static void a_payload_that_does_not_come(void **state) {
  (void)state;
  struct thimble_suit suit;
  run_until_wanted(&suit);
  assert_int_equal(thimble_suit_resume(&suit, THIMBLE_REFUSAL_STORE_FULL), THIMBLE_SUIT_REFUSED);
  assert_int_equal(suit.report.refusal, THIMBLE_REFUSAL_STORE_FULL);
  assert_int_equal(suit.report.section, THIMBLE_SUIT_INSTALL);
  assert_int_equal(suit.report.command, 1);
  assert_int_equal(suit.report.component, 0);
  assert_int_equal(envelope.head.data[suit.report.offset], THIMBLE_SUIT_FETCH);
  assert_int_equal(thimble_suit_step(&suit), THIMBLE_SUIT_REFUSED);
  assert_int_equal(thimble_suit_resume(&suit, THIMBLE_REFUSAL_NONE), THIMBLE_SUIT_REFUSED);
}

static void only_what_is_wanted_can_come(void **state) {
  (void)state;
  struct thimble_suit suit;
  open_case("sound");
  assert_int_equal(thimble_suit_start(&suit, &envelope, &yes, NULL), THIMBLE_SUIT_RUNS);
  assert_int_equal(thimble_suit_resume(&suit, THIMBLE_REFUSAL_ABORT), THIMBLE_SUIT_RUNS);
  assert_int_equal(suit.report.refusal, THIMBLE_REFUSAL_NONE);
}

static void parts_of_an_id(void **state) {
  (void)state;
  static const uint8_t bytes[] = {0x82, 0x41, 't', 0x40}, none[] = {0x80};
  const struct thimble_bytes id = {bytes, sizeof bytes}, empty = {none, sizeof none};
  struct thimble_bytes part;
  assert_int_equal(thimble_suit_id_part(id, 0, &part), THIMBLE_OK);
  assert_int_equal(part.length, 1);
  assert_int_equal(part.data[0], 't');
  assert_int_equal(thimble_suit_id_part(id, 1, &part), THIMBLE_OK);
  assert_int_equal(part.length, 0);
  assert_int_equal(thimble_suit_id_part(id, 2, &part), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_suit_id_part(empty, 0, &part), THIMBLE_ERROR_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_command_is_observed),
      cmocka_unit_test(inner_commands_are_observed),
      cmocka_unit_test(what_is_wanted),
      cmocka_unit_test(a_payload_that_does_not_come),
      cmocka_unit_test(only_what_is_wanted_can_come),
      cmocka_unit_test(parts_of_an_id),
  };
  return cmocka_run_group_tests_name("SUIT processor", tests, NULL, NULL);
}
