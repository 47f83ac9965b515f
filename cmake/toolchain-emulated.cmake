# SPDX-License-Identifier: Apache-2.0
# What the tool chains of the emulated boards share. Programs are ELF files without a start-up of the
# compiler's (port/ has ours), and run under QEMU.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY) # a program does not link without the port
set(CMAKE_EXECUTABLE_SUFFIX_C .elf)
set(CMAKE_C_FLAGS_INIT "${THIMBLE_TARGET_FLAGS} --specs=picolibc.specs -ffunction-sections -fdata-sections")
set(CMAKE_ASM_FLAGS_INIT "${THIMBLE_TARGET_FLAGS}")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-nostartfiles -Wl,--gc-sections")
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/../script/qemu ${CMAKE_SYSTEM_PROCESSOR}
  --setting THIMBLE_CONFORMANCE --setting THIMBLE_TEST_SECONDS --)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
