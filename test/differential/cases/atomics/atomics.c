/* SPDX-License-Identifier: Apache-2.0 */
/* atomics.c: the atomic operations that compilers know, of both widths. A bare machine may lack
 * those of 64 bits, so the native half says in plain C what they do. */
#include "../../input.h"

#ifdef __bpf__
#define FETCH_ADD(place, value) __sync_fetch_and_add(place, value)
#define FETCH_OR(place, value) __sync_fetch_and_or(place, value)
#define FETCH_AND(place, value) __sync_fetch_and_and(place, value)
#define FETCH_XOR(place, value) __sync_fetch_and_xor(place, value)
#define EXCHANGE(place, value) __sync_lock_test_and_set(place, value)
#define COMPARE_EXCHANGE(place, expected, value) __sync_val_compare_and_swap(place, expected, value)
#else
#define FETCH(place, after)                 \
  ({                                        \
    __typeof__(*(place)) before = *(place); \
    *(place) = (after);                     \
    before;                                 \
  })
#define FETCH_ADD(place, value) FETCH(place, before + (value))
#define FETCH_OR(place, value) FETCH(place, before | (value))
#define FETCH_AND(place, value) FETCH(place, before &(value))
#define FETCH_XOR(place, value) FETCH(place, before ^ (value))
#define EXCHANGE(place, value) FETCH(place, value)
#define COMPARE_EXCHANGE(place, expected, value) \
  FETCH(place, before == (expected) ? (value) : before)
#endif

static uint64_t shared_word = 5;
static uint32_t shared_half = 7;

static uint64_t words(uint64_t result, uint64_t *place, uint64_t value) {
  result = mix(result, FETCH_ADD(place, value));
  result = mix(result, FETCH_OR(place, value << 3));
  result = mix(result, FETCH_AND(place, ~value | 0xff00ff));
  result = mix(result, FETCH_XOR(place, value + 1));
  result = mix(result, EXCHANGE(place, *place * 3));
  uint64_t seen = *place;
  result = mix(result, COMPARE_EXCHANGE(place, seen, value));
  result = mix(result, COMPARE_EXCHANGE(place, seen ^ 1, ~value));
  (void)FETCH_ADD(place, 17); /* the result is not used: another instruction */
  (void)FETCH_XOR(place, value);
  return mix(result, *place);
}

static uint64_t halves(uint64_t result, uint32_t *place, uint32_t value) {
  result = mix(result, FETCH_ADD(place, value));
  result = mix(result, FETCH_OR(place, value << 3));
  result = mix(result, FETCH_AND(place, ~value | 0xff00ff));
  result = mix(result, FETCH_XOR(place, value + 1));
  result = mix(result, EXCHANGE(place, *place * 3));
  uint32_t seen = *place;
  result = mix(result, COMPARE_EXCHANGE(place, seen, value));
  result = mix(result, COMPARE_EXCHANGE(place, seen ^ 1, ~value));
  (void)FETCH_ADD(place, 17);
  (void)FETCH_OR(place, value);
  return mix(result, *place);
}

int64_t run(struct input *input, uint32_t size) {
  uint32_t parts[2] = {(uint32_t)input->left, (uint32_t)(input->left >> 32)};
  uint64_t result = words(size, &shared_word, input->left);
  result = words(result, &input->more[0], input->right);
  result = halves(result, &shared_half, (uint32_t)input->right);
  result = halves(result, &parts[1], (uint32_t)input->right);
  return (int64_t)mix(result, parts[0] + parts[1]);
}
