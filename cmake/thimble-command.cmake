# SPDX-License-Identifier: Apache-2.0
# The command `thimble` of this computer, in a build for a board. THIMBLE_COMMAND names it; when it
# is not set, it is that of the preset host, which is brought up to date, and where that has not been
# configured this build makes one of its own.
#
# thimble_build_image(OUTPUT FOLDER OPTION...): OUTPUT is the image of the container in FOLDER.
include_guard(GLOBAL)

set(THIMBLE_COMMAND "" CACHE FILEPATH "the thimble command that builds images for the firmware")

set(thimble_command ${THIMBLE_COMMAND})
set(folder ${PROJECT_SOURCE_DIR}/build/host)
if(NOT thimble_command AND EXISTS ${folder}/build.ninja)
  set(thimble_command ${folder}/cli/thimble)
  add_custom_target(thimble-for-this-computer BYPRODUCTS ${thimble_command}
    COMMAND ${CMAKE_COMMAND} --build ${folder} --target thimble-cli)
elseif(NOT thimble_command)
  include(ExternalProject)
  set(folder ${PROJECT_BINARY_DIR}/computer)
  set(thimble_command ${folder}/cli/thimble)
  ExternalProject_Add(thimble-for-this-computer
    SOURCE_DIR ${PROJECT_SOURCE_DIR} BINARY_DIR ${folder} PREFIX ${folder}-state
    CMAKE_ARGS -DTHIMBLE_BUILD_TESTS=OFF -DCMAKE_BUILD_TYPE=RelWithDebInfo
    BUILD_BYPRODUCTS ${thimble_command} BUILD_ALWAYS ON INSTALL_COMMAND "")
endif()
set_property(GLOBAL PROPERTY thimble_command ${thimble_command})

function(thimble_build_image output folder)
  get_property(command GLOBAL PROPERTY thimble_command)
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*)
  add_custom_command(OUTPUT ${output} COMMAND ${command} build ${ARGN} ${folder} -o ${output}
    DEPENDS ${sources} ${command} VERBATIM)
endfunction()
