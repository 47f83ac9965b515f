/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_objects.c: see wasm_objects.h. */
#include "cli/builder/wasm_objects.h"

#include <stdlib.h>

#include "cli/builder/wasm_compile.h"
#include "cli/builder/wasm_link.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/wasm/module.h"

/* Bytes of a ready module, whose custom sections are left out later. */
#define MODULE_MAXIMUM (16u << 20)

static const char *optimization_of(const struct build_job *job) {
  return job->options->optimization ? job->options->optimization : "2";
}

static bool add_c(struct wasm_folder *folder, const struct build_job *job,
                  const struct clang *clang, const char *source, bool runtime) {
  const struct compile_job compile = {
      .clang = clang,
      .source = source,
      .folder = job->project->folder,
      .sdk = job->sdk,
      .flags = runtime ? NULL : job->project->cflags,
      .optimization = runtime ? "2" : optimization_of(job),
      .runtime = runtime,
      .verbose = job->options->verbose,
  };
  return wasm_compile_c(&compile, wasm_folder_add(folder, source, ".o"));
}

/* The linker takes of the runtime what is called. */
static bool compile_c(struct wasm_folder *folder, const struct build_job *job) {
  struct clang clang;
  if (!clang_find(&clang, NULL))
    return false;
  for (size_t index = 0; index < job->project->source_count; index++) {
    if (!add_c(folder, job, &clang, job->project->sources[index], false))
      return false;
  }
  char *runtime = memory_format("%s/runtime.c", job->sdk);
  bool added = add_c(folder, job, &clang, runtime, true);
  free(runtime);
  return added;
}

static bool compile_rust(struct wasm_folder *folder, const struct build_job *job) {
  char *home = memory_format("%s/../rust", job->sdk);
  char *crate = memory_format("%s/src/lib.rs", home);
  struct rust_job rust = {
      .rustc = wasm_rustc_find(),
      .source = crate,
      .folder = home,
      .optimization = optimization_of(job),
      .flags = job->project->cflags,
      .verbose = job->options->verbose,
  };
  bool compiled = false;
  if (rust.rustc) {
    rust.object = wasm_folder_add(folder, crate, WASM_LIBRARY_SUFFIX);
    compiled = wasm_compile_rust(&rust);
  }
  if (compiled) {
    rust.library = rust.object;
    rust.source = job->project->sources[0];
    rust.folder = job->project->folder;
    rust.object = wasm_folder_add(folder, rust.source, ".a");
    compiled = wasm_compile_rust(&rust);
  }
  free(crate);
  free(home);
  return compiled;
}

/* Links with a stack of any size to see what the code needs, and again with that. */
static bool link_twice(struct file_bytes *linked, struct wasm_stack *stack,
                       struct wasm_link_job *link, const struct project *project) {
  struct wasm_module module;
  if (!wasm_link(linked, link))
    return false;
  *stack = (struct wasm_stack){.bytes = WASM_STACK_DEFAULT};
  if (wasm_module_read(&module, linked->data, linked->length)) {
    const struct wasm_export *entry = wasm_find_export(&module, project->entry);
    wasm_stack_find(stack, &module, entry ? entry->index : WASM_NONE, project->depth);
  }
  wasm_module_free(&module);
  if (project->stack > 0)
    *stack = (struct wasm_stack){.bytes = (project->stack + WASM_STACK_ALIGNMENT - 1) /
                                          WASM_STACK_ALIGNMENT * WASM_STACK_ALIGNMENT};
  if (stack->bytes == link->stack)
    return true;
  link->stack = stack->bytes;
  file_free(linked);
  return wasm_link(linked, link);
}

static bool make(struct file_bytes *linked, struct wasm_stack *stack, struct wasm_folder *folder,
                 const struct build_job *job) {
  struct wasm_link_job link = {
      .linker = wasm_linker_find(),
      .folder = folder,
      .path = job->project->path,
      .entry = job->project->entry,
      .stack = WASM_STACK_DEFAULT,
      .verbose = job->options->verbose,
  };
  bool compiled =
      link.linker && wasm_folder_make(folder) &&
      (job->project->language == PROJECT_RUST ? compile_rust(folder, job) : compile_c(folder, job));
  return compiled && link_twice(linked, stack, &link, job->project);
}

bool wasm_objects_link(struct file_bytes *linked, struct wasm_stack *stack,
                       struct wasm_folder *folder, const struct build_job *job) {
  *stack = (struct wasm_stack){0};
  if (job->project->language == PROJECT_WASM)
    return file_read(linked, job->project->sources[0], MODULE_MAXIMUM);
  return make(linked, stack, folder, job);
}
