# SPDX-License-Identifier: Apache-2.0
# How a room, a program and a test of Cordboard are declared. Every target gets Cordboard::Options.

add_library(cordboard_options INTERFACE)
add_library(Cordboard::Options ALIAS cordboard_options)
target_compile_features(cordboard_options INTERFACE cxx_std_20)
target_include_directories(cordboard_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(cordboard_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Woverloaded-virtual
    -Wnon-virtual-dtor $<$<BOOL:${CORDBOARD_WERROR}>:-Werror>
    # GCC 12 takes the unused alternatives of a std::variant for uninitialised reads once it optimises.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
target_compile_definitions(cordboard_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 QT_FORCE_ASSERTS
    CORDBOARD_VERSION="${PROJECT_VERSION}")
if(CORDBOARD_SANITIZE)
    target_compile_options(cordboard_options INTERFACE
        -fsanitize=${CORDBOARD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(cordboard_options INTERFACE -fsanitize=${CORDBOARD_SANITIZE})
endif()

# cordboard_library(<name> SOURCES <file>... [LINK <target>...])
# A static library `cordboard_<name>` with the alias `Cordboard::<name>`. LINK is PUBLIC: what a room may include
# is exactly what it links.
function(cordboard_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(cordboard_${name} STATIC ${ARG_SOURCES})
    add_library(Cordboard::${name} ALIAS cordboard_${name})
    target_link_libraries(cordboard_${name} PUBLIC Cordboard::Options Qt6::Core tl::expected ${ARG_LINK})
    set_target_properties(cordboard_${name} PROPERTIES AUTOMOC ON)
endfunction()

# cordboard_program(<name> SOURCES main.cpp LINK <target>...)
function(cordboard_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE Cordboard::Options ${ARG_LINK})
endfunction()

# cordboard_test(<tst_name> [LABEL unit|gui|integration|style] [TIMEOUT seconds] LINK <target>...)
# One QtTest executable from <tst_name>.cpp beside the caller's CMakeLists.txt.
function(cordboard_test name)
    cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "LINK" ${ARGN})
    if(NOT ARG_LABEL)
        set(ARG_LABEL unit)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 60)
    endif()
    add_executable(${name} ${name}.cpp)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE Cordboard::Options Qt6::Test ${ARG_LINK})
    target_compile_definitions(${name} PRIVATE
        CORDBOARD_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CORDBOARD_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()

# cordboard_gui_test(<tst_name> [TIMEOUT seconds] LINK <target>...)
# A test with widgets or painters (QTEST_MAIN), without a display, and away from the desktop of whoever runs it.
function(cordboard_gui_test name)
    cordboard_test(${name} LABEL gui ${ARGN})
    target_link_libraries(${name} PRIVATE Qt6::Widgets)
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;LANGUAGE="
        ENVIRONMENT_MODIFICATION
        "DBUS_SESSION_BUS_ADDRESS=unset:;QT_STYLE_OVERRIDE=unset:;QT_QPA_PLATFORMTHEME=unset:;QT_SCALE_FACTOR=unset:")
endfunction()
