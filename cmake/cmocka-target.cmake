# SPDX-License-Identifier: Apache-2.0
# The library `cmocka` for a target without an operating system, built from Debian's source package.
set(THIMBLE_CMOCKA_SOURCE "" CACHE PATH "unpacked source of cmocka 1.1.5; empty: fetched with apt")

set(cmocka_source ${THIMBLE_CMOCKA_SOURCE})
if(NOT cmocka_source)
  execute_process(
    COMMAND ${PROJECT_SOURCE_DIR}/script/fetch-source cmocka 1.1.5-2.1
      9f94190b571e059dd6a359c7effd40b982c6c2796959ea201cf41e7cac0b6730 bookworm
    OUTPUT_VARIABLE cmocka_source OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE cmocka_result)
  if(cmocka_result)
    message(FATAL_ERROR "cmocka's source could not be fetched; unpack it yourself and name its "
      "folder with -DTHIMBLE_CMOCKA_SOURCE=…, or leave the tests out with -DTHIMBLE_BUILD_TESTS=OFF")
  endif()
endif()

add_library(cmocka STATIC EXCLUDE_FROM_ALL ${cmocka_source}/src/cmocka.c)
target_compile_definitions(cmocka PRIVATE HAVE_CONFIG_H)
target_include_directories(cmocka PRIVATE ${PROJECT_SOURCE_DIR}/test/board/cmocka)
target_include_directories(cmocka SYSTEM PUBLIC ${cmocka_source}/include)
