/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: see check.h. Read it from the bottom. */
#include "cli/sign/check.h"

#include <string.h>

#include "base/name.h"
#include "cli/builder/open_image.h"
#include "cli/common/identity.h"
#include "cli/common/message.h"
#include "linux/escape.h"

#define URI_MAXIMUM 128u
#define TEXT_MAXIMUM 256u /* devices keep it in RAM with the rest of the head */

static int check_name(const char *verb, const char *what, const char *name) {
  if (thimble_name_is_valid(thimble_name(name)))
    return EXIT_CODE_OK;
  return message_usage(verb, "%s '%s' is no name; it needs 1 to 32 of the characters a-z 0-9 . _ -",
                       what, name);
}

static bool is_utf8(const char *text) {
  struct thimble_bytes rest = thimble_name(text);
  uint32_t point;
  while (rest.length > 0) {
    uint32_t length = thimble_linux_decode_utf8(rest, &point);
    if (length == 0)
      return false;
    rest = (struct thimble_bytes){rest.data + length, rest.length - length};
  }
  return true;
}

static bool is_uri(const char *text) {
  size_t length = strlen(text);
  for (const char *letter = text; *letter; letter++) {
    if (*letter <= ' ' || *letter > '~')
      return false;
  }
  return length <= URI_MAXIMUM && text[0] != '#' && text[0] != ':' && strstr(text, "://");
}

static int check_identity(const struct sign_options *options) {
  if (options->vendor && !identity_is_vendor(options->vendor))
    return message_usage(options->verb, "--vendor %s is not " IDENTITY_VENDOR_FORM,
                         options->vendor);
  if (options->class && !identity_is_class(options->class))
    return message_usage(options->verb, "--class %s is not " IDENTITY_CLASS_FORM, options->class);
  if (options->device && !identity_is_class(options->device))
    return message_usage(options->verb, "--device %s is not " IDENTITY_CLASS_FORM, options->device);
  return options->tenant ? check_name(options->verb, "--tenant", options->tenant) : EXIT_CODE_OK;
}

static int check_payload(const struct sign_options *options) {
  if (options->uri && options->kind != SIGN_IMAGE)
    return message_usage(options->verb, "--uri is for an image only");
  if (options->uri && is_source_path(options->subject))
    return message_usage(
        options->verb,
        "--uri: the device fetches a file, and %s is source; build it with thimble "
        "build, and sign the image",
        options->subject);
  if (options->uri && !is_uri(options->uri))
    return message_usage(options->verb,
                         "--uri %s is no URI of at most %u characters, as coap://HOST/PATH",
                         options->uri, URI_MAXIMUM);
  if (options->text && (strlen(options->text) > TEXT_MAXIMUM || !is_utf8(options->text)))
    return message_usage(options->verb, "--text is not at most %u bytes of UTF-8", TEXT_MAXIMUM);
  if (options->severed && options->kind == SIGN_REMOVE)
    return message_usage(options->verb, "--severed: a removal has no install sequence");
  return EXIT_CODE_OK;
}

static int check_origin(const struct sign_options *options) {
  bool is_record = options->kind == SIGN_POLICY || options->kind == SIGN_OWNER;
  if (is_record && (options->tenant || options->project))
    return message_usage(options->verb,
                         "--%s takes the tenant from its file; leave out --tenant and --project",
                         sign_kind_name(options->kind));
  if (options->kind == SIGN_IMAGE && options->project && is_folder_path(options->subject))
    return message_usage(options->verb, "--project is for a file; %s is a project itself",
                         options->subject);
  return is_record || options->kind == SIGN_IMAGE
             ? EXIT_CODE_OK
             : check_name(options->verb, "container", options->subject);
}

int sign_check(const struct sign_options *options) {
  if (!options->key)
    return message_usage(options->verb, "no key is given; say --key KEY.pem");
  int code = check_identity(options);
  if (code == EXIT_CODE_OK)
    code = check_payload(options);
  return code == EXIT_CODE_OK ? check_origin(options) : code;
}
