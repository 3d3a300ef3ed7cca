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
