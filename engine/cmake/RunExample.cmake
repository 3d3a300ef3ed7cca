# SPDX-License-Identifier: MIT
# Runs PROGRAM in an empty FOLDER, with the repository as its argument, and compares what it prints
# with the file EXPECTED. TG_UPDATE=1 in the environment rewrites the file instead.
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${PROGRAM} $ENV{TG_SOURCE_DIR} WORKING_DIRECTORY ${FOLDER}
    OUTPUT_VARIABLE printed ERROR_VARIABLE talked RESULT_VARIABLE code)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${code}\n${printed}\n${talked}")
endif()
if("$ENV{TG_UPDATE}" STREQUAL "1")
    file(WRITE ${EXPECTED} "${printed}")
    return()
endif()
file(READ ${EXPECTED} wanted)
if(NOT printed STREQUAL wanted)
    message(FATAL_ERROR "printed:\n${printed}\nexpected (${EXPECTED}):\n${wanted}")
endif()
