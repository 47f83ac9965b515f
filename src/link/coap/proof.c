/* SPDX-License-Identifier: Apache-2.0 */
/* proof.c: see proof.h. */
#include "link/coap/proof.h"

#include <string.h>

#include "link/coap/siphash.h"

bool thimble_coap_is_same_peer(const struct thimble_coap_peer *left,
                               const struct thimble_coap_peer *right) {
  return memcmp(left, right, sizeof *left) == 0;
}

bool thimble_coap_is_proven(const struct thimble_coap *coap, uint64_t now,
                            const struct thimble_coap_peer *peer) {
  for (uint32_t i = 0; i < coap->proof_count; i++) {
    if (coap->proofs[i].until > now && thimble_coap_is_same_peer(&coap->proofs[i].peer, peer))
      return true;
  }
  return false;
}

void thimble_coap_prove(struct thimble_coap *coap, uint64_t now,
                        const struct thimble_coap_peer *peer) {
  struct thimble_coap_proof *chosen = &coap->proofs[0];
  for (uint32_t i = 0; i < coap->proof_count; i++) {
    struct thimble_coap_proof *proof = &coap->proofs[i];
    if (thimble_coap_is_same_peer(&proof->peer, peer)) {
      chosen = proof;
      break;
    }
    if (proof->until < chosen->until)
      chosen = proof;
  }
  chosen->peer = *peer;
  chosen->until = now + THIMBLE_COAP_PROOF_LIFETIME;
}

/* The value of an epoch: each lasts THIMBLE_COAP_ECHO_LIFETIME. */
static void make(const struct thimble_coap *coap, uint64_t epoch,
                 const struct thimble_coap_peer *peer, uint8_t echo[THIMBLE_ECHO]) {
  uint8_t input[sizeof epoch + sizeof *peer];
  memcpy(input, &epoch, sizeof epoch);
  memcpy(input + sizeof epoch, peer, sizeof *peer);
  uint64_t hash = thimble_siphash(coap->key, (struct thimble_bytes){input, sizeof input});
  memcpy(echo, &hash, THIMBLE_ECHO);
}

void thimble_coap_echo_make(const struct thimble_coap *coap, uint64_t now,
                            const struct thimble_coap_peer *peer, uint8_t echo[THIMBLE_ECHO]) {
  make(coap, now / THIMBLE_COAP_ECHO_LIFETIME, peer, echo);
}

bool thimble_coap_echo_holds(const struct thimble_coap *coap, uint64_t now,
                             const struct thimble_coap_peer *peer, struct thimble_bytes echo) {
  uint64_t epoch = now / THIMBLE_COAP_ECHO_LIFETIME;
  uint8_t newest[THIMBLE_ECHO], older[THIMBLE_ECHO];
  if (echo.length != THIMBLE_ECHO)
    return false;
  make(coap, epoch, peer, newest);
  make(coap, epoch - 1, peer, older);
  return memcmp(echo.data, newest, THIMBLE_ECHO) == 0 ||
         memcmp(echo.data, older, THIMBLE_ECHO) == 0;
}

/* A Feistel network is a permutation whatever its rounds compute, so counting through its inputs
 * repeats no number before all were used. */
uint16_t thimble_coap_new_id(struct thimble_coap *coap) {
  uint8_t left = (uint8_t)(coap->message_count >> 8), right = (uint8_t)coap->message_count;
  coap->message_count++;
  for (uint8_t round = 0; round < 4; round++) {
    const uint8_t input[] = {round, right};
    uint64_t hash = thimble_siphash(coap->key, (struct thimble_bytes){input, sizeof input});
    uint8_t next = left ^ (uint8_t)hash;
    left = right;
    right = next;
  }
  return (uint16_t)(left << 8 | right);
}
