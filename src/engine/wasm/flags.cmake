# SPDX-License-Identifier: Apache-2.0
# How the WebAssembly engine is compiled: whatever the build type says, what runs once an instruction
# or once a run for speed, the rest for size.
if(NOT THIMBLE_SANITIZE)
  set_source_files_properties(engine/wasm/run.c PROPERTIES COMPILE_OPTIONS "-O2;$<$<C_COMPILER_ID:GNU>:-fno-tree-pre;-fno-crossjumping>")
endif()
target_include_directories(thimble PRIVATE engine/wasm/machine/${thimble_machine})
