/* SPDX-License-Identifier: Apache-2.0 */
/* image.c: see image.h. Read it from the bottom: project, program, image. */
#include "cli/builder/image.h"

#include <stdlib.h>
#include <string.h>

#include "cli/builder/ebpf.h"
#include "cli/builder/wasm.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/compile/sdk_path.h"
#include "cli/image/check.h"
#include "cli/image/line_table.h"
#include "cli/image/write.h"

struct build {
  const struct build_options *options;
  struct project project;
  char *sdk;
  struct ebpf_build ebpf; /* one of the two is used */
  struct wasm_build wasm;
  struct build_program program;
  struct file_bytes lines;
  struct file_bytes image;
  struct thimble_image checked; /* views into `image` */
};

/* The command line decides, then the project, then the kind of source. */
static bool choose_engine(struct build *build) {
  struct project *project = &build->project;
  if (build->options->engine)
    project->engine = build->options->engine;
  if (project->language == PROJECT_C || project->engine == THIMBLE_ENGINE_WASM)
    return true;
  message_error_at(project->path, 0, "only C can be built for eBPF; leave the engine out");
  return false;
}

static bool make_program(struct build *build) {
  const struct build_job job = {build->options, &build->project, build->sdk};
  if (build->project.engine == THIMBLE_ENGINE_WASM)
    return build_wasm(&build->program, &build->wasm, &job);
  return build_ebpf(&build->program, &build->ebpf, &job);
}

/* What the project lists, or else what the code needs. */
static struct thimble_permissions asked_for(const struct build *build) {
  if (build->project.grants_listed)
    return project_grants_permissions(&build->project.grants);
  return (struct thimble_permissions){.grants = build->program.grants};
}

static bool write_image(struct build *build) {
  const struct file_bytes none = {0};
  const struct image_head head = {
      .name = build->project.name,
      .version = build->project.version,
      .hook = build->project.hook,
      .asked = asked_for(build),
      .fuel = build->project.fuel,
      .order = build->project.order,
  };
  line_table_write(&build->lines, &build->program.lines, build->project.folder);
  image_write(&build->image, &head, &build->program.image,
              build->options->strip ? &none : &build->lines);
  return image_check(build->project.path, &build->image, &build->lines, &build->checked);
}

static void give_result(struct build *build, struct build_result *result) {
  const struct project *project = &build->project;
  const struct build_program *program = &build->program;
  *result = (struct build_result){
      .bytes = build->image.data,
      .length = build->image.length,
      .image = build->checked,
      .instructions = program->instructions,
      .stack = program->stack,
      .linear = program->linear,
      .stack_why = program->stack_why,
      .memory_why = program->memory_why,
  };
  memcpy(result->name, project->name, strlen(project->name));
  build->image = (struct file_bytes){0};
}

static void free_all(struct build *build) {
  project_free(&build->project);
  build_ebpf_free(&build->ebpf);
  build_wasm_free(&build->wasm);
  file_free(&build->lines);
  file_free(&build->image);
  free(build->sdk);
}

int build_image(const struct build_options *options, struct build_result *result) {
  struct build build = {.options = options};
  bool built = project_load(&build.project, options->path) && choose_engine(&build) &&
               (build.sdk = sdk_path()) && make_program(&build) && write_image(&build);
  if (built)
    give_result(&build, result);
  free_all(&build);
  return built ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

void build_result_free(struct build_result *result) {
  free(result->bytes);
  *result = (struct build_result){0};
}
