// SPDX-License-Identifier: Apache-2.0
#include "server/app/options.h"

#include <QCommandLineParser>
#include <QHostAddress>

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

constexpr int longestRing = 600000;
constexpr int mostDemoCalls = 100000;
constexpr int mostDemoRate = 10000;

void declare(QCommandLineParser &parser)
{
    QString description = u"Shows the live calls of a SIP proxy and lets programs control them."_s;
    for (const ProgramVerb &verb : Options::verbs()) {
        description += u"\n\n  cordboard-server "_s + QString::fromLatin1(verb.name) + u' '
            + QString::fromLatin1(verb.arguments) + u"\n      "_s + QString::fromLatin1(verb.help);
    }
    parser.setApplicationDescription(description);
    parser.addOptions(Options::all());
}

tl::unexpected<Error> usage(const QString &sentence) { return failure(Errc::InvalidParams, sentence); }

Result<int> number(const QCommandLineParser &parser, const QString &option, int most)
{
    bool good = false;
    const QString text = parser.value(option);
    const int value = text.toInt(&good);
    if (!good || value < 0 || value > most || text.startsWith(u'+')) {
        return usage(u"--"_s + option + u" must be a whole number from 0 to "_s + QString::number(most));
    }
    return value;
}

Result<std::optional<DemoOptions>> demoOptions(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"demo"_s)) {
        for (const auto &option : {u"demo-ring-ms"_s, u"demo-calls"_s, u"demo-rate"_s, u"demo-version"_s}) {
            if (parser.isSet(option)) {
                return usage(u"--"_s + option + u" needs --demo"_s);
            }
        }
        return std::nullopt;
    }
    const auto ring = number(parser, u"demo-ring-ms"_s, longestRing);
    const auto calls = number(parser, u"demo-calls"_s, mostDemoCalls);
    const auto rate = number(parser, u"demo-rate"_s, mostDemoRate);
    for (const auto *value : {&ring, &calls, &rate}) {
        if (!*value) {
            return tl::unexpected(value->error());
        }
    }
    const QString version = parser.value(u"demo-version"_s);
    if (!QStringList{u"3.4"_s, u"3.6"_s, u"4.0"_s}.contains(version)) {
        return usage(u"--demo-version must be 3.4, 3.6 or 4.0"_s);
    }
    return DemoOptions{
        .ring = std::chrono::milliseconds(*ring), .calls = *calls, .rate = *rate, .version = version};
}

Result<Options::Action> actionOf(const QCommandLineParser &parser)
{
    using enum Options::Action;
    if (parser.isSet(u"help"_s)) {
        return ShowHelp;
    }
    if (parser.isSet(u"version"_s)) {
        return ShowVersion;
    }
    if (parser.isSet(u"check-config"_s) && parser.isSet(u"print-config"_s)) {
        return usage(u"--check-config and --print-config exclude each other"_s);
    }
    return parser.isSet(u"check-config"_s) ? CheckConfig
        : parser.isSet(u"print-config"_s)  ? PrintConfig
                                           : Run;
}

Result<std::optional<LogFormat>> logFormatOf(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"log-format"_s)) {
        return std::nullopt;
    }
    const QString word = parser.value(u"log-format"_s);
    if (word == "text"_L1) {
        return LogFormat::Text;
    }
    if (word == "json"_L1) {
        return LogFormat::Json;
    }
    if (word == "journald"_L1) {
        return LogFormat::Journald;
    }
    return usage(u"--log-format must be text, json or journald"_s);
}

} // namespace

QList<ProgramVerb> Options::verbs()
{
    return {
        {"check", "[OPTIONS]",
            "Look at the configuration and at each proxy, and say in one line each what to change and "
            "where."},
        {"token", "add NAME | list | revoke NAME [OPTIONS]", "Manage who may connect."},
        {"audit", "verify [FILE...]",
            "Tell whether the audit is as it was written; files of one chain, the oldest first."},
    };
}

QList<QCommandLineOption> Options::all()
{
    const DemoOptions demo;
    return {
        {u"config"_s, u"Configuration file."_s, u"FILE"_s},
        {u"check-config"_s, u"Check the configuration and exit: 0 if it is good, 78 if not."_s},
        {u"print-config"_s, u"Print the configuration with all defaults and exit."_s},
        {u"listen"_s, u"Listen there instead; port 0 is any."_s, u"HOST:PORT"_s},
        {u"log-format"_s, u"text, json or journald."_s, u"FORMAT"_s},
        {u"demo"_s,
            u"Drive a simulated proxy with simulated people. Reads only the --config that is named."_s},
        {u"demo-ring-ms"_s, u"How long its phones ring."_s, u"N"_s, QString::number(demo.ring.count())},
        {u"demo-calls"_s, u"How many calls it has by itself."_s, u"N"_s, QString::number(demo.calls)},
        {u"demo-rate"_s, u"How many of them change in a second."_s, u"N"_s, QString::number(demo.rate)},
        {u"demo-version"_s, u"Whose behaviour it has: 3.4, 3.6 or 4.0."_s, u"V"_s, demo.version},
        {u"version"_s, u"Print the version and exit."_s},
        {{u"h"_s, u"help"_s}, u"Print this help and exit."_s},
    };
}

Result<Options> Options::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(arguments)) {
        return usage(parser.errorText());
    }
    if (!parser.positionalArguments().isEmpty()) {
        return usage(u"there are no arguments beside options: "_s + parser.positionalArguments().first());
    }
    const auto action = actionOf(parser);
    const auto demo = demoOptions(parser);
    const auto format = logFormatOf(parser);
    if (!action || !demo || !format) {
        return tl::unexpected(!action ? action.error() : !demo ? demo.error() : format.error());
    }
    Options options{.action = *action,
        .configPath = parser.value(u"config"_s),
        .demo = *demo,
        .listen = {},
        .logFormat = *format};
    if (parser.isSet(u"config"_s) && options.configPath.isEmpty()) {
        return usage(u"--config needs the name of a file"_s);
    }
    if (parser.isSet(u"listen"_s)) {
        options.listen = Endpoint::parse(parser.value(u"listen"_s));
        if (!options.listen) {
            return usage(u"--listen must be HOST:PORT"_s);
        }
        if (options.listen->host != "localhost"_L1 && QHostAddress(options.listen->host).isNull()) {
            return usage(u"--listen must begin with an IP address or localhost"_s);
        }
    }
    return options;
}

QString Options::help()
{
    QCommandLineParser parser;
    declare(parser);
    return parser.helpText();
}

} // namespace cordboard
