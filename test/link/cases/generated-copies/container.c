/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

/* What the compiler itself makes a copy or a fill of: more than it writes out inline. */
struct block {
  uint32_t words[1000];
};

static struct block first = {{1, 2, 3}};
static struct block second;
static char text[3000];

__attribute__((noinline)) static void clear(char *bytes, uint32_t length) {
  for (uint32_t index = 0; index < length; index++)
    bytes[index] = 0;
}

__attribute__((noinline)) static void set(struct block *block, uint32_t word) {
  *block = (struct block){{word}};
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  text[1499] = text[1500] = 9;
  first.words[999] += 5;
  second = first;
  second.words[2] += context->count;
  clear(text, 1500);
  set(&first, second.words[2]);
  return second.words[999] * 100 + second.words[2] * 10 + text[1500] + text[1499] +
         first.words[999];
}
