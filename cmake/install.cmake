# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where: the headers and tables, the library, and the files by which
# find_package(thimble) and pkg-config find them. The command and the SDK are installed by cli/.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(thimble_config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/thimble)

install(TARGETS thimble EXPORT thimbleTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(THIMBLE_BUILD_UPDATE)
  install(TARGETS thimble-update thimble-bearssl EXPORT thimbleTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/thimble DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h" PATTERN "*.def")
install(EXPORT thimbleTargets NAMESPACE thimble:: DESTINATION ${thimble_config_folder})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/thimbleConfig.cmake.in
  ${PROJECT_BINARY_DIR}/thimbleConfig.cmake INSTALL_DESTINATION ${thimble_config_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/thimbleConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/thimbleConfig.cmake ${PROJECT_BINARY_DIR}/thimbleConfigVersion.cmake
  DESTINATION ${thimble_config_folder})

# The .pc file states its prefix relative to itself, so that an installation can be moved.
file(RELATIVE_PATH thimble_prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/thimble.pc.in ${PROJECT_BINARY_DIR}/thimble.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/thimble.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
