# SPDX-License-Identifier: Apache-2.0
# thimble_add_emulated_board(SOURCES...): the library thimble::board from what the emulated boards
# share and the sources of one of them, called from its folder. A program that links it gets the
# start-up and the board's memory layout. thimble_board_stack_size(TARGET BYTES) sets its stack.
function(thimble_add_emulated_board)
  set(shared ${PROJECT_SOURCE_DIR}/port/emulated)
  add_library(thimble-board STATIC
    ${shared}/count.c
    ${shared}/port.c
    ${shared}/print.c
    ${shared}/random.c
    ${shared}/semihosting.c
    ${shared}/sensor.c
    ${shared}/start.c
    ${ARGN})
  add_library(thimble::board ALIAS thimble-board)
  target_include_directories(thimble-board PUBLIC ${PROJECT_SOURCE_DIR}/port)
  target_link_libraries(thimble-board PUBLIC thimble::thimble)
  target_link_options(thimble-board INTERFACE
    -T ${CMAKE_CURRENT_SOURCE_DIR}/memory.ld -L ${shared})
  set_property(TARGET thimble-board PROPERTY INTERFACE_LINK_DEPENDS
    ${CMAKE_CURRENT_SOURCE_DIR}/memory.ld ${shared}/sections.ld)
  thimble_compile_options(thimble-board)
endfunction()

function(thimble_board_stack_size target bytes)
  target_link_options(${target} PRIVATE -Wl,--defsym=thimble_stack_size=${bytes})
endfunction()
