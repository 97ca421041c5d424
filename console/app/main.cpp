// SPDX-License-Identifier: Apache-2.0
#include "console/app/desktop.h"
#include "console/app/options.h"
#include "console/app/screenshot.h"
#include "console/text/translations.h"
#include "console/theme/icons.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int usageError = 2;

int complain(const QString &sentence)
{
    std::fprintf(
        stderr, "cordboard-console: %s\nTry 'cordboard-console --help'.\n", qUtf8Printable(sentence));
    return usageError;
}

cordboard::Result<QByteArray> readToken(const QString &name)
{
    if (name.isEmpty()) {
        return QByteArray();
    }
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        return cordboard::failure(cordboard::Errc::InvalidParams, name + u": "_s + file.errorString());
    }
    return file.readLine(4096).trimmed();
}

} // namespace

int main(int argc, char **argv)
{
    using namespace cordboard::console;
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"cordboard-console"_s);
    QCoreApplication::setOrganizationName(u"cordboard"_s);
    QGuiApplication::setDesktopFileName(u"org.cordboard.Console"_s); // by which a desktop finds our icon
    QCoreApplication::setApplicationVersion(QStringLiteral(CORDBOARD_VERSION));
    const auto options = Options::parse(QCoreApplication::arguments());
    if (!options) {
        return complain(options.error().message);
    }
    if (options->action == Options::Action::ShowHelp) {
        std::fputs(qUtf8Printable(Options::help()), stdout);
        return 0;
    }
    if (options->action == Options::Action::ShowVersion) {
        std::puts("cordboard-console " CORDBOARD_VERSION);
        return 0;
    }
    QApplication::setWindowIcon(icons::themed(Icon::App));
    QSettings settings;
    const Settings stored(settings);
    const QString language = stored.preferences().language;
    text::installTranslations(options->language.value_or(language.isEmpty() ? QLocale() : QLocale(language)));
    const auto token = readToken(options->tokenFile);
    if (!token) {
        return complain(token.error().message);
    }
    Theme theme(application, options->theme.value_or(stored.appearance()));
    Desktop desktop(theme, settings, std::make_unique<SystemKeychain>(),
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/tokens"_s, {});
    MainWindow &window = desktop.console().window();
    if (options->size) {
        window.resize(*options->size);
        window.arrangeDocks();
    }
    const auto opened =
        options->url.isEmpty() ? desktop.openProfile(options->profile) : desktop.open(options->url, *token);
    if (!opened) {
        return complain(opened.error().message);
    }
    Screenshot screenshot(desktop.console(), options->screenshot);
    window.show();
    return QApplication::exec();
}
