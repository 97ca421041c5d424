# SPDX-License-Identifier: Apache-2.0
# Sourced by packaging/demo.sh and tests/run.sh: what a build needs, and how many jobs the machine bears.

# libqt6svg6 is the plugin that reads the console's icons; nothing is linked to it.
build_packages=(g++ cmake ninja-build ccache mold qt6-base-dev qt6-websockets-dev qt6-tools-dev qt6-l10n-tools libqt6svg6
    qtkeychain-qt6-dev libexpected-dev libyaml-cpp-dev libcjose-dev libssl-dev prometheus-cpp-dev)

# What packaging/release.sh needs beside that: packages, the bundle, and what the bundle brings along.
release_packages=(rpm dpkg-dev file patchelf xz-utils python3 qt6-base-dev-tools qt6-qpa-plugins qt6-wayland
    qt6-translations-l10n git)

# install_missing PACKAGE...: installs what dpkg does not know as installed. As root, or with sudo.
install_missing() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    local root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || {
            echo "Please install as root: apt-get install ${missing[*]}" >&2
            return 1
        }
        root=(sudo)
    fi
    echo "Installing: ${missing[*]}"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        >/dev/null
}

# install_client_tools: what the tests of the client libraries need. A machine that npm cannot serve skips those of
# JavaScript, and says so. Node may come from elsewhere than Debian, with an npm of its own.
install_client_tools() {
    install_missing python3-websockets chromium
    command -v node >/dev/null || install_missing nodejs
    command -v npm >/dev/null || install_missing npm
    (cd resources/clients/javascript && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) \
        || echo "npm could not install what the tests of the JavaScript library need: they will be skipped" >&2
}

# build_jobs: one job a core, fewer where memory is short (a translation unit with sanitizers takes up to 1.5 GB).
build_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/MemAvailable/ {print int($2 / 1572864)}' /proc/meminfo)
    ((memory < 1)) && memory=1
    echo $((cores < memory ? cores : memory))
}
