# SPDX-License-Identifier: Apache-2.0
# How the WebAssembly engine is compiled: which wasm_machine.h it uses, and, whatever the build type
# says, what runs once an instruction or once a run for speed, the rest for size. The flags of gcc 12
# are those that were found to help.
target_include_directories(thimble PRIVATE engine/wasm/machine/${thimble_machine})
if(NOT THIMBLE_SANITIZE)
  # The loop needs the register of a frame pointer.
  set_source_files_properties(engine/wasm/run.c PROPERTIES COMPILE_OPTIONS
    "-O2;-fomit-frame-pointer;$<$<C_COMPILER_ID:GNU>:-fno-tree-pre;-fno-crossjumping;-fno-tree-loop-distribute-patterns>")
  set_source_files_properties(engine/wasm/memory.c engine/wasm/perform.c
    PROPERTIES COMPILE_OPTIONS "-O2;$<$<C_COMPILER_ID:GNU>:-fno-tree-loop-distribute-patterns>")
  set_source_files_properties(engine/wasm/validate_code.c PROPERTIES COMPILE_OPTIONS
    "-O2;$<$<C_COMPILER_ID:GNU>:--param=jump-table-max-growth-ratio-for-speed=3000>")
  set_source_files_properties(engine/wasm/load.c engine/wasm/module.c engine/wasm/need.c PROPERTIES
    COMPILE_OPTIONS "$<$<C_COMPILER_ID:GNU>:-fno-tree-loop-distribute-patterns>")
endif()
