# SPDX-License-Identifier: Apache-2.0
# Every choice a user can make, in one place.
set(THIMBLE_EBPF_RUN "fast" CACHE STRING "eBPF interpreter: fast (computed goto) or small (one step at a time)")
set_property(CACHE THIMBLE_EBPF_RUN PROPERTY STRINGS fast small)
option(THIMBLE_WASM_FLOAT "WebAssembly has floating point (without, modules that use it are refused)" ON)

if(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT CMAKE_CROSSCOMPILING)
  set(thimble_on_computer ON)
  set(thimble_default_port linux)
else()
  set(thimble_on_computer OFF)
  set(thimble_default_port "")
endif()
if(NOT PROJECT_IS_TOP_LEVEL)
  set(thimble_on_computer OFF)
endif()

set(THIMBLE_PORT "${thimble_default_port}" CACHE STRING "folder under port/ to build, or empty")
option(THIMBLE_BUILD_CLI "build the thimble command" ${thimble_on_computer})
option(THIMBLE_BUILD_UPDATE "build signed updates (BearSSL is fetched)" ${PROJECT_IS_TOP_LEVEL})
option(THIMBLE_BUILD_TESTS "build the tests and benchmarks" ${PROJECT_IS_TOP_LEVEL})
option(THIMBLE_BUILD_FIRMWARE "build the demonstration firmware of the port" OFF)
option(THIMBLE_WERROR "treat warnings as errors" ${PROJECT_IS_TOP_LEVEL})
option(THIMBLE_SANITIZE "address and undefined-behaviour sanitizers" OFF)
