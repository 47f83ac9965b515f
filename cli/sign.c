/* SPDX-License-Identifier: Apache-2.0 */
/* sign.c: the verb `thimble sign`: from an image, a name or a record to a signed envelope in a
 * file. Read it from the bottom. */
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "identity.h"
#include "key.h"
#include "memory.h"
#include "message.h"
#include "open_image.h"
#include "policy_file.h"
#include "project.h"
#include "record_write.h"
#include "sequence.h"
#include "sign_options.h"
#include "sign_report.h"
#include "suit_envelope.h"
#include "verb.h"

/* All that lives from the command line to the report. Texts are null where there is none. */
struct signing {
  const struct sign_options *options;
  struct key key;
  struct open_image image;
  struct project project;
  struct policy policy;
  struct file_bytes record;
  char *name;      /* of an image's container */
  char *version;   /* of an image */
  char *uri;       /* of the payload in the envelope */
  char *component; /* as sequence.h names it */
  struct suit_order order;
  struct suit_envelope envelope;
};

static char *text_of(struct thimble_bytes bytes) {
  return memory_format("%.*s", (int)bytes.length, (const char *)bytes.data);
}

static bool load_project(struct signing *signing) {
  const struct sign_options *options = signing->options;
  if (options->project)
    return project_load_settings(&signing->project, options->project);
  if (options->kind == SIGN_IMAGE && is_source_path(options->subject))
    return project_load(&signing->project, options->subject);
  return true;
}

static void choose_uri(struct signing *signing, const char *name) {
  signing->uri =
      signing->options->uri ? memory_text(signing->options->uri) : memory_format("#%s", name);
  signing->order.uri = signing->uri;
}

static bool prepare_image(struct signing *signing) {
  struct suit_order *order = &signing->order;
  if (open_image(&signing->image, signing->options->subject) != EXIT_CODE_OK)
    return false;
  signing->name = text_of(signing->image.image.name);
  signing->version = text_of(signing->image.image.version);
  order->payload = signing->image.bytes;
  order->container = signing->name;
  order->version = signing->version;
  choose_uri(signing, signing->name);
  return true;
}

static bool prepare_record(struct signing *signing) {
  struct suit_order *order = &signing->order;
  enum policy_kind kind =
      signing->options->kind == SIGN_POLICY ? POLICY_OF_TENANT : POLICY_OF_OWNER;
  if (!policy_file_read(&signing->policy, signing->options->subject, kind))
    return false;
  signing->record = record_write(&signing->policy);
  order->payload = (struct thimble_bytes){signing->record.data, signing->record.length};
  choose_uri(signing, kind == POLICY_OF_TENANT ? signing->policy.tenant : "owner");
  return true;
}

static bool prepare_payload(struct signing *signing) {
  switch (signing->options->kind) {
  case SIGN_IMAGE:
    return prepare_image(signing);
  case SIGN_POLICY:
  case SIGN_OWNER:
    return prepare_record(signing);
  default:
    signing->order.container = signing->options->subject;
    return true;
  }
}

static enum suit_operation operation_of(enum sign_kind kind) {
  switch (kind) {
  case SIGN_STOP:
    return SUIT_STOP;
  case SIGN_START:
    return SUIT_START;
  case SIGN_ROLLBACK:
    return SUIT_ROLL_BACK;
  case SIGN_REMOVE:
    return SUIT_REMOVE;
  default:
    return SUIT_INSTALL;
  }
}

/* The first of them that is there. */
static const char *choose(const char *option, const char *project, const char *policy) {
  if (option)
    return option;
  return project ? project : policy;
}

static bool is_missing(const struct signing *signing, const char *what, const char *value) {
  enum sign_kind kind = signing->options->kind;
  const char *place = kind == SIGN_POLICY || kind == SIGN_OWNER ? "its file" : PROJECT_FILE;
  if (!value)
    message_error_at(signing->options->subject, 0,
                     "no %s is named; say --%s, or write %s = ... into %s", what, what, what,
                     place);
  return !value;
}

static bool identify(struct signing *signing) {
  const struct sign_options *options = signing->options;
  const struct project *project = &signing->project;
  const struct policy *policy = &signing->policy;
  struct suit_order *order = &signing->order;
  const char *vendor = choose(options->vendor, project->vendor, policy->vendor);
  const char *class = choose(options->class, project->class, policy->class);
  const char *device = choose(options->device, NULL, policy->device);
  struct uuid uuid;
  order->tenant = choose(options->tenant, project->tenant, policy->tenant);
  if ((options->kind != SIGN_OWNER && is_missing(signing, "tenant", order->tenant)) ||
      is_missing(signing, "vendor", vendor) || is_missing(signing, "class", class))
    return false;
  order->vendor_domain = uuid_read(&uuid, vendor) ? NULL : vendor;
  order->vendor = identity_vendor(vendor);
  order->class = identity_of_vendor(&order->vendor, class);
  order->one_device = device != NULL;
  if (device)
    order->device = identity_of_vendor(&order->vendor, device);
  return true;
}

static bool prepare(struct signing *signing) {
  const struct sign_options *options = signing->options;
  struct suit_order *order = &signing->order;
  order->operation = operation_of(options->kind);
  order->algorithm = options->algorithm;
  order->severed = options->severed;
  order->text = options->text;
  if (!key_read(&signing->key, options->key, KEY_PRIVATE) || !load_project(signing) ||
      !prepare_payload(signing) || !identify(signing))
    return false;
  signing->component = memory_format("%s/%s", order->tenant ? order->tenant : "",
                                     order->container ? order->container : "");
  return true;
}

static char *choose_output(const struct signing *signing) {
  const struct sign_options *options = signing->options;
  const struct suit_order *order = &signing->order;
  if (options->output)
    return memory_text(options->output);
  if (options->kind == SIGN_IMAGE)
    return memory_format("%s.suit", order->container);
  if (options->kind == SIGN_OWNER)
    return memory_text("owner.suit");
  return memory_format("%s.%s.suit", order->container ? order->container : order->tenant,
                       sign_kind_name(options->kind));
}

static bool write(const struct signing *signing) {
  const struct file_bytes *bytes = &signing->envelope.bytes;
  char *path = choose_output(signing);
  const struct sign_report report = {signing->options->kind, path,
                                     signing->component,     &signing->order,
                                     &signing->envelope,     &signing->key};
  bool written = file_write(path, bytes->data, bytes->length);
  if (written && signing->options->as_json)
    sign_report_json(&report);
  else if (written)
    sign_report_text(&report);
  free(path);
  return written;
}

/* The number is taken last: until then nothing that can be wrong is. */
static bool sign(struct signing *signing) {
  const struct sign_options *options = signing->options;
  return prepare(signing) &&
         sequence_take(options->key, signing->component, options->sequence,
                       &signing->order.sequence) &&
         suit_envelope_write(&signing->envelope, &signing->order, &signing->key) && write(signing);
}

static void free_all(struct signing *signing) {
  key_free(&signing->key);
  if (signing->image.path)
    close_image(&signing->image);
  project_free(&signing->project);
  policy_free(&signing->policy);
  file_free(&signing->record);
  suit_envelope_free(&signing->envelope);
  free(signing->name);
  free(signing->version);
  free(signing->uri);
  free(signing->component);
}

int thimble_verb_sign(int argc, char **argv) {
  struct sign_options options;
  int code = sign_options_parse(&options, argc, argv);
  if (code != EXIT_CODE_OK || options.help)
    return code;
  struct signing signing = {.options = &options};
  bool signed_it = sign(&signing);
  free_all(&signing);
  return signed_it ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}
