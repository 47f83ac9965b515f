/* SPDX-License-Identifier: Apache-2.0 */
/* run.c: the verb `thimble run`: a container in a simulated device. */
#include <string.h>
#include <thimble/limits.h>

#include "cli/builder/open_image.h"
#include "cli/common/event_context.h"
#include "cli/common/message.h"
#include "cli/run/device.h"
#include "cli/run/options.h"
#include "cli/run/report.h"
#include "cli/run/scenario_file.h"
#include "cli/verb.h"

static void fire_all(struct run_device *device, struct run_report *report,
                     struct event_context *context, const struct run_options *options) {
  for (uint32_t count = 0; count < options->times; count++) {
    report_begin_run(report, device->simulator.now_ms);
    uint64_t wait = device_run(device, context, count);
    report_end_run(report, &device->outcome, &device->reply);
    device->simulator.now_ms += wait;
  }
  report_finish(report);
}

static struct thimble_bytes hook_of(const struct run_options *options,
                                    const struct open_image *opened) {
  if (!options->hook)
    return opened->image.hook;
  return (struct thimble_bytes){(const uint8_t *)options->hook, (uint32_t)strlen(options->hook)};
}

static int install_and_fire(struct run_device *device, struct run_report *report,
                            struct event_context *context, const struct run_options *options) {
  const struct run_setup setup = {
      .image = report->opened->bytes,
      .context = context,
      .allowed = options->allowed,
      .fuel = (uint32_t)options->fuel,
      .period_ms = (uint32_t)options->period_ms,
  };
  struct thimble_program_refusal refusal = {0};
  enum thimble_result result = device_install(device, &setup, &refusal);
  if (refusal.reason != THIMBLE_REASON_NONE)
    report_refusal(report, &refusal);
  else if (result != THIMBLE_OK)
    message_error_at(options->path, 0, "cannot be installed: %s", thimble_result_text(result));
  if (result != THIMBLE_OK)
    return EXIT_CODE_FAILURE;
  fire_all(device, report, context, options);
  return report->failed == 0 ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

static int run_image(struct run_device *device, struct run_report *report,
                     const struct run_options *options) {
  struct open_image opened;
  struct event_context context;
  int code = open_image(&opened, options->path, options->engine);
  if (code != EXIT_CODE_OK)
    return code;
  report_start(report, &opened);
  code = event_context_start(&context, hook_of(options, &opened), options->context,
                             (uint32_t)options->period_ms);
  if (code == EXIT_CODE_OK) {
    code = install_and_fire(device, report, &context, options);
    event_context_free(&context);
  }
  close_image(&opened);
  return code;
}

int thimble_verb_run(int argc, char **argv) {
  struct run_report report = {0};
  struct run_device device = {.simulator = {.log = report_log, .user = &report}};
  struct run_options options = {
      .times = 1,
      .period_ms = 1000,
      .fuel = THIMBLE_FUEL_MAXIMUM,
      .allowed = THIMBLE_GRANTS_ALL,
      .simulator = &device.simulator,
  };
  int code = run_options_parse(&options, argc, argv);
  report.as_json = options.as_json;
  report.quiet = options.quiet;
  if (code == EXIT_CODE_OK && !options.help)
    code = is_scenario_file(options.path)
               ? scenario_file_play(options.path, options.images, options.engine)
               : run_image(&device, &report, &options);
  device_free(&device);
  return code;
}
