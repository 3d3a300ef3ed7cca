# SPDX-License-Identifier: MIT
# What the embedded library stands on. Also read by an installed throughgateConfig.cmake, since a
# static library's private libraries are linked by whoever links it.
include(CMakeFindDependencyMacro)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_dependency(Threads)
find_dependency(Boost 1.81 COMPONENTS filesystem json system)
find_dependency(OpenSSL COMPONENTS Crypto)
find_dependency(SQLite3)
find_dependency(fmt)
find_dependency(spdlog)
find_dependency(yaml-cpp)
find_dependency(absl)

# yaml-cpp 0.7 calls its target yaml-cpp, 0.8 yaml-cpp::yaml-cpp.
if(TARGET yaml-cpp AND NOT TARGET yaml-cpp::yaml-cpp)
    add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED)
    set_target_properties(yaml-cpp::yaml-cpp PROPERTIES INTERFACE_LINK_LIBRARIES yaml-cpp)
endif()

set(TG_THIRD_PARTY
    Threads::Threads Boost::headers Boost::filesystem Boost::json Boost::system OpenSSL::Crypto
    SQLite::SQLite3 fmt::fmt spdlog::spdlog yaml-cpp::yaml-cpp absl::time absl::civil_time
    ${CMAKE_DL_LIBS})
