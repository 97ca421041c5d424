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
if(CORDBOARD_FUZZ)
    # All code tells which of its branches ran; that is what leads a fuzzer on.
    target_compile_options(cordboard_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(CORDBOARD_PACKAGE)
    # Debian's hardening flags (dpkg-buildflags). Without the folders' names in asserts and debug information the
    # same sources give the same bytes wherever they are built; the last option that fits is the one that counts.
    target_compile_definitions(cordboard_options INTERFACE _FORTIFY_SOURCE=2)
    target_compile_options(cordboard_options INTERFACE
        -fstack-protector-strong -fstack-clash-protection -fcf-protection
        "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=" "-ffile-prefix-map=${PROJECT_BINARY_DIR}=build")
    target_link_options(cordboard_options INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
endif()

# Qt's and the standard library's headers are most of what a compiler reads here: each kind of target shares one set,
# compiled once. The tidy preset builds without, so that no file leans on what its own includes do not bring.
# clang writes the header's time into it unless told not to, and ccache would never find it again.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()
function(cordboard_precompiled kind)
    cmake_parse_arguments(ARG "TEST" "" "HEADERS;LINK" ${ARGN})
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled/${kind}.cpp" CONTENT "// What cordboard_precompiled_${kind} compiles: nothing but its headers.\n")
    add_library(cordboard_precompiled_${kind} OBJECT "${PROJECT_BINARY_DIR}/precompiled/${kind}.cpp")
    target_link_libraries(cordboard_precompiled_${kind} PRIVATE Cordboard::Options Qt6::Core tl::expected ${ARG_LINK})
    set_target_properties(cordboard_precompiled_${kind} PROPERTIES AUTOMOC OFF)
    target_precompile_headers(cordboard_precompiled_${kind} PRIVATE ${ARG_HEADERS})
    if(ARG_TEST)
        # Linking Qt6::Test would define this folder's QT_TESTCASE_BUILDDIR, and each test has its own.
        target_include_directories(cordboard_precompiled_${kind} SYSTEM PRIVATE
            $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
        target_compile_definitions(cordboard_precompiled_${kind} PRIVATE QT_TESTLIB_LIB)
    endif()
endfunction()

set(core_headers
    <algorithm> <array> <chrono> <functional> <map> <memory> <optional> <string> <tuple> <utility> <variant> <vector>
    <tl/expected.hpp>
    <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QFile> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject>
    <QList> <QLoggingCategory> <QObject> <QPointer> <QRegularExpression> <QSet> <QString> <QStringList> <QTimer> <QUrl>
    <QVariant>)
set(widget_headers
    <QAbstractItemView> <QApplication> <QBoxLayout> <QDialog> <QLabel> <QMainWindow> <QMenu> <QPainter> <QStyleOption>
    <QTableView> <QToolButton>)
set(test_headers <QSignalSpy> <QtTest/qtestcase.h> <QtTest/qtestdata.h>)
cordboard_precompiled(core HEADERS ${core_headers})
cordboard_precompiled(widgets HEADERS ${core_headers} ${widget_headers} LINK Qt6::Widgets)
cordboard_precompiled(test TEST HEADERS ${core_headers} ${test_headers})
cordboard_precompiled(widgettest TEST HEADERS ${core_headers} ${widget_headers} <QTest> ${test_headers}
    LINK Qt6::Widgets)

# cordboard_library(<name> [WIDGETS] SOURCES <file>... [LINK <target>...])
# A static library `cordboard_<name>` with the alias `Cordboard::<name>`. LINK is PUBLIC: what a room may include
# is exactly what it links. WIDGETS: it has widgets or painters.
function(cordboard_library name)
    cmake_parse_arguments(ARG "WIDGETS" "" "SOURCES;LINK" ${ARGN})
    add_library(cordboard_${name} STATIC ${ARG_SOURCES})
    add_library(Cordboard::${name} ALIAS cordboard_${name})
    target_link_libraries(cordboard_${name} PUBLIC Cordboard::Options Qt6::Core tl::expected ${ARG_LINK})
    set_target_properties(cordboard_${name} PROPERTIES AUTOMOC ON)
    if(ARG_WIDGETS)
        target_link_libraries(cordboard_${name} PUBLIC Qt6::Widgets)
        target_precompile_headers(cordboard_${name} REUSE_FROM cordboard_precompiled_widgets)
    else()
        target_precompile_headers(cordboard_${name} REUSE_FROM cordboard_precompiled_core)
    endif()
endfunction()

# cordboard_program(<name> SOURCES main.cpp LINK <target>...)
function(cordboard_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE Cordboard::Options ${ARG_LINK})
endfunction()

# cordboard_test(<tst_name> [WIDGETS] [LABEL unit|gui|integration|style] [TIMEOUT seconds] LINK <target>...)
# One QtTest executable from <tst_name>.cpp beside the caller's CMakeLists.txt.
function(cordboard_test name)
    cmake_parse_arguments(ARG "WIDGETS" "LABEL;TIMEOUT" "LINK" ${ARGN})
    if(NOT ARG_LABEL)
        set(ARG_LABEL unit)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 60)
    endif()
    add_executable(${name} ${name}.cpp)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE Cordboard::Options Qt6::Test ${ARG_LINK})
    # g++ refuses headers that were compiled without QT_TESTCASE_BUILDDIR, which is another one in each folder.
    if(ARG_WIDGETS)
        target_link_libraries(${name} PRIVATE Qt6::Widgets)
        set(precompiled cordboard_precompiled_widgettest)
    else()
        set(precompiled cordboard_precompiled_test)
    endif()
    if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
        target_precompile_headers(${name} REUSE_FROM ${precompiled})
    endif()
    target_compile_definitions(${name} PRIVATE
        CORDBOARD_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CORDBOARD_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()

# cordboard_gui_test(<tst_name> [TIMEOUT seconds] LINK <target>...)
# A test with widgets or painters (QTEST_MAIN), without a display, and away from the desktop of whoever runs it.
function(cordboard_gui_test name)
    cordboard_test(${name} WIDGETS LABEL gui ${ARGN})
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT
        "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;LANGUAGE=;FONTCONFIG_FILE=${PROJECT_SOURCE_DIR}/tests/support/fonts.conf"
        ENVIRONMENT_MODIFICATION
        "DBUS_SESSION_BUS_ADDRESS=unset:;QT_STYLE_OVERRIDE=unset:;QT_QPA_PLATFORMTHEME=unset:;QT_SCALE_FACTOR=unset:")
endfunction()
