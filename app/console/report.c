/* SPDX-License-Identifier: Apache-2.0 */
/* report.c: see report.h. */
#include "report.h"

#include <stddef.h>

#include "emulated/board.h"
#include "emulated/print.h"
#include "failure.h"

static void print_name(const struct thimble_tenant *tenant, struct thimble_bytes name) {
  thimble_print(tenant->policy->name);
  thimble_print("/");
  thimble_print_escaped(name);
}

void report_name(const struct thimble_container *container) {
  print_name(container->tenant, container->program.image.name);
}

/* `tenant/name version, hook name: ` */
static void print_head(const struct thimble_tenant *tenant, const struct thimble_image *image) {
  print_name(tenant, image->name);
  thimble_print(" ");
  thimble_print_escaped(image->version);
  thimble_print(", hook ");
  thimble_print_escaped(image->hook);
  thimble_print(": ");
}

static const char *state_text(enum thimble_container_state state) {
  switch (state) {
  case THIMBLE_CONTAINER_NONE:
    return "removed";
  case THIMBLE_CONTAINER_READY:
    return "ready";
  case THIMBLE_CONTAINER_STOPPED:
    return "stopped";
  case THIMBLE_CONTAINER_QUARANTINED:
    break;
  }
  return "quarantined";
}

void report_state(const struct thimble_container *container) {
  const struct thimble_statistics *statistics = &container->statistics;
  uint32_t runs = 0;
  for (uint32_t kind = 0; kind < THIMBLE_OUTCOME_KINDS; kind++)
    runs += statistics->runs[kind];
  print_head(container->tenant, &container->program.image);
  thimble_print(state_text(container->state));
  thimble_print_number(", ", runs, " runs");
  thimble_print_number(", ", runs - statistics->runs[THIMBLE_DONE], " failed\n");
}

static const char *place_text(enum thimble_result result) {
  if (result == THIMBLE_ERROR_NOT_FOUND)
    return "this board has no such hook";
  if (result == THIMBLE_ERROR_QUOTA)
    return "its tenant has as many containers as it may have";
  return thimble_result_text(result);
}

void report_refused(const struct refused_image *image) {
  const struct thimble_install_report *report = &image->report;
  if (report->stage == THIMBLE_INSTALL_IMAGE) {
    thimble_print(image->tenant->policy->name);
    thimble_print("/(no image): ");
    thimble_print(thimble_result_text(image->result));
    thimble_print_number(", byte ", report->image_error.offset, "\n");
    return;
  }
  print_head(image->tenant, &report->image);
  if (report->stage == THIMBLE_INSTALL_PLACE) {
    thimble_print("not installed: ");
    thimble_print(place_text(image->result));
  } else if (report->stage == THIMBLE_INSTALL_VERIFY) {
    failure_print_refusal(&report->refusal, &report->image);
  } else {
    thimble_print("not installed: there is not enough memory left");
  }
  thimble_print("\n");
}

static void print_image(const struct thimble_image *image) {
  thimble_print_number("  program: ", image->program.length, " bytes\n");
  thimble_print_number("  fuel for one run: ", image->fuel, "\n");
}

void report_details(const struct thimble_container *container) {
  struct thimble_need need;
  report_state(container);
  report_grants("  asks for:", &container->program.image.asked);
  report_grants("  its tenant may have:", &container->tenant->policy->allowed);
  report_grants("  its hook allows:", &container->hook->type->allowed);
  print_image(&container->program.image);
  thimble_program_need(&container->program, &need);
  thimble_print_number("  memory: ", (int64_t)need.instance, " bytes");
  thimble_print_number(", and ", (int64_t)need.run, " more while it runs\n");
}

void report_refused_details(const struct refused_image *image) {
  report_refused(image);
  report_grants("  asks for:", &image->report.image.asked);
  report_grants("  its tenant may have:", &image->tenant->policy->allowed);
  print_image(&image->report.image);
}

void report_lights(void) {
  uint32_t lights = thimble_board_actuators();
  if (thimble_board_actuator_count() == 0)
    thimble_print("this board has no lights\n");
  for (uint32_t light = 0; light < thimble_board_actuator_count(); light++)
    thimble_print_number("light ", light, (lights >> light & 1) != 0 ? ": on\n" : ": off\n");
}
