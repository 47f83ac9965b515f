# SPDX-License-Identifier: Apache-2.0
# thimble_add_board_test(NAME SOURCES file... [LIBRARIES target...] [INCLUDES folder...]
#                        [LABELS label...] [TIMEOUT seconds])
#
# A test with cmocka that runs on this computer and, in the build of a board, on the board: an
# ordinary program here, a firmware under QEMU there, and a CTest of that name in both. The sources
# are the same: `int main(void)` that returns cmocka's result; exit code 77 is "skipped". They may
# use test/board/board.h (files and settings of the computer). Program and target are called
# test-NAME.
#
# thimble_add_board_program(TARGET SOURCES file... [LIBRARIES target...] [INCLUDES folder...])
#
# The same without cmocka and without a CTest, for benchmarks.
include_guard(GLOBAL)

add_library(thimble-board-support STATIC EXCLUDE_FROM_ALL)
target_include_directories(thimble-board-support PUBLIC ${PROJECT_SOURCE_DIR}/test)
thimble_compile_options(thimble-board-support)
add_library(thimble-cmocka INTERFACE)
if(CMAKE_CROSSCOMPILING)
  include(${CMAKE_CURRENT_LIST_DIR}/cmocka-target.cmake)
  target_link_libraries(thimble-cmocka INTERFACE cmocka)
  target_link_libraries(cmocka PRIVATE thimble-board-support) # its stdio
  target_sources(thimble-board-support PRIVATE
    ${PROJECT_SOURCE_DIR}/test/board/emulated.c ${PROJECT_SOURCE_DIR}/test/board/stdio.c)
  target_link_libraries(thimble-board-support PUBLIC thimble::board)
else()
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET GLOBAL cmocka)
  target_link_libraries(thimble-cmocka INTERFACE PkgConfig::CMOCKA)
  target_sources(thimble-board-support PRIVATE ${PROJECT_SOURCE_DIR}/test/board/computer.c)
  target_link_libraries(thimble-board-support PUBLIC thimble::thimble)
endif()

function(thimble_add_board_program target)
  cmake_parse_arguments(PARSE_ARGV 1 program "" "" "SOURCES;LIBRARIES;INCLUDES")
  add_executable(${target} ${program_SOURCES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src ${program_INCLUDES})
  target_link_libraries(${target} PRIVATE ${program_LIBRARIES} thimble-board-support)
  thimble_compile_options(${target})
endfunction()

function(thimble_add_board_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "TIMEOUT" "SOURCES;LIBRARIES;INCLUDES;LABELS")
  thimble_add_board_program(test-${name} SOURCES ${test_SOURCES} INCLUDES ${test_INCLUDES}
    LIBRARIES ${test_LIBRARIES} thimble-cmocka)
  add_test(NAME ${name} COMMAND test-${name})
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 LABELS "${test_LABELS}")
  if(test_TIMEOUT)
    set_tests_properties(${name} PROPERTIES TIMEOUT ${test_TIMEOUT})
  endif()
endfunction()
