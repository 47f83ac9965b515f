/* SPDX-License-Identifier: Apache-2.0 */
/* ebpf.h: from C source to a program for the eBPF engine. */
#ifndef THIMBLE_CLI_BUILDER_EBPF_H
#define THIMBLE_CLI_BUILDER_EBPF_H

#include "cli/builder/program.h"
#include "cli/link/link.h"

struct ebpf_build {
  struct elf elf;
  struct link_output linked;
};

/* Builds. False: the message is printed; build_ebpf_free() is wanted in either case, when `program`
 * is no longer used. */
bool build_ebpf(struct build_program *program, struct ebpf_build *build,
                const struct build_job *job);

void build_ebpf_free(struct ebpf_build *build);

#endif
