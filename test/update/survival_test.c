/* SPDX-License-Identifier: Apache-2.0 */
/* survival_test.c: manifests with mistakes of any kind, behind a good signature: bytes are changed
 * at random, and the envelope is signed again. Whatever is refused has changed nothing. */
#include <string.h>

#include "cli/common/digest.h"
#include "random.h"
#include "unit.h"
#include "update/agent.h"

enum {
  TIMES = 400,
  DIGEST_HEAD = 4 /* bytes of a SUIT_Digest before the digest */
};

static const uint8_t signature_head[] = {0xf6, 0x58, KEY_SIGNATURE_LENGTH};

static uint8_t *find(const struct suit_envelope *envelope, const uint8_t *bytes, uint32_t length) {
  for (uint32_t i = 0; i + length <= envelope->bytes.length; i++)
    if (memcmp(envelope->bytes.data + i, bytes, length) == 0)
      return envelope->bytes.data + i;
  fail();
  return NULL;
}

/* The manifest follows the signature, and ends where the payload begins. */
static void sign_again(struct suit_envelope *envelope, uint8_t *digest, uint8_t *signature,
                       enum agent_key key) {
  static const uint8_t start[] = {0x84, 0x6a, 'S',  'i',  'g',  'n',  'a',  't',  'u', 'r',
                                  'e',  '1',  0x43, 0xa1, 0x01, 0x28, 0x40, 0x58, 0x24};
  uint8_t message[sizeof start + DIGEST_HEAD + DIGEST_SHA256_LENGTH];
  const uint8_t *manifest = signature + KEY_SIGNATURE_LENGTH + 1;
  const uint8_t *end = envelope->bytes.data + envelope->head;
  digest_sha256((struct thimble_bytes){manifest, (uint32_t)(end - manifest)}, digest);
  memcpy(message, start, sizeof start);
  memcpy(message + sizeof start, digest - DIGEST_HEAD, DIGEST_HEAD + DIGEST_SHA256_LENGTH);
  assert_true(
      key_sign(&agent_keys[key], (struct thimble_bytes){message, sizeof message}, signature));
}

static void change(struct random *random, uint8_t *bytes, uint32_t length) {
  static const uint8_t liked[] = {0x00, 0x01, 0x0f, 0x17, 0x40, 0x58, 0x60, 0x80, 0x81, 0x82,
                                  0x84, 0xa0, 0xa1, 0xf4, 0xf5, 0xf6, 0xff, 12,   15,   32};
  for (uint32_t i = 0; i <= random_below(random, 3); i++) {
    uint8_t *byte = bytes + random_below(random, length);
    *byte = random_once_in(random, 2) ? liked[random_below(random, sizeof liked)]
                                      : (uint8_t)random_number(random);
  }
}

static void prepare(void) {
  agent_start(1);
  agent_let_in("acme");
  agent_install("acme", "a", 1);
  agent_install("acme", "a", 2);
}

/* What was accepted may have changed anything that its signer may; then it begins anew. */
static void push(const struct suit_envelope *envelope, uint32_t piece) {
  static struct thimble_store_component before[AGENT_COMPONENTS];
  const struct thimble_bytes bytes = {envelope->bytes.data, envelope->bytes.length};
  memcpy(before, agent.components, sizeof before);
  enum thimble_refusal refusal = agent_push_bytes(bytes, piece);
  assert_int_not_equal(refusal, THIMBLE_REFUSAL_SIGNATURE); /* it was signed */
  thimble_update_pull_end(&agent.update, THIMBLE_ERROR_INPUT);
  assert_int_equal(agent.update.status, THIMBLE_UPDATE_IDLE);
  if (refusal == THIMBLE_REFUSAL_NONE && agent.update.report.suit.refusal == refusal) {
    assert_int_equal(agent_restart(), THIMBLE_OK);
    prepare();
    return;
  }
  assert_memory_equal(agent.components, before, sizeof before);
  assert_int_equal(agent_value("acme", "a"), 2);
}

static void survive(const struct suit_order *order, enum agent_key key) {
  struct suit_envelope envelope = agent_sign(order, key);
  uint8_t *digest = find(&envelope, envelope.digest, DIGEST_SHA256_LENGTH);
  uint8_t *signature =
      find(&envelope, signature_head, sizeof signature_head) + sizeof signature_head;
  uint8_t *manifest = signature + KEY_SIGNATURE_LENGTH + 1;
  uint32_t length = (uint32_t)(envelope.bytes.data + envelope.head - manifest);
  uint8_t kept[THIMBLE_UPDATE_HEAD];
  struct random random;
  random_start(&random, order->sequence);
  memcpy(kept, manifest, length);
  for (uint32_t i = 0; i < TIMES; i++) {
    change(&random, manifest, length);
    sign_again(&envelope, digest, signature, key);
    push(&envelope, 1 + random_below(&random, 200));
    memcpy(manifest, kept, length);
  }
  suit_envelope_free(&envelope);
}

static void test_orders(void **state) {
  static const enum suit_operation operations[] = {SUIT_STOP, SUIT_START, SUIT_ROLL_BACK,
                                                   SUIT_REMOVE};
  (void)state;
  prepare();
  for (uint32_t i = 0; i < COUNT(operations); i++) {
    struct suit_order order = agent_order(operations[i], "acme", "a");
    order.sequence += 1000000; /* above all that is used when it begins anew */
    survive(&order, ACME);
  }
}

static void test_installation(void **state) {
  struct image_file file;
  struct suit_order order = agent_order(SUIT_INSTALL, "acme", "a");
  (void)state;
  prepare();
  order.sequence += 1000000;
  order.payload = agent_image(&file, "a", 3);
  survive(&order, ACME);
  order.uri = "coap://[::1]/a";
  survive(&order, ACME);
}

static void test_records(void **state) {
  uint8_t record[THIMBLE_RECORD_MAXIMUM];
  struct suit_order order = agent_order(SUIT_INSTALL, "acme", NULL);
  (void)state;
  prepare();
  order.sequence += 1000000;
  order.payload = agent_record(record, "acme", true);
  survive(&order, OWNER);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_orders),
      cmocka_unit_test(test_installation),
      cmocka_unit_test(test_records),
  };
  agent_make_keys();
  return cmocka_run_group_tests(tests, NULL, NULL);
}
