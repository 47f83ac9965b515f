/* SPDX-License-Identifier: Apache-2.0 */
/* data.c: variables that live on from run to run, with and without first values, alone, in arrays
 * and structs, and reached through pointers that are variables themselves. */
#include "../../input.h"

struct node {
  struct node *next;
  uint32_t value;
  int8_t small[3];
};

static uint64_t runs;
static int32_t balance = -1000;
static uint8_t history[64];
static uint16_t table[4][5] = {{1, 2, 3, 4, 5}, {0xffff, 0x8000}, {7}, {9, 8, 7, 6, 5}};
static const uint32_t weights[] = {3, 5, 7, 11, 13, 17, 19, 23};
static struct node nodes[3] = {
    {&nodes[1], 10, {1, -2, 3}}, {&nodes[2], 20, {4, -5, 6}}, {&nodes[0], 30, {7, -8, 9}}};
static struct node *current = &nodes[2];
static const uint32_t *const middle_weight = &weights[4];

static uint64_t walk(uint64_t result, uint32_t steps) {
  for (; steps > 0; steps--) {
    current = current->next;
    current->value += steps;
    current->small[steps % 3] = (int8_t)(current->small[steps % 3] ^ current->value);
    result = mix(result, current->value + (uint64_t)current->small[1]);
  }
  return result;
}

static uint64_t remember(uint64_t result, uint64_t number) {
  history[runs % sizeof history] = (uint8_t)number;
  for (uint32_t index = 0; index < sizeof history; index++)
    result = result * 31 + history[index];
  table[number % 4][number / 4 % 5] += (uint16_t)number;
  for (uint32_t row = 0; row < 4; row++)
    for (uint32_t column = 0; column < 5; column++)
      result += (uint64_t)table[row][column] << row * 8;
  return result;
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = size;
  runs++;
  balance += (int32_t)(input->right & 0xff) - 100;
  result = mix(result, (uint64_t)balance + runs);
  result = remember(result, input->left);
  result = walk(result, (uint32_t)input->right & 7);
  result = mix(result, weights[input->left % 8] + middle_weight[-1]);
  return (int64_t)result;
}
