// SPDX-License-Identifier: Apache-2.0
#include "server/app/config/locations.h"

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

/// The specification: a variable that holds no absolute path is ignored.
QString xdgFolder(const QProcessEnvironment &environment, const QString &variable, const QString &underHome)
{
    const QString folder = environment.value(variable);
    if (folder.startsWith(u'/')) {
        return folder;
    }
    const QString home = environment.value(u"HOME"_s);
    return home.startsWith(u'/') ? QString(home + u'/' + underHome) : QString();
}

/// The first folder of a variable of systemd.exec(5), which may list several; empty unless it is absolute.
QString systemdFolder(const QProcessEnvironment &environment, const QString &variable)
{
    const QString folder = environment.value(variable).section(u':', 0, 0);
    return folder.startsWith(u'/') ? folder : QString();
}

} // namespace

QStringList configCandidates(const QProcessEnvironment &environment)
{
    QStringList candidates;
    const QString folder = xdgFolder(environment, u"XDG_CONFIG_HOME"_s, u".config"_s);
    if (!folder.isEmpty()) {
        candidates.append(folder + u"/cordboard/server.yml"_s);
    }
    candidates.append(u"/etc/cordboard/server.yml"_s);
    return candidates;
}

QString defaultStateDir(const QProcessEnvironment &environment, bool isRoot)
{
    const QString given = systemdFolder(environment, u"STATE_DIRECTORY"_s);
    if (!given.isEmpty()) {
        return given;
    }
    if (isRoot) {
        return u"/var/lib/cordboard"_s;
    }
    const QString folder = xdgFolder(environment, u"XDG_STATE_HOME"_s, u".local/state"_s);
    return folder.isEmpty() ? QString() : QString(folder + u"/cordboard"_s);
}

QString defaultTokensFile(const QProcessEnvironment &environment, bool isRoot)
{
    const QString given = systemdFolder(environment, u"CONFIGURATION_DIRECTORY"_s);
    if (!given.isEmpty()) {
        return given + u"/tokens.yml"_s;
    }
    const QString folder = isRoot ? u"/etc"_s : xdgFolder(environment, u"XDG_CONFIG_HOME"_s, u".config"_s);
    return folder.isEmpty() ? QString() : QString(folder + u"/cordboard/tokens.yml"_s);
}

} // namespace cordboard
