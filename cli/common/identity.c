/* SPDX-License-Identifier: Apache-2.0 */
/* identity.c: see identity.h. */
#include "cli/common/identity.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"

#define DOMAIN_MAXIMUM 253u /* RFC 1035, as text */
#define CLASS_MAXIMUM 64u

/* A dot is wanted, so that a mistyped UUID is not taken for a domain. */
static bool is_domain(const char *text) {
  size_t length = strlen(text);
  size_t good = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");
  return length > 0 && length <= DOMAIN_MAXIMUM && good == length && strchr(text, '.') &&
         text[0] != '.' && text[length - 1] != '.' && !strstr(text, "..");
}

bool identity_is_vendor(const char *text) {
  struct uuid uuid;
  return uuid_read(&uuid, text) || is_domain(text);
}

bool identity_is_class(const char *text) {
  size_t length = strlen(text);
  size_t good = 0;
  while (good < length && isprint((unsigned char)text[good]))
    good++;
  return length > 0 && length <= CLASS_MAXIMUM && good == length;
}

struct uuid identity_vendor(const char *text) {
  struct uuid uuid;
  if (uuid_read(&uuid, text))
    return uuid;
  char *domain = memory_text(text);
  for (char *letter = domain; *letter; letter++)
    *letter = (char)tolower((unsigned char)*letter);
  uuid = uuid_of_name(&uuid_domains, domain);
  free(domain);
  return uuid;
}

struct uuid identity_of_vendor(const struct uuid *vendor, const char *text) {
  struct uuid uuid;
  return uuid_read(&uuid, text) ? uuid : uuid_of_name(vendor, text);
}
