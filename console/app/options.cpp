// SPDX-License-Identifier: Apache-2.0
#include "console/app/options.h"

#include "console/text/translations.h"

#include <QCommandLineParser>

namespace cordboard::console {
namespace {

using namespace Qt::StringLiterals;

void declare(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Shows the live calls of a Cordboard server and controls them."_s);
    parser.addOptions(Options::all());
}

Result<std::optional<Appearance>> themeOf(const QString &word)
{
    if (word.isEmpty()) {
        return std::nullopt;
    }
    if (word == "system"_L1) {
        return Appearance::System;
    }
    if (word == "light"_L1) {
        return Appearance::Light;
    }
    if (word == "dark"_L1) {
        return Appearance::Dark;
    }
    return failure(Errc::InvalidParams, u"--theme must be system, light or dark"_s);
}

Result<std::optional<QSize>> sizeOf(const QString &text)
{
    if (text.isEmpty()) {
        return std::nullopt;
    }
    bool widthGood = false;
    bool heightGood = false;
    const QSize size(text.section(u'x', 0, 0).toInt(&widthGood), text.section(u'x', 1).toInt(&heightGood));
    if (!widthGood || !heightGood || size.width() < 320 || size.height() < 240 || size.width() > 16384
        || size.height() > 16384) {
        return failure(Errc::InvalidParams, u"--size must be WIDTHxHEIGHT, e.g. 1280x800"_s);
    }
    return size;
}

} // namespace

QList<QCommandLineOption> Options::all()
{
    return {
        {u"url"_s, u"The server, ws://HOST:PORT/PATH or wss://…, instead of a profile's."_s, u"URL"_s},
        {u"profile"_s, u"The profile to connect with."_s, u"NAME"_s},
        {u"token-file"_s, u"With --url: a file whose first line is the token."_s, u"FILE"_s},
        {u"screenshot"_s, u"Write a picture of the window once the list of calls is there, and exit."_s,
            u"FILE"_s},
        {u"size"_s, u"The size of the window."_s, u"WIDTHxHEIGHT"_s},
        {u"theme"_s, u"system, light or dark."_s, u"THEME"_s},
        {u"language"_s, u"en, de or ro."_s, u"LANGUAGE"_s},
        {u"version"_s, u"Print the version and exit."_s},
        {{u"h"_s, u"help"_s}, u"Print this help and exit."_s},
    };
}

Result<Options> Options::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(arguments)) {
        return failure(Errc::InvalidParams, parser.errorText());
    }
    if (!parser.positionalArguments().isEmpty()) {
        return failure(Errc::InvalidParams,
            u"there are no arguments beside options: "_s + parser.positionalArguments().first());
    }
    const auto theme = themeOf(parser.value(u"theme"_s));
    const auto size = sizeOf(parser.value(u"size"_s));
    if (!theme || !size) {
        return tl::unexpected(!theme ? theme.error() : size.error());
    }
    Options options;
    options.action = parser.isSet(u"help"_s) ? Action::ShowHelp
        : parser.isSet(u"version"_s)         ? Action::ShowVersion
                                             : Action::Run;
    options.theme = *theme;
    options.size = *size;
    options.profile = parser.value(u"profile"_s);
    options.tokenFile = parser.value(u"token-file"_s);
    options.screenshot = parser.value(u"screenshot"_s);
    if (parser.isSet(u"url"_s)) {
        options.url = QUrl(parser.value(u"url"_s), QUrl::StrictMode);
        if (!options.url.isValid() || (options.url.scheme() != "ws"_L1 && options.url.scheme() != "wss"_L1)) {
            return failure(
                Errc::InvalidParams, u"--url must be ws://HOST:PORT/PATH or wss://HOST:PORT/PATH"_s);
        }
    }
    if (parser.isSet(u"url"_s) && parser.isSet(u"profile"_s)) {
        return failure(Errc::InvalidParams, u"--url and --profile exclude each other"_s);
    }
    if (parser.isSet(u"screenshot"_s) && options.screenshot.isEmpty()) {
        return failure(Errc::InvalidParams, u"--screenshot needs the name of a file"_s);
    }
    if (parser.isSet(u"language"_s)) {
        const QString language = parser.value(u"language"_s);
        if (!text::languages().contains(language)) {
            return failure(
                Errc::InvalidParams, u"--language must be one of "_s + text::languages().join(u", "_s));
        }
        options.language = QLocale(language);
    }
    return options;
}

QString Options::help()
{
    QCommandLineParser parser;
    declare(parser);
    return parser.helpText();
}

} // namespace cordboard::console
