#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs a build into a scratch folder and starts what is there.
#
#   install.sh BUILD-FOLDER
set -euo pipefail
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
fail() {
    echo "install.sh: $*" >&2
    exit 1
}

DESTDIR=$root cmake --install "$build" --prefix /usr >/dev/null
for program in cordboard-server cordboard-console cordboard-cli; do
    said=$("$root/usr/bin/$program" --version) || fail "$program does not start"
    [[ $said == "$program "[0-9]*.[0-9]* ]] || fail "$program --version says: $said"
done

# Whatever a user looks for is there, by component.
files=$(cd "$root" && find . -type f -printf '%P\n' | sort)
for file in usr/share/man/man8/cordboard-server.8.gz usr/share/man/man5/cordboard-server.yml.5.gz \
    usr/share/man/man1/cordboard-cli.1.gz usr/share/man/man1/cordboard-console.1.gz \
    usr/share/bash-completion/completions/cordboard-cli usr/share/zsh/vendor-completions/_cordboard-cli \
    usr/share/fish/vendor_completions.d/cordboard-cli.fish usr/lib/systemd/system/cordboard-server.service \
    usr/lib/sysusers.d/cordboard-server.conf usr/lib/tmpfiles.d/cordboard-server.conf \
    usr/share/applications/org.cordboard.Console.desktop usr/share/metainfo/org.cordboard.Console.metainfo.xml \
    usr/share/icons/hicolor/16x16/apps/cordboard-console.png usr/share/icons/hicolor/512x512/apps/cordboard-console.png \
    usr/share/icons/hicolor/scalable/apps/cordboard-console.svg \
    usr/share/doc/cordboard-server/examples/opensips/cordboard.cfg usr/share/doc/cordboard-server/examples/start-call.py; do
    grep -qx "$file" <<<"$files" || fail "no $file"
done
config=$(find "$root" -name server.yml)
"$root/usr/bin/cordboard-server" --check-config --config "$config" >/dev/null || fail "the installed configuration is wrong"
grep -q '^  anonymous_loopback: none$' <<<"$("$root/usr/bin/cordboard-server" --print-config --config "$config" | sed 's/  #.*//')" ||
    fail "the installed configuration lets programs in without a token"

# Nothing is left out when each component is installed by itself.
for component in server console cli; do
    DESTDIR=$root/parts cmake --install "$build" --prefix /usr --component "$component" >/dev/null
done
parts=$(cd "$root/parts" && find . -type f -printf '%P\n' | sort)
[[ $parts == "$files" ]] || fail "files that belong to no component: $(comm -3 <(echo "$files") <(echo "$parts"))"
echo "Installed $(wc -l <<<"$files") files; all programs start."
