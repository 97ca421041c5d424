# SPDX-License-Identifier: Apache-2.0
# One package for each component: .deb and .rpm. The same binaries give the same bytes (SOURCE_DATE_EPOCH).
set(CPACK_PACKAGE_NAME cordboard)
set(CPACK_PACKAGE_VENDOR "The Cordboard maintainers")
set(CPACK_PACKAGE_CONTACT "${CORDBOARD_MAINTAINER}")
set(CPACK_PACKAGE_HOMEPAGE_URL "https://cordboard.org")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL server console cli)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/packaging/cpack/settle.cmake")
set(CORDBOARD_COMPONENT_SUMMARY_SERVER "show and control the live calls of a SIP proxy")
set(CORDBOARD_COMPONENT_SUMMARY_CONSOLE "supervisor's window on the live calls of a SIP proxy")
set(CORDBOARD_COMPONENT_SUMMARY_CLI "see and control live calls from a shell")
set(CORDBOARD_COMPONENT_TEXT_SERVER
"Shows the live calls of one or more OpenSIPS proxies and lets people and
programs control them: start a call, hold and resume it, transfer it, hang
it up. Clients speak JSON-RPC 2.0 over WebSocket; those of the Call API of
OpenSIPS work unchanged. It never touches SIP or media itself.")
set(CORDBOARD_COMPONENT_TEXT_CONSOLE
"A window for supervisors: all live calls with their states, to hold, resume,
transfer and end them, a directory, figures, an event log and a wallboard.
It is a client of cordboard-server.")
set(CORDBOARD_COMPONENT_TEXT_CLI
"Starts and watches commands, lists the live calls and follows them as they
change, for shells and scripts. It is a client of cordboard-server.")

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${CORDBOARD_MAINTAINER}")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE Apache-2.0)
set(CPACK_RPM_PACKAGE_AUTOREQPROV ON)
set(CPACK_RPM_COMPRESSION_TYPE xz)
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /etc /lib /usr/lib /usr/lib/systemd /usr/lib/systemd/system /usr/lib/sysusers.d /usr/lib/tmpfiles.d
    /usr/share/applications /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/fish
    /usr/share/fish/vendor_completions.d /usr/share/icons /usr/share/icons/hicolor /usr/share/metainfo /usr/share/zsh
    /usr/share/zsh/vendor-completions)
foreach(size 16x16 22x22 24x24 32x32 48x48 64x64 128x128 256x256 512x512 scalable)
    list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
        /usr/share/icons/hicolor/${size} /usr/share/icons/hicolor/${size}/apps)
endforeach()
set(CPACK_RPM_SPEC_MORE_DEFINE "%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _buildhost reproducible
%define _build_id_links none
%define debug_package %{nil}")
foreach(component server console cli)
    string(TOUPPER ${component} upper)
    set(CPACK_COMPONENT_${upper}_DESCRIPTION
        "${CORDBOARD_COMPONENT_SUMMARY_${upper}}\n${CORDBOARD_COMPONENT_TEXT_${upper}}")
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME cordboard-${component})
    set(CPACK_DEBIAN_${upper}_DESCRIPTION "${CPACK_COMPONENT_${upper}_DESCRIPTION}")
    set(CPACK_RPM_${upper}_PACKAGE_NAME cordboard-${component})
    set(CPACK_RPM_${upper}_PACKAGE_SUMMARY "${CORDBOARD_COMPONENT_SUMMARY_${upper}}")
    set(CPACK_RPM_${upper}_PACKAGE_DESCRIPTION "${CORDBOARD_COMPONENT_TEXT_${upper}}")
    set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION net)
    set(CPACK_RPM_${upper}_PACKAGE_GROUP Applications/Communications)
endforeach()
# What no library says. An user for the service; for the console the plugin that reads its icons and Qt's own texts.
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "systemd | systemd-standalone-sysusers | systemd-sysusers")
set(CPACK_DEBIAN_SERVER_PACKAGE_SUGGESTS "cordboard-cli, opensips")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
    "${PROJECT_SOURCE_DIR}/packaging/debian/server/postinst;${PROJECT_SOURCE_DIR}/packaging/debian/server/prerm;${PROJECT_SOURCE_DIR}/packaging/debian/server/postrm;${PROJECT_SOURCE_DIR}/packaging/debian/server/conffiles")
set(CPACK_DEBIAN_CONSOLE_PACKAGE_DEPENDS "libqt6svg6")
set(CPACK_DEBIAN_CONSOLE_PACKAGE_RECOMMENDS "qt6-translations-l10n")
set(CPACK_RPM_SERVER_PACKAGE_REQUIRES_POST "systemd")
set(CPACK_RPM_SERVER_POST_INSTALL_SCRIPT_FILE "${PROJECT_SOURCE_DIR}/packaging/rpm/post")
set(CPACK_RPM_SERVER_PRE_UNINSTALL_SCRIPT_FILE "${PROJECT_SOURCE_DIR}/packaging/rpm/preun")
set(CPACK_RPM_SERVER_POST_UNINSTALL_SCRIPT_FILE "${PROJECT_SOURCE_DIR}/packaging/rpm/postun")
set(CPACK_RPM_SERVER_USER_FILELIST "%config(noreplace) /etc/cordboard/server.yml")
set(CPACK_RPM_CONSOLE_PACKAGE_REQUIRES "qt6-qtsvg")
set(CPACK_RPM_CONSOLE_PACKAGE_SUGGESTS "qt6-qttranslations")
# Unset, each component's own first line is its summary; CPack would take the project's else.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
include(CPack)
