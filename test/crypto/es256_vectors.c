/* SPDX-License-Identifier: Apache-2.0 */
/* es256_vectors.c: writes es256.tsv: good signatures, spoilt ones, and those that reach the corners
 * of the arithmetic, each with what a check shall say. Where OpenSSL can take the input, it shall
 * say the same. The same output each time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/sha.h>

#include "crypto/openssl.h"

static const char message[] = "what is signed";
static const uint32_t message_length = sizeof message - 1;

/* A signature under way: the numbers of the equation s k = e + r d. */
struct made {
  BIGNUM *d, *k, *e, *r, *s;
  uint8_t key[65], signature[64];
};

static void print_bytes(const uint8_t *bytes, uint32_t length) {
  putchar(' ');
  if (length == 0)
    putchar('-');
  for (uint32_t i = 0; i < length; i++)
    printf("%02x", bytes[i]);
}

static void print_all(const char *name, bool accept, const uint8_t *key, uint32_t key_length,
                      const uint8_t *text, uint32_t text_length, const uint8_t *signature,
                      uint32_t signature_length) {
  if (key_length == 65 && key[0] == 4 && signature_length == 64 &&
      openssl_accepts(key, text, text_length, signature) != accept) {
    fprintf(stderr, "OpenSSL says otherwise: %s\n", name);
    exit(1);
  }
  printf("%s\t%s\tes256", name, accept ? "accept" : "reject");
  print_bytes(key, key_length);
  print_bytes(text, text_length);
  print_bytes(signature, signature_length);
  putchar('\n');
}

static void print(const char *name, bool accept, const struct made *made) {
  print_all(name, accept, made->key, 65, (const uint8_t *)message, message_length, made->signature,
            64);
}

static BIGNUM *hash(const void *bytes, size_t length) {
  uint8_t digest[32];
  SHA256(bytes, length, digest);
  return number_of_bytes(digest);
}

/* The key is d G, the nonce k, and the rest follows. */
static void finish(struct made *made) {
  made->r = x_of(made->k);
  if (made->s == NULL)
    made->s = quotient(sum(made->e, product(made->r, made->d)), made->k);
  point_of(made->d, made->key);
  number_write(made->r, made->signature);
  number_write(made->s, made->signature + 32);
}

static struct made sign(BIGNUM *d, BIGNUM *k, const void *text, size_t length) {
  struct made made = {.d = d, .k = k, .e = hash(text, length)};
  finish(&made);
  return made;
}

static struct made sound(void) {
  return sign(hash("key", 3), hash("nonce", 5), message, message_length);
}

static void print_sound(void) {
  struct made made = sound();
  print("sound", true, &made);
  uint8_t long_text[300];
  memset(long_text, 'x', sizeof long_text);
  made = sign(hash("key", 3), hash("empty", 5), "", 0);
  print_all("sound, nothing signed", true, made.key, 65, NULL, 0, made.signature, 64);
  made = sign(hash("other", 5), hash("long", 4), long_text, sizeof long_text);
  print_all("sound, 300 bytes", true, made.key, 65, long_text, sizeof long_text, made.signature,
            64);
  print_all("one byte less is signed", false, made.key, 65, long_text, sizeof long_text - 1,
            made.signature, 64);
  made = sound();
  number_write(difference(number(0), made.s), made.signature + 32);
  print("n - s is as good as s", true, &made);
}

static void print_range(const char *name, const BIGNUM *r, const BIGNUM *s) {
  struct made made = sound();
  if (r != NULL)
    number_write(r, made.signature);
  if (s != NULL)
    number_write(s, made.signature + 32);
  print(name, false, &made);
}

static void print_ranges(void) {
  const struct curve *curve = curve_start();
  BIGNUM *zero = number(0), *all = number(0), *above = number(0), *prime = number(0);
  uint8_t ones[32];
  memset(ones, 0xff, sizeof ones);
  BN_bin2bn(ones, 32, all);
  BN_add(above, curve->order, BN_value_one());
  BN_sub(prime, curve->prime, BN_value_one());
  print_range("r is 0", zero, NULL);
  print_range("s is 0", NULL, zero);
  print_range("both are 0", zero, zero);
  print_range("r is n", curve->order, NULL);
  print_range("s is n", NULL, curve->order);
  print_range("both are n", curve->order, curve->order);
  print_range("r is n + 1", above, NULL);
  print_range("s is n + 1", NULL, above);
  print_range("r is p - 1", prime, NULL);
  print_range("r is p", curve->prime, NULL);
  print_range("r is all ones", all, NULL);
  print_range("s is all ones", NULL, all);
  print_range("both are 1", number(1), number(1));
  print_range("both are n - 1", number(-1), number(-1));
  print_range("r is 0, s is 1", zero, number(1));
  print_range("s and r are exchanged", sound().s, sound().r);
}

static void print_length(const char *name, const uint8_t *signature, uint32_t length) {
  struct made made = sound();
  print_all(name, false, made.key, 65, (const uint8_t *)message, message_length, signature, length);
}

static void print_lengths(void) {
  struct made made = sound();
  uint8_t bytes[128] = {0};
  memcpy(bytes, made.signature, 64);
  print_length("no signature", bytes, 0);
  print_length("1 byte", bytes, 1);
  print_length("32 bytes", bytes, 32);
  print_length("62 bytes", bytes, 62);
  print_length("63 bytes", bytes, 63);
  print_length("65 bytes", bytes, 65);
  print_length("66 bytes", bytes, 66);
  print_length("128 bytes", bytes, 128);
  memset(bytes, 0, sizeof bytes);
  memcpy(bytes + 1, made.signature, 32);
  memcpy(bytes + 34, made.signature + 32, 32);
  print_length("33 bytes each", bytes, 66);
  memset(bytes, 0, sizeof bytes);
  memcpy(bytes + 32, made.signature, 32);
  memcpy(bytes + 96, made.signature + 32, 32);
  print_length("64 bytes each", bytes, 128);
  static const uint8_t head[] = {0x30, 0x44, 0x02, 0x20};
  memcpy(bytes, head, sizeof head);
  memcpy(bytes + 4, made.signature, 32);
  bytes[36] = 0x02;
  bytes[37] = 0x20;
  memcpy(bytes + 38, made.signature + 32, 32);
  print_length("in DER", bytes, 70);
}

static void print_key(const char *name, const uint8_t *key, uint32_t length) {
  struct made made = sound();
  print_all(name, false, key, length, (const uint8_t *)message, message_length, made.signature, 64);
}

static void print_first_bytes(void) {
  static const uint8_t first[] = {0x00, 0x02, 0x03, 0x05, 0x06, 0x07, 0xff};
  for (uint32_t i = 0; i < sizeof first; i++) {
    struct made made = sound();
    char name[32];
    made.key[0] = first[i];
    snprintf(name, sizeof name, "a key that begins with %02x", first[i]);
    print_key(name, made.key, 65);
  }
}

static void print_keys(void) {
  struct made made = sound();
  uint8_t key[66] = {0}, other[65];
  memcpy(key, made.key, 65);
  print_key("no key", key, 0);
  print_key("a key of 64 bytes: without its first", key + 1, 64);
  print_key("a key of 66 bytes", key, 66);
  key[0] = 2 + (key[64] & 1);
  print_key("a compressed key", key, 33);
  memset(other, 0, sizeof other);
  print_key("a key of zeros", other, 65);
  print_key("infinity in one byte", other, 1);
  other[0] = 4;
  print_key("the point (0, 0)", other, 65);
  memset(other + 1, 0xff, 64);
  print_key("coordinates above p", other, 65);
  number_write(curve_start()->prime, other + 1);
  memcpy(other + 33, made.key + 33, 32);
  print_key("x is p", other, 65);
  memcpy(other, made.key, 65);
  other[64] ^= 1;
  print_key("a point beside the curve", other, 65);
  point_of(difference(number(0), made.d), other);
  print_key("the negative of the key", other, 65);
  point_of(hash("other", 5), other);
  print_key("another key", other, 65);
}

/* s k = e + r d, where one number was chosen, so that the point e/s G or r/s Q is a special one. */
static void print_first_factor(const char *name, BIGNUM *factor) {
  struct made made = {.k = hash("nonce", 5), .e = hash(message, message_length)};
  made.s = quotient(made.e, factor);
  made.d = quotient(difference(product(made.s, made.k), made.e), x_of(made.k));
  finish(&made);
  print(name, true, &made);
}

static void print_second_factor(const char *name, BIGNUM *factor) {
  struct made made = {.k = hash("nonce", 5), .e = hash(message, message_length)};
  BIGNUM *r = x_of(made.k);
  made.s = quotient(r, factor);
  made.d = difference(quotient(made.k, factor), quotient(made.e, r));
  finish(&made);
  print(name, true, &made);
}

static void print_factors(void) {
  print_first_factor("e/s is 1", number(1));
  print_first_factor("e/s is 2", number(2));
  print_first_factor("e/s is n - 1", number(-1));
  print_first_factor("e/s is n - 2", number(-2));
  print_second_factor("r/s is 1", number(1));
  print_second_factor("r/s is 2", number(2));
  print_second_factor("r/s is 3", number(3));
  print_second_factor("r/s is 4", number(4));
  print_second_factor("r/s is n - 1", number(-1));
  print_second_factor("r/s is n - 2", number(-2));
  print_second_factor("r/s is (n + 1)/2", quotient(number(1), number(2)));
}

static void print_points(void) {
  BIGNUM *e = hash(message, message_length), *k = hash("nonce", 5);
  struct made made = {.k = k, .e = e, .d = quotient(e, x_of(k))};
  finish(&made);
  print("both points are the same", true, &made);
  made = (struct made){.k = k, .e = e, .s = number(5)};
  made.d = quotient(difference(number(0), e), x_of(k));
  finish(&made);
  print("the points cancel out", false, &made);
  made = sign(number(1), k, message, message_length);
  print("the key is G", true, &made);
  made = sign(number(-1), k, message, message_length);
  print("the key is -G", true, &made);
  made = sign(number(2), k, message, message_length);
  print("the key is 2 G", true, &made);
  made = sign(hash("key", 3), number(1), message, message_length);
  print("the nonce is 1", true, &made);
  made = sign(hash("key", 3), number(-1), message, message_length);
  print("the nonce is n - 1", true, &made);
  made = sign(hash("key", 3), number(2), message, message_length);
  print("the nonce is 2", true, &made);
}

static void print_large_x(void) {
  struct made made = sound();
  uint8_t digest[32];
  BIGNUM *x;
  SHA256((const uint8_t *)message, message_length, digest);
  key_for_large_x(digest, made.s, made.key, &x);
  number_write(difference(x, number(0)), made.signature);
  print("x is above n, r is reduced", true, &made);
  number_write(x, made.signature);
  print("x is above n, r is not reduced", false, &made);
}

/* Texts whose digest begins or ends with zeros. */
static void print_zeros(void) {
  uint32_t found[2] = {0, 0};
  for (uint32_t i = 0; found[0] == 0 || found[1] == 0; i++) {
    char text[16];
    uint8_t digest[32];
    int length = snprintf(text, sizeof text, "%u", (unsigned)i);
    SHA256((const uint8_t *)text, (size_t)length, digest);
    uint32_t end = digest[0] == 0 && digest[1] == 0 ? 0 : 1;
    if ((end == 1 && (digest[30] != 0 || digest[31] != 0)) || found[end]++ > 0)
      continue;
    struct made made = sign(hash("key", 3), hash("nonce", 5), text, (size_t)length);
    print_all(end == 0 ? "the digest begins with zeros" : "the digest ends with zeros", true,
              made.key, 65, (const uint8_t *)text, (uint32_t)length, made.signature, 64);
  }
}

int main(void) {
  curve_start();
  print_sound();
  print_ranges();
  print_lengths();
  print_first_bytes();
  print_keys();
  print_factors();
  print_points();
  print_large_x();
  print_zeros();
  return 0;
}
