# SPDX-License-Identifier: Apache-2.0
# The CMakeLists.txt of a user. THIMBLE_SOURCE: use the library from its source folder.
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES C)

if(THIMBLE_SOURCE)
  add_subdirectory(${THIMBLE_SOURCE} thimble)
else()
  find_package(thimble 0.1 REQUIRED)
endif()

add_executable(consumer consumer.c)
target_link_libraries(consumer PRIVATE thimble::thimble)
