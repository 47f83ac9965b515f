/* SPDX-License-Identifier: Apache-2.0 */
/* bits.h: what the provers need to be told of bits.
 *
 * Both are lemmas of the prover's own library, which it uses itself where a number is written out,
 * and hides from the provers behind it. */
#ifndef THIMBLE_PROOF_WP_BITS_H
#define THIMBLE_PROOF_WP_BITS_H

/* A shift to the right is a division, and an and is no greater than its parts. An equation of the
 * count would be simplified away before the provers see it: hence the ranges of one number. */
/*@ axiomatic Bits {
  @   axiom shift_by_4: \forall integer x, n; 0 <= x && 4 <= n <= 4 ==> (x >> n) == x / 16;
  @   axiom shift_by_5: \forall integer x, n; 0 <= x && 5 <= n <= 5 ==> (x >> n) == x / 32;
  @   axiom shift_by_8: \forall integer x, n; 0 <= x && 8 <= n <= 8 ==> (x >> n) == x / 256;
  @   axiom shift_by_12: \forall integer x, n; 0 <= x && 12 <= n <= 12 ==> (x >> n) == x / 4096;
  @   axiom shift_by_32: \forall integer x, n; 0 <= x && 32 <= n <= 32 ==>
  @     (x >> n) == x / 0x100000000;
  @   axiom high_four_bits: \forall integer x; 0 <= x < 256 ==> (x & 0xf0) == 16 * (x / 16);
  @   axiom high_three_bits: \forall integer x; 0 <= x < 256 ==> (x & 0xe0) == 32 * (x / 32);
  @   axiom and_range: \forall integer a, b; 0 <= a && 0 <= b ==>
  @     0 <= (a & b) && (a & b) <= a && (a & b) <= b;
  @ }
  @*/

#endif
