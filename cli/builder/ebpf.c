/* SPDX-License-Identifier: Apache-2.0 */
/* ebpf.c: see ebpf.h. */
#include "cli/builder/ebpf.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/compile/compile.h"
#include "cli/link/image_program.h"

/* The objects are added up in `elf`. */
struct compiling {
  const struct build_job *job;
  struct clang clang;
  struct elf *elf;
};

static bool add_source(struct compiling *compiling, const char *source, bool runtime) {
  const char *optimization = compiling->job->options->optimization;
  const struct compile_job job = {
      .clang = &compiling->clang,
      .source = source,
      .folder = compiling->job->project->folder,
      .sdk = compiling->job->sdk,
      .flags = runtime ? NULL : compiling->job->project->cflags,
      .optimization = runtime || !optimization ? "2" : optimization,
      .runtime = runtime,
      .verbose = compiling->job->options->verbose,
  };
  struct file_bytes object = {0};
  return compile_source(&object, &job) && elf_add(compiling->elf, source, &object);
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

static bool compile(struct compiling *compiling) {
  for (size_t index = 0; index < compiling->job->project->source_count; index++) {
    if (!add_source(compiling, compiling->job->project->sources[index], false))
      return false;
  }
  if (!needs_runtime(compiling->elf))
    return true;
  char *runtime = memory_format("%s/runtime.c", compiling->job->sdk);
  bool added = add_source(compiling, runtime, true);
  free(runtime);
  return added;
}

static bool link_all(struct ebpf_build *build, const struct build_job *job) {
  const struct project *project = job->project;
  const struct link_options options = {
      .path = project->path,
      .entry = project->entry,
      .grants_listed = project->grants_listed,
      .grants = project->grants.set,
      .call_depth = project->depth,
  };
  return link_program(&build->linked, &build->elf, &options);
}

bool build_ebpf(struct build_program *program, struct ebpf_build *build,
                const struct build_job *job) {
  struct compiling compiling = {.job = job, .elf = &build->elf};
  *build = (struct ebpf_build){0};
  if (!clang_find(&compiling.clang, job->options->cpu) || !compile(&compiling) ||
      !link_all(build, job))
    return false;
  const struct link_output *linked = &build->linked;
  *program = (struct build_program){
      .lines = linked->lines,
      .grants = linked->grants,
      .instructions = linked->instructions,
      .stack = linked->frame_size * linked->call_depth,
  };
  link_image_program(&program->image, linked);
  return true;
}

void build_ebpf_free(struct ebpf_build *build) {
  elf_free(&build->elf);
  link_free(&build->linked);
}
