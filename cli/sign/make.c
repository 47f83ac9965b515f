/* SPDX-License-Identifier: Apache-2.0 */
/* make.c: see make.h. Read it from the bottom. */
#include "cli/sign/make.h"

#include <stdlib.h>

#include "cli/common/identity.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/sign/record_write.h"
#include "cli/sign/sequence.h"

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
  if (open_image(&signing->image, signing->options->subject, 0) != EXIT_CODE_OK)
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
static const char *choose(const char *option, const char *project, const char *policy,
                          const char *usual) {
  if (option)
    return option;
  if (project)
    return project;
  return policy ? policy : usual;
}

/* The owner's record is no tenant's, also where a device has a usual one. */
static const char *choose_tenant(const struct signing *signing) {
  const struct sign_options *options = signing->options;
  return options->kind == SIGN_OWNER ? NULL
                                     : choose(options->tenant, signing->project.tenant,
                                              signing->policy.tenant, options->usual_tenant);
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
  const char *vendor =
      choose(options->vendor, project->vendor, policy->vendor, options->usual_vendor);
  const char *class = choose(options->class, project->class, policy->class, options->usual_class);
  const char *device = choose(options->device, NULL, policy->device, NULL);
  struct uuid uuid;
  order->tenant = choose_tenant(signing);
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

/* The number is taken last: until then nothing that can be wrong is. */
bool sign_make(struct signing *signing, const struct sign_options *options) {
  *signing = (struct signing){.options = options};
  return prepare(signing) &&
         sequence_take(options->key, signing->component, options->sequence,
                       &signing->order.sequence) &&
         suit_envelope_write(&signing->envelope, &signing->order, &signing->key);
}

void sign_free(struct signing *signing) {
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
