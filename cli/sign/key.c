/* SPDX-License-Identifier: Apache-2.0 */
/* key.c: see key.h. */
#include "cli/sign/key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

#include "cli/common/digest.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"

#define FILE_MAXIMUM 16384u
#define COORDINATE_LENGTH 32

static const char curve[] = "prime256v1"; /* OpenSSL's name of P-256 */

struct thimble_bytes key_point(const struct key *key) {
  return (struct thimble_bytes){key->point, KEY_POINT_LENGTH};
}

struct thimble_bytes key_identifier(const struct key *key) {
  return (struct thimble_bytes){key->identifier, KEY_IDENTIFIER_LENGTH};
}

/* What OpenSSL says last, for a failure that the arguments do not explain. */
static void say_library(const char *what) {
  message_error("%s: %s", what, ERR_reason_error_string(ERR_get_error()));
  ERR_clear_error();
}

static bool read_coordinate(const struct key *key, const char *name, uint8_t *bytes) {
  BIGNUM *number = NULL;
  bool read = EVP_PKEY_get_bn_param(key->pair, name, &number) == 1 &&
              BN_bn2binpad(number, bytes, COORDINATE_LENGTH) == COORDINATE_LENGTH;
  BN_free(number);
  return read;
}

static bool is_on_curve(const struct key *key) {
  char group[64];
  return EVP_PKEY_is_a(key->pair, "EC") &&
         EVP_PKEY_get_group_name(key->pair, group, sizeof group, NULL) == 1 &&
         strcmp(group, curve) == 0;
}

/* From the coordinates, since a file may hold the point in compressed form. */
static bool describe(struct key *key) {
  uint8_t digest[DIGEST_SHA256_LENGTH];
  key->point[0] = POINT_CONVERSION_UNCOMPRESSED;
  if (!read_coordinate(key, OSSL_PKEY_PARAM_EC_PUB_X, key->point + 1) ||
      !read_coordinate(key, OSSL_PKEY_PARAM_EC_PUB_Y, key->point + 1 + COORDINATE_LENGTH))
    return false;
  digest_sha256(key_point(key), digest);
  memcpy(key->identifier, digest, KEY_IDENTIFIER_LENGTH);
  return true;
}

/* The point is on the curve, and the secret number, where there is one, belongs to it. */
static bool is_sound(const struct key *key) {
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key->pair, NULL);
  bool sound =
      context && (key->private ? EVP_PKEY_check(context) : EVP_PKEY_public_check(context)) == 1;
  EVP_PKEY_CTX_free(context);
  return sound;
}

bool key_generate(struct key *key) {
  *key = (struct key){.pair = EVP_EC_gen("P-256"), .private = true};
  if (key->pair && describe(key))
    return true;
  say_library("no key could be made");
  key_free(key);
  return false;
}

/* OpenSSL asks here for a passphrase; a command that may run without a person has none. */
static int refuse_passphrase(char *buffer, int size, int writing, void *asked) {
  (void)buffer;
  (void)size;
  (void)writing;
  *(bool *)asked = true;
  return -1;
}

static struct evp_pkey_st *read_pair(const struct file_bytes *file, bool *private, bool *locked) {
  BIO *text = BIO_new_mem_buf(file->data, (int)file->length);
  struct evp_pkey_st *pair =
      text ? PEM_read_bio_PrivateKey(text, NULL, refuse_passphrase, locked) : NULL;
  *private = pair != NULL;
  if (!pair && text && BIO_reset(text) == 1)
    pair = PEM_read_bio_PUBKEY(text, NULL, refuse_passphrase, locked);
  BIO_free(text);
  ERR_clear_error();
  return pair;
}

/* What is wrong with the key, or null. */
static const char *find_fault(struct key *key, enum key_half half, bool locked) {
  if (!key->pair && locked)
    return "is protected by a passphrase; take it off with openssl pkey, into a file that only you "
           "can read";
  if (!key->pair)
    return "holds no key in PEM; make one with thimble keygen";
  if (!is_on_curve(key) || !describe(key))
    return "is no key on the curve P-256; make one with thimble keygen";
  if (!is_sound(key))
    return "is a key whose parts do not belong together; make one with thimble keygen";
  if (half == KEY_PRIVATE && !key->private)
    return "is a public key; name the private one";
  if (half == KEY_PUBLIC && key->private)
    return "is a private key, which nobody else should have; name the public one, *.pub.pem";
  return NULL;
}

bool key_read(struct key *key, const char *path, enum key_half half) {
  struct file_bytes file;
  bool locked = false;
  *key = (struct key){0};
  if (!file_read(&file, path, FILE_MAXIMUM))
    return false;
  key->pair = read_pair(&file, &key->private, &locked);
  key_wipe(&file);
  file_free(&file);
  const char *fault = find_fault(key, half, locked);
  ERR_clear_error();
  if (!fault)
    return true;
  message_error_at(path, 0, "%s", fault);
  key_free(key);
  return false;
}

static struct file_bytes take_text(BIO *text) {
  char *data = NULL;
  long length = BIO_get_mem_data(text, &data);
  struct file_bytes bytes = {memory_get((size_t)length + 1, 1), (uint32_t)length};
  memcpy(bytes.data, data, (size_t)length);
  BIO_free(text); /* wipes what it frees */
  return bytes;
}

struct file_bytes key_private_text(const struct key *key) {
  BIO *text = BIO_new(BIO_s_secmem());
  PEM_write_bio_PKCS8PrivateKey(text, key->pair, NULL, NULL, 0, NULL, NULL);
  return take_text(text);
}

struct file_bytes key_public_text(const struct key *key) {
  BIO *text = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(text, key->pair);
  return take_text(text);
}

void key_wipe(struct file_bytes *text) {
  OPENSSL_cleanse(text->data, text->length);
}

/* ECDSA gives r and s in DER, each as short as it can be. */
static bool flatten(const uint8_t *der, size_t length, uint8_t signature[KEY_SIGNATURE_LENGTH]) {
  ECDSA_SIG *numbers = d2i_ECDSA_SIG(NULL, &der, (long)length);
  bool flat =
      numbers &&
      BN_bn2binpad(ECDSA_SIG_get0_r(numbers), signature, COORDINATE_LENGTH) == COORDINATE_LENGTH &&
      BN_bn2binpad(ECDSA_SIG_get0_s(numbers), signature + COORDINATE_LENGTH, COORDINATE_LENGTH) ==
          COORDINATE_LENGTH;
  ECDSA_SIG_free(numbers);
  return flat;
}

bool key_sign(const struct key *key, struct thimble_bytes message,
              uint8_t signature[KEY_SIGNATURE_LENGTH]) {
  uint8_t der[80]; /* two numbers of at most 33 bytes, and their heads: 72 */
  size_t length = sizeof der;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  bool made = context && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key->pair) == 1 &&
              EVP_DigestSign(context, der, &length, message.data, message.length) == 1 &&
              flatten(der, length, signature);
  EVP_MD_CTX_free(context);
  if (!made)
    say_library("the key could not sign");
  return made;
}

void key_free(struct key *key) {
  EVP_PKEY_free(key->pair);
  *key = (struct key){0};
}
