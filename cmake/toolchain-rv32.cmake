# SPDX-License-Identifier: Apache-2.0
# RISC-V with 32 bits: Debian's gcc-riscv64-unknown-elf with picolibc. The architecture is spelled
# exactly so: with _zicsr the compiler takes libraries of the wrong width.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR rv32)
set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_ASM_COMPILER riscv64-unknown-elf-gcc)
set(THIMBLE_TARGET_FLAGS "-march=rv32imac -mabi=ilp32")
include(${CMAKE_CURRENT_LIST_DIR}/toolchain-emulated.cmake)
