# SPDX-License-Identifier: Apache-2.0
# Cortex-M4 without floating-point unit: Debian's gcc-arm-none-eabi with picolibc.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR cortex-m4)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_ASM_COMPILER arm-none-eabi-gcc)
set(THIMBLE_TARGET_FLAGS "-mcpu=cortex-m4 -mthumb -mfloat-abi=soft")
include(${CMAKE_CURRENT_LIST_DIR}/toolchain-emulated.cmake)
