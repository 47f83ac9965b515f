/* SPDX-License-Identifier: Apache-2.0 */
/* install.c: from the bytes of an image to a container that runs.
 *
 * Until the last stage all work is done in a free record and in free memory, which nobody else
 * looks at; so whatever fails, nothing has changed. The last stage cannot fail. */
#include <stddef.h>
#include <string.h>
#include <thimble/host.h>

#include "host/access.h"
#include "host/memory_gap.h"
#include "host/record.h"

typedef enum thimble_result result_t;

static result_t read_image(struct thimble_bytes bytes, struct thimble_install_report *report) {
  report->stage = THIMBLE_INSTALL_IMAGE;
  return thimble_image_read(&report->image, bytes.data, bytes.length, &report->image_error);
}

static bool has_room(const struct thimble_host *host, const struct thimble_tenant *tenant,
                     const struct thimble_container *old) {
  uint32_t others = thimble_record_count(host, tenant) - (old != NULL ? 1 : 0);
  return others < tenant->policy->containers;
}

/* Finds the hook and a free record, which `report->container` is until the end. */
static result_t find_place(struct thimble_host *host, struct thimble_tenant *tenant,
                           const struct thimble_container *old,
                           struct thimble_install_report *report) {
  report->stage = THIMBLE_INSTALL_PLACE;
  struct thimble_hook *hook = thimble_find_hook(host, report->image.hook);
  if (hook == NULL)
    return THIMBLE_ERROR_NOT_FOUND;
  if (!has_room(host, tenant, old))
    return THIMBLE_ERROR_QUOTA;
  report->container = thimble_record_find_free(host);
  if (report->container == NULL)
    return THIMBLE_ERROR_NO_MEMORY;
  report->container->host = host;
  report->container->tenant = tenant;
  report->container->hook = hook;
  return THIMBLE_OK;
}

static result_t verify(struct thimble_container *container, struct thimble_install_report *report) {
  const struct thimble_policy policy = {
      .bindings = container->host->bindings,
      .allowed = container->tenant->policy->allowed.grants & container->hook->type->allowed.grants,
  };
  report->stage = THIMBLE_INSTALL_VERIFY;
  return thimble_verify(&container->program, &report->image, &policy, &report->refusal);
}

static result_t load(struct thimble_container *container, struct thimble_install_report *report) {
  report->stage = THIMBLE_INSTALL_LOAD;
  thimble_program_need(&container->program, &report->need);
  result_t result = thimble_memory_gap(container->host, &report->need, &container->memory);
  if (result != THIMBLE_OK)
    return result;
  const struct thimble_place place = {
      .own = container->memory,
      .run = container->hook->arena->memory,
      .caller = &container->caller,
  };
  result = thimble_load(&container->instance, &container->program, &place, &report->refusal);
  if (result == THIMBLE_ERROR_REFUSED)
    report->stage = THIMBLE_INSTALL_VERIFY; /* which this engine finishes in its load */
  return result;
}

static void finish(struct thimble_container *container, struct thimble_container *old,
                   struct thimble_install_report *report) {
  report->stage = THIMBLE_INSTALL_DONE;
  if (old != NULL)
    thimble_record_end(old);
  thimble_record_start(container);
  thimble_record_tell(container, old != NULL ? THIMBLE_REPLACED : THIMBLE_INSTALLED);
}

static void give_up(struct thimble_install_report *report) {
  if (report->container != NULL)
    memset(report->container, 0, sizeof *report->container);
  report->container = NULL;
}

/* All but the last stage. `old` is the container that will be replaced, or null. */
static result_t prepare(struct thimble_host *host, struct thimble_tenant *tenant,
                        struct thimble_bytes image, struct thimble_install_report *report,
                        struct thimble_container **old) {
  *old = NULL;
  result_t result = read_image(image, report);
  if (result != THIMBLE_OK)
    return result;
  *old = thimble_record_find(host, tenant, report->image.name);
  result = find_place(host, tenant, *old, report);
  if (result == THIMBLE_OK)
    result = verify(report->container, report);
  return result == THIMBLE_OK ? load(report->container, report) : result;
}

/* Without `goes_on` a container that is ready is given up again. */
static result_t install(struct thimble_host *host, struct thimble_tenant *tenant,
                        struct thimble_bytes image, struct thimble_install_report *report,
                        bool goes_on) {
  struct thimble_container *old;
  memset(report, 0, sizeof *report);
  report->stage = THIMBLE_INSTALL_IMAGE;
  result_t result = thimble_host_enter(host);
  if (result != THIMBLE_OK)
    return result;
  result = prepare(host, tenant, image, report, &old);
  if (result == THIMBLE_OK && goes_on)
    finish(report->container, old, report);
  else
    give_up(report);
  thimble_host_unlock(host);
  return result;
}

result_t thimble_install(struct thimble_host *host, struct thimble_tenant *tenant,
                         struct thimble_bytes image, struct thimble_install_report *report) {
  return install(host, tenant, image, report, true);
}

result_t thimble_install_check(struct thimble_host *host, struct thimble_tenant *tenant,
                               struct thimble_bytes image, struct thimble_install_report *report) {
  return install(host, tenant, image, report, false);
}
