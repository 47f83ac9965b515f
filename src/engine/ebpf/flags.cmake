# SPDX-License-Identifier: Apache-2.0
# How the eBPF engine is compiled: which machine.h it uses, and its own optimization flags.
include(CheckCSourceCompiles)

check_c_source_compiles("
#if !defined(__ARM_ARCH_7M__) && !defined(__ARM_ARCH_7EM__)
#error another machine
#endif
int main(void) { return 0; }
" THIMBLE_MACHINE_IS_ARMV7M)
if(THIMBLE_MACHINE_IS_ARMV7M)
  set(thimble_machine armv7m)
else()
  set(thimble_machine portable)
endif()
target_include_directories(thimble PRIVATE engine/ebpf/machine/${thimble_machine})

# Whatever the build type says, the fast interpreter and what runs once a run are compiled for speed,
# and the small configuration for size, with the flags of gcc 12 that were found to help.
if(THIMBLE_SANITIZE)
  # as the build type says
elseif(THIMBLE_EBPF_RUN STREQUAL "fast")
  set_source_files_properties(engine/ebpf/run_fast.c PROPERTIES COMPILE_OPTIONS "-O2")
  set_source_files_properties(engine/ebpf/engine.c PROPERTIES COMPILE_OPTIONS
    "-O2;$<$<C_COMPILER_ID:GNU>:-fno-tree-loop-distribute-patterns;-fpeel-loops>")
else()
  set_source_files_properties(
    engine/ebpf/lend.c engine/ebpf/memory.c engine/ebpf/opcode.c engine/ebpf/parameters.c
    engine/ebpf/run_small.c engine/ebpf/step.c engine/ebpf/verify.c
    PROPERTIES COMPILE_OPTIONS
    "-Os;$<$<C_COMPILER_ID:GNU>:-fira-algorithm=priority;-fno-forward-propagate;-fno-schedule-insns2;-flive-range-shrinkage;-fno-move-loop-invariants>")
  set_source_files_properties(engine/ebpf/call.c PROPERTIES COMPILE_OPTIONS
    "-Os;$<$<C_COMPILER_ID:GNU>:-fno-expensive-optimizations;-fno-caller-saves>")
  set_source_files_properties(engine/ebpf/engine.c PROPERTIES COMPILE_OPTIONS
    "-Os;$<$<C_COMPILER_ID:GNU>:-fira-algorithm=priority;-fno-inline-small-functions;-fno-optimize-sibling-calls;-fno-tree-tail-merge>")
endif()
