// SPDX-License-Identifier: Apache-2.0
#include "server/app/server.h"

#include "server/app/application.h"
#include "server/app/check.h"
#include "server/app/config/locations.h"
#include "server/app/config/readconfig.h"
#include "server/app/logging/logging.h"
#include "server/app/options.h"
#include "server/app/servicemanager.h"
#include "server/app/stopsignals.h"
#include "server/app/tokens/tokencommand.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>

#include <cstdio>
#include <unistd.h>

Q_LOGGING_CATEGORY(lcServer, "cordboard.server")

namespace cordboard {
namespace {

using namespace Qt::StringLiterals;

enum ExitCode { Good = 0, CannotStart = 1, WrongUsage = 2, WrongConfig = 78 };

void print(FILE *stream, const QString &text) { std::fputs(text.toUtf8().constData(), stream); }

int complain(const QString &text, ExitCode code)
{
    print(stderr, u"cordboard-server: "_s + text + u'\n');
    return code;
}

/// The file that is named or found, or nothing for the built-in defaults.
QString configFile(const Options &options)
{
    if (!options.configPath.isEmpty() || options.demo) {
        return options.configPath;
    }
    for (const QString &candidate : configCandidates(QProcessEnvironment::systemEnvironment())) {
        if (QFileInfo::exists(candidate)) {
            return candidate;
        }
    }
    return {};
}

void applyOptions(Config &config, const Options &options)
{
    if (options.listen) {
        config.wsServer.host = options.listen->host;
        config.wsServer.port = options.listen->port;
    }
    if (options.demo && options.configPath.isEmpty()) {
        config.admin.listen.clear(); // several demos run side by side
    }
    if (options.logFormat) {
        config.log.format = *options.logFormat;
    }
    if (config.auth.tokens.isEmpty() && !options.demo) {
        config.auth.tokens = defaultTokensFile(QProcessEnvironment::systemEnvironment(), ::geteuid() == 0);
    }
    if (config.stateDir.isEmpty()) {
        config.stateDir = defaultStateDir(QProcessEnvironment::systemEnvironment(), ::geteuid() == 0);
        if (options.demo && !config.stateDir.isEmpty()) {
            config.stateDir += u"/demo"_s; // what a demo did says nothing about real calls
        }
    }
}

/// SIGHUP: what the file and the options say now. A file that is wrong changes nothing, but tokens and
/// certificates are read again all the same.
void reload(Application &application, Logging &logging, const Options &options)
{
    Config wanted = application.config();
    const QString file = configFile(options);
    auto read = file.isEmpty() ? tl::expected<Config, QStringList>(builtInConfig()) : readConfigFile(file);
    if (read) {
        applyOptions(*read, options);
        if (options.demo) {
            read->nodes = wanted.nodes;
        }
        wanted = std::move(*read);
    } else {
        for (const QString &error : read.error()) {
            qCCritical(lcServer).noquote() << "the configuration stays as it was:" << error;
        }
    }
    application.reload(wanted);
    logging.setLevel(application.config().log.level);
    logging.setMasking(application.config().log.maskNumbers);
}

int serve(Config config, const Options &options)
{
    const std::optional<DemoOptions> &demoOptions = options.demo;
    LogFile logFile;
    if (!config.log.filePath.isEmpty()) {
        auto opened = LogFile::append(config.log.filePath);
        if (!opened) {
            return complain(u"log.file_path: "_s + opened.error().message, WrongConfig);
        }
        logFile = std::move(*opened);
    }
    Logging logging(config.log, std::move(logFile), QString::fromLatin1(unkeptRecords));
    std::unique_ptr<QObject> world;
    if (demoOptions) {
        auto demo = startDemo(*demoOptions);
        if (!demo) {
            qCCritical(lcServer).noquote() << "the demo cannot start:" << demo.error().message;
            return CannotStart;
        }
        world = std::move(demo->world);
        config.nodes = {demo->node};
    }
    Application application(std::move(config), makeConnector,
        demoOptions ? Application::State::IfPossible : Application::State::Required);
    StopSignals stopSignals;
    ServiceManager manager(QProcessEnvironment::systemEnvironment());
    QObject::connect(
        &application, &Application::stopped, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    if (const auto started = application.start(); !started) {
        qCCritical(lcServer).noquote() << started.error().message;
        return started.error().code == Errc::InvalidParams ? WrongConfig : CannotStart;
    }
    const auto ready = [&] { manager.ready(u"listening on "_s + application.url().toString()); };
    QObject::connect(&stopSignals, &StopSignals::stopRequested, &application, [&] {
        manager.stopping();
        application.stop();
    });
    QObject::connect(&stopSignals, &StopSignals::reloadRequested, &application, [&] {
        manager.reloading();
        reload(application, logging, options);
        ready();
    });
    ready();
    return QCoreApplication::exec();
}

/// `cordboard-server audit verify [FILE...]`: files of one chain, the oldest first.
int manageAudit(QStringList arguments)
{
    if (arguments.isEmpty() || arguments.takeFirst() != "verify"_L1) {
        return complain(u"audit verify [FILE...], the oldest file first"_s, WrongUsage);
    }
    if (arguments.isEmpty()) {
        const Options options;
        const QString file = configFile(options);
        auto config =
            file.isEmpty() ? tl::expected<Config, QStringList>(builtInConfig()) : readConfigFile(file);
        if (!config) {
            print(stderr, config.error().join(u'\n') + u'\n');
            return WrongConfig;
        }
        applyOptions(*config, options);
        arguments.append(config->audit.filePath.isEmpty() ? QString(config->stateDir + u"/audit.log"_s)
                                                          : config->audit.filePath);
    }
    const auto verdict = verifyAudit(arguments);
    if (!verdict) {
        return complain(verdict.error().message, CannotStart);
    }
    print(stdout,
        u"%1 records, all as they were written; the last is number %2 with the hash %3\n"_s.arg(
            QString::number(verdict->records), QString::number(verdict->end.seq),
            QString::fromLatin1(verdict->end.hash)));
    return Good;
}

/// `cordboard-server token ...`
int manageTokens(const QStringList &arguments)
{
    if (arguments.contains(u"--help"_s) || arguments.contains(u"-h"_s)) {
        print(stdout, TokenCommand::help());
        return Good;
    }
    const auto command = TokenCommand::parse(arguments, QDateTime::currentDateTimeUtc());
    if (!command) {
        return complain(command.error().message + u"\nTry token --help."_s, WrongUsage);
    }
    QString path = command->tokensPath;
    if (path.isEmpty()) {
        Options options;
        options.configPath = command->configPath;
        const QString file = configFile(options);
        auto config =
            file.isEmpty() ? tl::expected<Config, QStringList>(builtInConfig()) : readConfigFile(file);
        if (!config) {
            print(stderr, config.error().join(u'\n') + u'\n');
            return WrongConfig;
        }
        applyOptions(*config, options);
        path = config->auth.tokens;
    }
    if (path.isEmpty()) {
        return complain(u"auth.tokens is not set, and the environment names no folder for it"_s, WrongConfig);
    }
    const auto report = runTokenCommand(*command, path);
    if (!report) {
        return complain(report.error().message, CannotStart);
    }
    print(stdout, report->out);
    print(stderr, report->err);
    return Good;
}

/// `cordboard-server check ...`
int checkAll(const QStringList &arguments)
{
    const auto command = CheckCommand::parse(arguments);
    if (!command) {
        return complain(command.error().message + u"\nTry check --help."_s, WrongUsage);
    }
    if (command->wantsHelp) {
        print(stdout, CheckCommand::help());
        return Good;
    }
    Options options;
    options.configPath = command->configPath;
    const QString file = configFile(options);
    auto config = file.isEmpty() ? tl::expected<Config, QStringList>(builtInConfig()) : readConfigFile(file);
    if (!config) {
        print(stderr, config.error().join(u'\n') + u'\n');
        return WrongConfig;
    }
    if (!command->onlyTrouble) {
        print(stdout, u"ok    configuration: "_s + (file.isEmpty() ? u"built-in defaults"_s : file) + u'\n');
    }
    applyOptions(*config, options);
    Check check(std::move(*config), command->onlyTrouble);
    QObject::connect(&check, &Check::said, qApp, [](const QString &line) {
        print(stdout, line + u'\n');
        std::fflush(stdout);
    });
    QObject::connect(
        &check, &Check::finished, qApp,
        [](int faults) {
            print(stdout,
                faults == 0 ? u"Nothing hinders Cordboard.\n"_s
                            : QString(QString::number(faults) + u" to mend.\n"_s));
            QCoreApplication::exit(faults == 0 ? Good : CannotStart);
        },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(&check, &Check::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int runServer(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"cordboard-server"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CORDBOARD_VERSION));

    if (QCoreApplication::arguments().value(1) == "token"_L1) {
        return manageTokens(QCoreApplication::arguments().sliced(2));
    }
    if (QCoreApplication::arguments().value(1) == "audit"_L1) {
        return manageAudit(QCoreApplication::arguments().sliced(2));
    }
    if (QCoreApplication::arguments().value(1) == "check"_L1) {
        return checkAll(QCoreApplication::arguments().sliced(2));
    }
    const auto options = Options::parse(QCoreApplication::arguments());
    if (!options) {
        return complain(options.error().message + u"\nTry --help."_s, WrongUsage);
    }
    if (options->action == Options::Action::ShowHelp) {
        print(stdout, Options::help());
        return Good;
    }
    if (options->action == Options::Action::ShowVersion) {
        print(stdout, u"cordboard-server "_s + QCoreApplication::applicationVersion() + u'\n');
        return Good;
    }
    const QString file = configFile(*options);
    auto config = file.isEmpty() ? tl::expected<Config, QStringList>(builtInConfig()) : readConfigFile(file);
    if (!config) {
        print(stderr, config.error().join(u'\n') + u'\n');
        return WrongConfig;
    }
    if (options->action == Options::Action::CheckConfig) {
        print(stdout, (file.isEmpty() ? u"built-in defaults"_s : file) + u": good\n"_s);
        return Good;
    }
    applyOptions(*config, *options);
    if (options->action == Options::Action::PrintConfig) {
        print(stdout, printConfig(*config));
        return Good;
    }
    return serve(std::move(*config), *options);
}

} // namespace cordboard
