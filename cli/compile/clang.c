/* SPDX-License-Identifier: Apache-2.0 */
/* clang.c: see clang.h. */
#include "cli/compile/clang.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/message.h"
#include "cli/compile/process.h"

/* In the order of preference: what the tests run with comes first, what lacks v4 last. */
static const char *const candidates[] = {"clang-19", "clang-20", "clang-21", "clang-18", "clang",
                                         "clang-17", "clang-16", "clang-15", "clang-14"};

/* The major version, or 0 when `program` is not there or is no clang. */
static unsigned ask_version(const char *program) {
  struct argument_list arguments = {0};
  struct file_bytes output = {0};
  struct file_bytes errors = {0};
  unsigned version = 0;
  argument_add(&arguments, program);
  argument_add(&arguments, "-dumpversion");
  const struct process_streams streams = {.output = &output, .errors = &errors};
  if (process_run(&arguments, &streams) == 0)
    version = (unsigned)strtoul((const char *)output.data, NULL, 10);
  file_free(&output);
  file_free(&errors);
  argument_list_free(&arguments);
  return version;
}

static bool find_any(struct clang *clang) {
  const char *chosen = getenv("THIMBLE_CLANG");
  if (chosen && *chosen) {
    clang->program = chosen;
    clang->version = ask_version(chosen);
    if (clang->version == 0)
      message_error("THIMBLE_CLANG: '%s' is not a clang that runs; name one, or unset it", chosen);
    return clang->version > 0;
  }
  for (size_t index = 0; index < sizeof candidates / sizeof candidates[0]; index++) {
    clang->program = candidates[index];
    clang->version = ask_version(clang->program);
    if (clang->version > 0)
      return true;
  }
  message_error("no clang found; install clang-19, or name one in THIMBLE_CLANG");
  return false;
}

bool clang_find(struct clang *clang, const char *cpu) {
  if (!find_any(clang))
    return false;
  bool v4 = clang->version >= CLANG_WITH_V4;
  clang->cpu = cpu ? cpu : v4 ? "v4" : "v3";
  if (strcmp(clang->cpu, "v4") == 0 && !v4) {
    message_error("%s has no BPF v4; install clang-19, or build with --cpu v3", clang->program);
    return false;
  }
  return true;
}
