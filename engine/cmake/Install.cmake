# SPDX-License-Identifier: MIT
# find_package(throughgate) gives throughgate::engine and throughgate::plugin.
include(CMakePackageConfigHelpers)
set(TG_CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/throughgate)

install(TARGETS throughgate_engine throughgate_plugin EXPORT throughgateTargets)
install(DIRECTORY engine/include/throughgate TYPE INCLUDE)
install(FILES ${TG_GENERATED}/throughgate/version.hpp
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/throughgate)
install(EXPORT throughgateTargets NAMESPACE throughgate:: DESTINATION ${TG_CONFIG_DIR})

configure_package_config_file(
    engine/cmake/throughgateConfig.cmake.in ${PROJECT_BINARY_DIR}/throughgateConfig.cmake
    INSTALL_DESTINATION ${TG_CONFIG_DIR})
write_basic_package_version_file(
    ${PROJECT_BINARY_DIR}/throughgateConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/throughgateConfig.cmake
    ${PROJECT_BINARY_DIR}/throughgateConfigVersion.cmake
    engine/cmake/ThirdParty.cmake
    DESTINATION ${TG_CONFIG_DIR})
install(DIRECTORY examples/03-write-a-notifier/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/throughgate/plugin-template)
install(DIRECTORY workflows DESTINATION ${CMAKE_INSTALL_DATADIR}/throughgate OPTIONAL)
if(TG_PROGRAMS AND TG_HTTP)
    include(InstallService)
endif()
