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

# Whatever the build type says: the loop of the fast interpreter and what runs once a run are
# compiled for speed. gcc would merge the ends of the loop's bodies to save space, and turn loops
# that clear a few words into calls.
if(THIMBLE_EBPF_RUN STREQUAL "fast" AND NOT THIMBLE_SANITIZE)
  set(thimble_fast_loop -O2)
  set(thimble_fast -O2)
  if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
    list(APPEND thimble_fast_loop -fno-crossjumping)
    list(APPEND thimble_fast -fno-tree-loop-distribute-patterns)
  endif()
  set_source_files_properties(engine/ebpf/run_fast.c PROPERTIES COMPILE_OPTIONS "${thimble_fast_loop}")
  set_source_files_properties(engine/ebpf/engine.c engine/ebpf/verify.c engine/stages.c
    PROPERTIES COMPILE_OPTIONS "${thimble_fast}")
endif()
