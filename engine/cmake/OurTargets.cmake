# SPDX-License-Identifier: MIT
# tg_ours(target): how every target of ours is compiled, in one place.
# Third-party headers come in as system headers, so warnings are about our own lines only.
function(tg_ours target)
    target_compile_features(${target} PRIVATE cxx_std_20)
    set_target_properties(${target} PROPERTIES
        CXX_EXTENSIONS OFF CXX_VISIBILITY_PRESET hidden POSITION_INDEPENDENT_CODE ON)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
        $<$<BOOL:${TG_DEVELOPER}>:-Werror>)
    # The values of the engine are some hundred bytes: GCC would clear and copy them with string
    # instructions, which take longer to start than stores take to do it.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
        set(small "unrolled_loop:1024:noalign,libcall:-1:noalign")
        target_compile_options(${target} PRIVATE
            $<$<CONFIG:Release>:-mmemset-strategy=${small}>
            $<$<CONFIG:Release>:-mmemcpy-strategy=${small}>)
    endif()
    target_compile_definitions(${target} PRIVATE BOOST_ASIO_SEPARATE_COMPILATION)
    if(TG_SANITIZE)
        # GCC 12 takes the sanitizers' checks inside std::function for uninitialised reads.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
        target_compile_options(${target} PRIVATE
            -fsanitize=${TG_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
        target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
        target_link_options(${target} PRIVATE -fsanitize=${TG_SANITIZE})
    endif()
endfunction()

# tg_precompile(target header...): worth its three seconds for targets of many files. It saves a
# sixth of the compile time of the engine. Nothing may rely on it: headers are compiled alone too.
function(tg_precompile target)
    if(TG_PCH)
        target_compile_options(${target} PRIVATE -fpch-preprocess)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()
set(TG_STANDARD_HEADERS ${PROJECT_SOURCE_DIR}/engine/cmake/standard.hpp)

# tg_unity(target): with TG_UNITY its small files are compiled together, which halves the time of a
# build from nothing and doubles that of a changed file. unity_groups.py says which go together.
function(tg_unity target)
    if(NOT TG_UNITY)
        return()
    endif()
    find_program(TG_PYTHON python3 REQUIRED)
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "^${CMAKE_CURRENT_SOURCE_DIR}/.*\\.cpp$")
    list(JOIN sources "\n" lines)
    set(listed ${CMAKE_CURRENT_BINARY_DIR}/${target}_sources.txt)
    file(WRITE ${listed} "${lines}\n")
    execute_process(COMMAND ${TG_PYTHON} ${PROJECT_SOURCE_DIR}/engine/cmake/unity_groups.py
        INPUT_FILE ${listed} OUTPUT_VARIABLE groups COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[^\n]+" groups "${groups}")
    foreach(line IN LISTS groups)
        string(REGEX MATCH "^([^ ]+) (.+)$" line "${line}")
        set_source_files_properties(${CMAKE_MATCH_2} PROPERTIES UNITY_GROUP ${CMAKE_MATCH_1})
    endforeach()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    # GCC 12 sees into more functions then, and takes variants for uninitialised.
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
endfunction()
