/* SPDX-License-Identifier: Apache-2.0 */
/* openssl.c: see openssl.h. */
#include "crypto/openssl.h"

#include <stdio.h>
#include <stdlib.h>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

static struct curve curve;
static EC_GROUP *group;
static BN_CTX *scratch;

static void must(bool condition) {
  if (!condition) {
    fputs("OpenSSL failed\n", stderr);
    abort();
  }
}

const struct curve *curve_start(void) {
  if (group != NULL)
    return &curve;
  group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  scratch = BN_CTX_new();
  BN_CTX_start(scratch);
  curve.order = BN_new();
  curve.prime = BN_new();
  must(group != NULL && EC_GROUP_get_order(group, curve.order, scratch) == 1);
  must(EC_GROUP_get_curve(group, curve.prime, NULL, NULL, scratch) == 1);
  return &curve;
}

/* The context owns all numbers. */
static BIGNUM *new_number(void) {
  BIGNUM *result = BN_CTX_get(scratch);
  must(result != NULL);
  return result;
}

void numbers_release(void) {
  BN_CTX_end(scratch);
  BN_CTX_start(scratch);
}

BIGNUM *number(int64_t value) {
  BIGNUM *result = new_number();
  must(BN_set_word(result, (BN_ULONG)(value < 0 ? -value : value)) == 1);
  return value < 0 ? difference(curve.order, result) : result;
}

BIGNUM *number_of_bytes(const uint8_t bytes[32]) {
  return BN_bin2bn(bytes, 32, new_number());
}

BIGNUM *sum(const BIGNUM *left, const BIGNUM *right) {
  BIGNUM *result = new_number();
  must(BN_mod_add(result, left, right, curve.order, scratch) == 1);
  return result;
}

BIGNUM *difference(const BIGNUM *left, const BIGNUM *right) {
  BIGNUM *result = new_number();
  must(BN_mod_sub(result, left, right, curve.order, scratch) == 1);
  return result;
}

BIGNUM *product(const BIGNUM *left, const BIGNUM *right) {
  BIGNUM *result = new_number();
  must(BN_mod_mul(result, left, right, curve.order, scratch) == 1);
  return result;
}

BIGNUM *quotient(const BIGNUM *left, const BIGNUM *right) {
  BIGNUM *inverse = BN_mod_inverse(new_number(), right, curve.order, scratch);
  must(inverse != NULL);
  return product(left, inverse);
}

void number_write(const BIGNUM *value, uint8_t bytes[32]) {
  must(BN_bn2binpad(value, bytes, 32) == 32);
}

static void write_point(const EC_POINT *point, uint8_t bytes[65]) {
  must(EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, bytes, 65, scratch) == 65);
}

void point_of(const BIGNUM *multiplier, uint8_t bytes[65]) {
  EC_POINT *point = EC_POINT_new(group);
  must(EC_POINT_mul(group, point, multiplier, NULL, NULL, scratch) == 1);
  write_point(point, bytes);
  EC_POINT_free(point);
}

BIGNUM *x_of(const BIGNUM *multiplier) {
  uint8_t point[65];
  point_of(multiplier, point);
  BIGNUM *x = number_of_bytes(point + 1);
  must(BN_nnmod(x, x, curve.order, scratch) == 1);
  return x;
}

/* Q = r^-1 (s R - e G), where R has the coordinate x. */
void key_for_large_x(const uint8_t digest[32], const BIGNUM *s, uint8_t key[65], BIGNUM **x) {
  EC_POINT *point = EC_POINT_new(group), *result = EC_POINT_new(group);
  *x = BN_copy(new_number(), curve.order);
  while (EC_POINT_set_compressed_coordinates(group, point, *x, 0, scratch) != 1)
    must(BN_add_word(*x, 1) == 1);
  BIGNUM *r = difference(*x, curve.order), *e = number_of_bytes(digest);
  BIGNUM *zero = number(0), *first = quotient(difference(zero, e), r), *second = quotient(s, r);
  must(EC_POINT_mul(group, result, first, point, second, scratch) == 1);
  write_point(result, key);
  EC_POINT_free(point);
  EC_POINT_free(result);
}

static EVP_PKEY *open_key(const uint8_t key[65]) {
  EVP_PKEY *result = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
  char name[] = "P-256";
  uint8_t point[65];
  for (uint32_t i = 0; i < sizeof point; i++)
    point[i] = key[i];
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point),
      OSSL_PARAM_construct_end(),
  };
  must(EVP_PKEY_fromdata_init(context) == 1);
  if (EVP_PKEY_fromdata(context, &result, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    result = NULL;
  EVP_PKEY_CTX_free(context);
  return result;
}

static int write_der(const uint8_t signature[64], unsigned char **der) {
  ECDSA_SIG *numbers = ECDSA_SIG_new();
  must(ECDSA_SIG_set0(numbers, BN_bin2bn(signature, 32, NULL),
                      BN_bin2bn(signature + 32, 32, NULL)) == 1);
  int length = i2d_ECDSA_SIG(numbers, der);
  must(length > 0);
  ECDSA_SIG_free(numbers);
  return length;
}

bool point_with_x(int32_t x, bool odd, uint8_t bytes[65]) {
  EC_POINT *point = EC_POINT_new(group);
  BIGNUM *coordinate = new_number();
  must(BN_set_word(coordinate, (BN_ULONG)(x < 0 ? -x : x)) == 1);
  if (x < 0)
    must(BN_sub(coordinate, curve.prime, coordinate) == 1);
  bool there = EC_POINT_set_compressed_coordinates(group, point, coordinate, odd, scratch) == 1;
  if (there)
    write_point(point, bytes);
  EC_POINT_free(point);
  return there;
}

void sign_without_private_key(const uint8_t key[65], const BIGNUM *first, const BIGNUM *second,
                              uint8_t digest[32], uint8_t signature[64]) {
  EC_POINT *point = EC_POINT_new(group), *result = EC_POINT_new(group);
  uint8_t bytes[65];
  must(EC_POINT_oct2point(group, point, key, 65, scratch) == 1);
  must(EC_POINT_mul(group, result, first, point, second, scratch) == 1);
  write_point(result, bytes);
  BIGNUM *r = sum(number_of_bytes(bytes + 1), number(0)), *s = quotient(r, second);
  number_write(product(first, s), digest);
  number_write(r, signature);
  number_write(s, signature + 32);
  EC_POINT_free(point);
  EC_POINT_free(result);
}

bool openssl_accepts_digest(const uint8_t key[65], const uint8_t digest[32],
                            const uint8_t signature[64]) {
  EVP_PKEY *opened = open_key(key);
  if (opened == NULL)
    return false;
  unsigned char *der = NULL;
  int der_length = write_der(signature, &der);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(opened, NULL);
  must(EVP_PKEY_verify_init(context) == 1);
  bool result = EVP_PKEY_verify(context, der, (size_t)der_length, digest, 32) == 1;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(opened);
  OPENSSL_free(der);
  return result;
}

bool openssl_accepts(const uint8_t key[65], const uint8_t *message, uint32_t length,
                     const uint8_t signature[64]) {
  EVP_PKEY *opened = open_key(key);
  if (opened == NULL)
    return false;
  unsigned char *der = NULL;
  int der_length = write_der(signature, &der);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  must(EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, opened) == 1);
  bool result = EVP_DigestVerify(context, der, (size_t)der_length, message, length) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(opened);
  OPENSSL_free(der);
  return result;
}
