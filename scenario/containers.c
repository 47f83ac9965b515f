/* SPDX-License-Identifier: Apache-2.0 */
/* containers.c: the statements about containers: they are installed and removed, stopped and
 * started, and lose their power. */
#include <string.h>

#include "device.h"
#include "observer.h"
#include "statement.h"
#include "trace.h"
#include "words.h"

struct thimble_tenant *scenario_find_tenant(struct scenario *scenario, struct thimble_bytes *line) {
  struct thimble_bytes name = scenario_next_word(line);
  struct thimble_tenant *tenant = NULL;
  if (!scenario_device_start(scenario))
    return NULL;
  if (name.length > 0)
    tenant = thimble_find_tenant(&scenario->host, name);
  if (tenant == NULL)
    scenario_complain(scenario, "there is no tenant ", name,
                      "; name one that a statement tenant has declared");
  return tenant;
}

static void trace_refusal(const struct scenario *scenario,
                          const struct thimble_install_report *report) {
  const struct thimble_program_refusal *refusal = &report->refusal;
  scenario_trace_reason(scenario, refusal->reason, refusal->detail);
  scenario_trace_text(scenario, ",");
  scenario_trace_place(scenario, report->image.lines, refusal->place);
}

/* How far the installation came, and what was wrong there. The result stands in the next line. */
static void trace_stage(const struct scenario *scenario,
                        const struct thimble_install_report *report) {
  switch (report->stage) {
  case THIMBLE_INSTALL_IMAGE:
    scenario_trace_number(scenario, "reading it, byte ", report->image_error.offset);
    scenario_trace_number(scenario, ", key ", report->image_error.key);
    return;
  case THIMBLE_INSTALL_PLACE:
    scenario_trace_text(scenario, "finding its place at the hook ");
    scenario_trace_escaped(scenario, report->image.hook);
    return;
  case THIMBLE_INSTALL_VERIFY:
    scenario_trace_text(scenario, "verifying it, ");
    trace_refusal(scenario, report);
    return;
  case THIMBLE_INSTALL_LOAD:
    scenario_trace_text(scenario, "loading it");
    return;
  case THIMBLE_INSTALL_DONE:
    return;
  }
}

static void trace_not_installed(const struct scenario *scenario,
                                const struct thimble_tenant *tenant,
                                const struct thimble_install_report *report) {
  scenario_trace(scenario, "not installed ");
  scenario_trace_text(scenario, tenant->policy->name);
  scenario_trace_text(scenario, "/");
  if (report->stage > THIMBLE_INSTALL_IMAGE)
    scenario_trace_escaped(scenario, report->image.name);
  else
    scenario_trace_text(scenario, "?");
  scenario_trace_text(scenario, ": ");
  trace_stage(scenario, report);
  scenario_trace_end(scenario);
}

static bool is_same(const struct scenario_installed *installed, uint32_t tenant,
                    struct thimble_bytes name) {
  return installed->tenant == tenant && installed->name.length == name.length &&
         memcmp(installed->name.data, name.data, name.length) == 0;
}

/* Index of the record, or the number of records. */
static uint32_t find_record(const struct scenario *scenario, uint32_t tenant,
                            struct thimble_bytes name) {
  uint32_t index = 0;
  while (index < scenario->installed_count && !is_same(&scenario->installed[index], tenant, name))
    index++;
  return index;
}

/* There is room: the host has no more containers than there are records. */
static void remember(struct scenario *scenario, const struct scenario_installed *installed) {
  uint32_t index = find_record(scenario, installed->tenant, installed->name);
  if (index == scenario->installed_count)
    scenario->installed_count++;
  scenario->installed[index] = *installed;
}

static void forget(struct scenario *scenario, uint32_t tenant, struct thimble_bytes name) {
  uint32_t index = find_record(scenario, tenant, name);
  if (index == scenario->installed_count)
    return;
  scenario->installed_count--;
  memmove(&scenario->installed[index], &scenario->installed[index + 1],
          (scenario->installed_count - index) * sizeof scenario->installed[0]);
}

static uint32_t number_of(const struct scenario *scenario, const struct thimble_tenant *tenant) {
  return (uint32_t)(tenant - scenario->host_tenants);
}

static enum thimble_result install(struct scenario *scenario, struct thimble_tenant *tenant,
                                   struct thimble_bytes image) {
  struct thimble_install_report report = {.stage = THIMBLE_INSTALL_IMAGE};
  enum thimble_result result = thimble_install(&scenario->host, tenant, image, &report);
  if (result != THIMBLE_OK) {
    trace_not_installed(scenario, tenant, &report);
    return result;
  }
  const struct scenario_installed installed = {number_of(scenario, tenant), image,
                                               report.image.name};
  remember(scenario, &installed);
  return THIMBLE_OK;
}

bool scenario_install(struct scenario *scenario, struct thimble_bytes *line,
                      enum thimble_result *result) {
  struct thimble_tenant *tenant = scenario_find_tenant(scenario, line);
  struct thimble_bytes path = scenario_next_word(line);
  struct thimble_bytes image;
  if (tenant == NULL)
    return false;
  if (path.length == 0)
    return scenario_complain(scenario, "no image is named", path,
                             "; write its path behind the tenant");
  if (path.data[0] == '"')
    path = (struct thimble_bytes){path.data + 1, path.length - 1};
  if (!scenario->surroundings->image(scenario->surroundings->data, scenario->line, path, &image))
    return false;
  *result = install(scenario, tenant, image);
  return true;
}

typedef enum thimble_result container_function(struct thimble_host *host,
                                               struct thimble_container *container);

/* Does something to the container of the tenant and the name that come next. */
static bool handle(struct scenario *scenario, struct thimble_bytes *line,
                   container_function *function, enum thimble_result *result) {
  struct thimble_tenant *tenant = scenario_find_tenant(scenario, line);
  struct thimble_bytes name = scenario_next_word(line);
  if (tenant == NULL)
    return false;
  if (name.length == 0)
    return scenario_complain(scenario, "no container is named", name,
                             "; write its name behind the tenant");
  struct thimble_container *container = thimble_find(&scenario->host, tenant, name);
  *result = container != NULL ? function(&scenario->host, container) : THIMBLE_ERROR_NOT_FOUND;
  if (function == thimble_remove && *result == THIMBLE_OK)
    forget(scenario, number_of(scenario, tenant), name);
  return true;
}

bool scenario_remove(struct scenario *scenario, struct thimble_bytes *line,
                     enum thimble_result *result) {
  return handle(scenario, line, thimble_remove, result);
}

bool scenario_stop(struct scenario *scenario, struct thimble_bytes *line,
                   enum thimble_result *result) {
  return handle(scenario, line, thimble_stop, result);
}

bool scenario_start(struct scenario *scenario, struct thimble_bytes *line,
                    enum thimble_result *result) {
  return handle(scenario, line, thimble_start, result);
}

/* What was installed once fits once more: in the same order, into the same memory. */
bool scenario_power_cut(struct scenario *scenario, struct thimble_bytes *line,
                        enum thimble_result *result) {
  (void)line;
  scenario_trace(scenario, "power cut");
  scenario_trace_end(scenario);
  if (!scenario_device_restart(scenario))
    return false;
  for (uint32_t index = 0; index < scenario->installed_count && *result == THIMBLE_OK; index++) {
    const struct scenario_installed *installed = &scenario->installed[index];
    *result = install(scenario, &scenario->host_tenants[installed->tenant], installed->image);
  }
  return true;
}
