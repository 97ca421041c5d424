# SPDX-License-Identifier: Apache-2.0
# What is installed, by component: server, console and cli; each becomes a package of its own (cpack.cmake).
include(GNUInstallDirs)
add_subdirectory(packaging/manual)

# The date of a release is that of its sources, so that the same sources give the same bytes.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
    set(CORDBOARD_EPOCH "$ENV{SOURCE_DATE_EPOCH}")
else()
    execute_process(COMMAND git log -1 --format=%ct WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        OUTPUT_VARIABLE CORDBOARD_EPOCH OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT CORDBOARD_EPOCH MATCHES "^[0-9]+$")
    file(TIMESTAMP "${PROJECT_SOURCE_DIR}/CHANGELOG.md" CORDBOARD_EPOCH "%s" UTC)
endif()
execute_process(COMMAND date -u -R -d "@${CORDBOARD_EPOCH}" OUTPUT_VARIABLE CORDBOARD_RELEASE_TIME
    OUTPUT_STRIP_TRAILING_WHITESPACE)
execute_process(COMMAND date -u +%F -d "@${CORDBOARD_EPOCH}" OUTPUT_VARIABLE CORDBOARD_RELEASE_DATE
    OUTPUT_STRIP_TRAILING_WHITESPACE)
set(CORDBOARD_MAINTAINER "Cordboard maintainers <maintainers@cordboard.org>")

set(made "${CMAKE_CURRENT_BINARY_DIR}/packaging")
configure_file(resources/desktop/org.cordboard.Console.metainfo.xml.in
    "${made}/org.cordboard.Console.metainfo.xml" @ONLY)
configure_file(packaging/debian/changelog.in "${made}/changelog" @ONLY)

# Debian and Fedora want manuals and changelogs compressed; -n keeps name and time out of them.
find_program(GZIP_PROGRAM gzip REQUIRED)
function(cordboard_compressed source target)
    add_custom_command(OUTPUT "${target}" COMMAND sh -c "exec \"$0\" -9nc \"$1\" >\"$2\"" "${GZIP_PROGRAM}" "${source}" "${target}"
        DEPENDS "${source}" VERBATIM)
endfunction()
set(compressed "${made}/changelog.gz")
cordboard_compressed("${made}/changelog" "${made}/changelog.gz")
foreach(page cordboard-server.8 cordboard-server.yml.5 cordboard-cli.1 cordboard-console.1)
    cordboard_compressed("${CORDBOARD_MANUAL}/${page}" "${made}/${page}.gz")
    list(APPEND compressed "${made}/${page}.gz")
endforeach()
add_custom_target(compressed ALL DEPENDS ${compressed})
add_dependencies(compressed manual)

# cordboard_install(<component> <program> <page>...): what every package has.
function(cordboard_install component program)
    install(TARGETS ${program} RUNTIME COMPONENT ${component})
    foreach(page ${ARGN})
        string(REGEX MATCH "[0-9]$" section "${page}")
        install(FILES "${made}/${page}.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man${section}" COMPONENT ${component})
    endforeach()
    install(FILES "${CORDBOARD_MANUAL}/${program}.bash" RENAME ${program}
        DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT ${component})
    install(FILES "${CORDBOARD_MANUAL}/_${program}"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions" COMPONENT ${component})
    install(FILES "${CORDBOARD_MANUAL}/${program}.fish"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT ${component})
    install(FILES "${made}/changelog.gz" packaging/debian/copyright
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${program}" COMPONENT ${component})
endfunction()
cordboard_install(server cordboard-server cordboard-server.8 cordboard-server.yml.5)
cordboard_install(console cordboard-console cordboard-console.1)
cordboard_install(cli cordboard-cli cordboard-cli.1)

# The server: its configuration, its service, and what an administrator starts from.
install(FILES "${CORDBOARD_MANUAL}/server.yml" DESTINATION "${CMAKE_INSTALL_SYSCONFDIR}/cordboard" COMPONENT server)
install(FILES packaging/systemd/cordboard-server.service DESTINATION lib/systemd/system COMPONENT server)
install(FILES packaging/systemd/cordboard-server.sysusers RENAME cordboard-server.conf
    DESTINATION lib/sysusers.d COMPONENT server)
install(FILES packaging/systemd/cordboard-server.tmpfiles RENAME cordboard-server.conf
    DESTINATION lib/tmpfiles.d COMPONENT server)
set(server_docs "${CMAKE_INSTALL_DATADIR}/doc/cordboard-server")
install(DIRECTORY resources/opensips DESTINATION "${server_docs}/examples" COMPONENT server)
install(DIRECTORY resources/clients DESTINATION "${server_docs}/examples" COMPONENT server
    PATTERN node_modules EXCLUDE PATTERN test EXCLUDE PATTERN tests EXCLUDE PATTERN __pycache__ EXCLUDE)
install(DIRECTORY resources/docs DESTINATION "${server_docs}" COMPONENT server)
install(DIRECTORY resources/examples/ DESTINATION "${server_docs}/examples" COMPONENT server)
install(FILES README.md resources/SECURITY.md resources/openrpc.json DESTINATION "${server_docs}" COMPONENT server)

# The console: how a desktop finds it.
install(FILES resources/desktop/org.cordboard.Console.desktop
    DESTINATION "${CMAKE_INSTALL_DATADIR}/applications" COMPONENT console)
install(FILES "${made}/org.cordboard.Console.metainfo.xml"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo" COMPONENT console)
set(icons "${CMAKE_INSTALL_DATADIR}/icons/hicolor")
install(FILES resources/icons/app.svg RENAME cordboard-console.svg DESTINATION "${icons}/scalable/apps" COMPONENT console)
foreach(size ${CORDBOARD_ICON_SIZES})
    install(FILES "${CORDBOARD_MANUAL}/icon-${size}.png" RENAME cordboard-console.png
        DESTINATION "${icons}/${size}x${size}/apps" COMPONENT console)
endforeach()
