/* SPDX-License-Identifier: Apache-2.0 */
/* build_image.c: see build_image.h. Read it from the bottom: project, objects, program, image. */
#include "build_image.h"

#include <stdlib.h>
#include <string.h>

#include "compile.h"
#include "image_check.h"
#include "image_write.h"
#include "line_table.h"
#include "link.h"
#include "memory.h"
#include "message.h"
#include "project.h"
#include "sdk_path.h"

struct build {
  const struct build_options *options;
  struct project project;
  struct clang clang;
  char *sdk;
  struct elf elf;
  struct link_output program;
  struct file_bytes lines;
  struct file_bytes image;
  struct thimble_image checked; /* views into `image` */
};

static bool add_source(struct build *build, const char *source, bool runtime) {
  const char *optimization = build->options->optimization;
  const struct compile_job job = {
      .clang = &build->clang,
      .source = source,
      .folder = build->project.folder,
      .sdk = build->sdk,
      .flags = runtime ? NULL : build->project.cflags,
      .optimization = runtime || !optimization ? "2" : optimization,
      .runtime = runtime,
      .verbose = build->options->verbose,
  };
  struct file_bytes object = {0};
  return compile_source(&object, &job) && elf_add(&build->elf, source, &object);
}

/* What sdk/c/runtime.c defines. */
static bool is_in_runtime(const char *name) {
  static const char *const names[] = {"memcpy", "memmove", "memset", "memcmp"};
  for (size_t index = 0; index < sizeof names / sizeof names[0]; index++) {
    if (strcmp(names[index], name) == 0)
      return true;
  }
  return strncmp(name, "__thimble_", 10) == 0;
}

static bool needs_runtime(const struct elf *elf) {
  for (size_t index = 0; index < elf->symbol_count; index++) {
    if (elf->symbols[index].section == ELF_UNDEFINED && is_in_runtime(elf->symbols[index].name))
      return true;
  }
  return false;
}

static bool compile(struct build *build) {
  for (size_t index = 0; index < build->project.source_count; index++) {
    if (!add_source(build, build->project.sources[index], false))
      return false;
  }
  if (!needs_runtime(&build->elf))
    return true;
  char *runtime = memory_format("%s/runtime.c", build->sdk);
  bool added = add_source(build, runtime, true);
  free(runtime);
  return added;
}

static bool link_all(struct build *build) {
  const struct project *project = &build->project;
  const struct link_options options = {
      .path = project->path,
      .entry = project->entry,
      .grants_listed = project->grants_listed,
      .grants = project->grants.set,
      .call_depth = project->depth,
  };
  return link_program(&build->program, &build->elf, &options);
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
  struct image_program program;
  image_program_linked(&program, &build->program);
  line_table_write(&build->lines, &build->program.lines, build->project.folder);
  image_write(&build->image, &head, &program, build->options->strip ? &none : &build->lines);
  return image_check(build->project.path, &build->image, &build->lines, &build->checked);
}

static void give_result(struct build *build, struct build_result *result) {
  const struct project *project = &build->project;
  *result = (struct build_result){
      .bytes = build->image.data,
      .length = build->image.length,
      .image = build->checked,
      .instructions = build->program.instructions,
      .frame_size = build->program.frame_size,
      .call_depth = build->program.call_depth,
  };
  memcpy(result->name, project->name, strlen(project->name));
  build->image = (struct file_bytes){0};
}

static void free_all(struct build *build) {
  project_free(&build->project);
  elf_free(&build->elf);
  link_free(&build->program);
  file_free(&build->lines);
  file_free(&build->image);
  free(build->sdk);
}

int build_image(const struct build_options *options, struct build_result *result) {
  struct build build = {.options = options};
  bool built = project_load(&build.project, options->path) && (build.sdk = sdk_path()) &&
               clang_find(&build.clang, options->cpu) && compile(&build) && link_all(&build) &&
               write_image(&build);
  if (built)
    give_result(&build, result);
  free_all(&build);
  return built ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

void build_result_free(struct build_result *result) {
  free(result->bytes);
  *result = (struct build_result){0};
}
